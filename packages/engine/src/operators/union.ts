import type { KqlNode } from '@picket/kql';
import type { Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope } from '../plan/scope.ts';
import { OpenOutput } from '../plan/stages.ts';
import { bare, elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import type { TranslateOperator } from './operator.ts';
import { namedSources, ownName, type Source, united, unitedColumns } from './unite.ts';

const known = new Set(['kind', 'isfuzzy', 'withsource']);

/** Microsoft Learn, "union operator": all columns; those that share a name but not a type get the type's name behind theirs. */
export const translateUnion: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const odd = [...parameters.keys()].find((name) => !known.has(name) && !name.startsWith('hint.'));
  const kind = parameters.get('kind')?.text.trim() ?? 'outer';
  const isFuzzy = parameters.get('isfuzzy')?.text.trim().toLowerCase() === 'true';
  const source = parameters.get('withsource');
  if (odd || (kind !== 'outer' && kind !== 'inner')) return refuseRel(scope, `union ${odd ?? kind}`, node);
  const all = elements(node, 'Expressions');
  const written = all.filter((each) => !isFuzzy || !isMissing(bare(each)));
  const heads = input.columns.length > 0 ? [input] : [];
  const sources = [
    ...heads.map((rel): Source => ({ rel, name: ownName(rel) ?? composite(rel, 0, scope) })),
    ...namedSources(written, scope).map(([leg, rel], i): Source => {
      return { rel, name: isElsewhere(leg) ? undefined : (ownName(rel) ?? composite(rel, heads.length + i, scope)) };
    }),
  ];
  const sourceName = source && nameOf(source);
  if (sourceName !== undefined && sources.some(({ name }) => name === undefined))
    return refuseRel(scope, 'union withsource of an expression over tables', node);
  if (sources.some(({ rel }) => rel.columns.some((column) => column.name === sourceName)))
    return refuseRel(scope, 'union withsource of a name that an input has', node);
  const given = columnsOf(node, scope).map((column) => column.name);
  const names = engineNames(
    given,
    sources.map(({ rel }) => rel),
    kind,
    sourceName,
    written.length < all.length,
  );
  const rel = names.length > 0 ? united(sources, names, sourceName) : undefined;
  if (!rel) return refuseRel(scope, 'union with these columns', node);
  const place = node.place ?? node.end;
  const fits = names.length === given.length && names.every((name, i) => name === given[i]);
  if (!fits && !scope.shared.outputs.has(place)) {
    throw new OpenOutput(place, { columns: rel.columns, behind: true });
  }
  return rel;
};

/** How columns are called that come with the data. */
const grown = /_[sdbtg]$/;

/**
 * The analyser's names, but for five cases. Where a name that a type was put behind is that of a column of its own, the
 * analyser numbers the one that comes second, the engine the one that got the type. With kind=inner the engine takes the
 * columns that all inputs have. Of views that a pattern names the analyser
 * knows none. It looks into inputs that isfuzzy=true leaves out. And it takes a name that only column_ifexists() says for a
 * column of a table that gains columns with the data (`userAgent_s`).
 */
function engineNames(
  names: readonly string[],
  inputs: readonly Rel[],
  kind: 'inner' | 'outer',
  source: string | undefined,
  isReduced: boolean,
): readonly string[] {
  const all = [...unitedColumns(inputs)];
  const own = all.filter(([, { exprs }]) => kind === 'outer' || exprs.every((expr) => expr.op === 'column'));
  const given = names.filter((name) => name !== source);
  const isSame = given.length === own.length && own.every(([name]) => given.includes(name));
  const isOwn = (name: string): boolean => own.some(([each]) => each === name);
  const isNumbered = isSame && own.some(([, { numbered }]) => numbered);
  const isGrown = !isSame && given.length > own.length && given.every((name) => grown.test(name) || isOwn(name));
  const isOurs = kind === 'inner' || isReduced ? !isSame : isNumbered || given.length === 0 || isGrown;
  if (!isOurs || own.length === 0) return kind === 'inner' && !isSame ? [] : names;
  return [...(source === undefined ? [] : [source]), ...own.map(([name]) => name)];
}

/** True for a name that nothing has, or a pipe that begins with one. */
function isMissing(node: KqlNode): boolean {
  const plain = bare(node);
  const head = plain.kind === 'PipeExpression' ? part(plain, 'Expression') : undefined;
  if (head) return isMissing(head);
  return plain.kind === 'NameReference' && plain.columns?.length === 0 && !plain.symbol;
}

/** A table in another place has its name there before its own; what a function's call is called is not certain. */
const isElsewhere = (node: KqlNode): boolean =>
  node.kind === 'PathExpression' || node.kind === 'FunctionCallExpression';

/** What withsource calls an expression: its place. What it says of one over tables is not certain. */
function composite(rel: Rel, place: number, scope: Scope): string | undefined {
  return readsTable(rel, scope) ? undefined : `union_arg${place}`;
}

function readsTable(value: unknown, scope: Scope): boolean {
  if (Array.isArray(value)) return value.some((each) => readsTable(each, scope));
  if (typeof value !== 'object' || value === null || !('op' in value)) {
    return typeof value === 'object' && value !== null && Object.values(value).some((each) => readsTable(each, scope));
  }
  if (value.op === 'table') return true;
  const bound = value.op === 'binding' && 'id' in value ? scope.shared.bindings[Number(value.id)] : undefined;
  return (
    (bound !== undefined && readsTable(bound, scope)) || Object.values(value).some((each) => readsTable(each, scope))
  );
}

export const runUnion: RunRel<'union'> = ({ inputs }, run) =>
  inputs.flatMap(({ rel, exprs }) => {
    const rows = evaluateRel(rel, run);
    const cells = exprs.map((expr) => compileExpr(expr, rel.columns, run));
    return rows.map((row, index) => cells.map((cell) => cell({ row, index, rows })));
  });
