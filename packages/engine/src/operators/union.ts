import type { KqlNode } from '@picket/kql';
import type { Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope } from '../plan/scope.ts';
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
  const written = elements(node, 'Expressions').filter((each) => !isFuzzy || !isMissing(bare(each)));
  const heads = input.columns.length > 0 ? [input] : [];
  const sources = [
    ...heads.map((rel): Source => ({ rel, name: ownName(rel) ?? composite(rel, 0, scope) })),
    ...namedSources(written, scope).map(([, rel], i): Source => {
      return { rel, name: ownName(rel) ?? composite(rel, heads.length + i, scope) };
    }),
  ];
  const sourceName = source && nameOf(source);
  if (sourceName !== undefined && sources.some(({ name }) => name === undefined))
    return refuseRel(scope, 'union withsource of an expression over tables', node);
  const inputs = sources.map(({ rel }) => rel);
  const given = columnsOf(node, scope).map((column) => column.name);
  const names =
    kind === 'inner' ? commonNames(given, inputs, sourceName, scope) : engineNames(given, inputs, sourceName, scope);
  return united(sources, names, sourceName) ?? refuseRel(scope, 'union with these columns', node);
};

/** kind=inner: only the columns that all inputs have, of one type; the analyser has them all. */
function commonNames(
  names: readonly string[],
  inputs: readonly Rel[],
  source: string | undefined,
  scope: Scope,
): readonly string[] {
  const common = new Set(
    inputs[0]?.columns.flatMap(({ name, type }) => {
      const has = (rel: Rel): boolean => rel.columns.some((column) => column.name === name && column.type === type);
      return inputs.every(has) ? [name] : [];
    }),
  );
  for (const name of names) if (name !== source && !common.has(name)) scope.shared.phantoms.add(name);
  return names.filter((name) => name === source || common.has(name));
}

/**
 * The analyser's names, but where a name that a type was put behind is that of a column of its own: there the analyser
 * numbers the one that comes second, the engine the one that got the type.
 */
function engineNames(
  names: readonly string[],
  inputs: readonly Rel[],
  source: string | undefined,
  scope: Scope,
): readonly string[] {
  const united = unitedColumns(inputs);
  const own = [...united.keys()];
  const given = names.filter((name) => name !== source);
  const swapped = given.filter((name, i) => name !== own[i]);
  const isSame = given.length === own.length && given.every((name) => own.includes(name));
  if (!isSame || ![...united.values()].some(({ numbered }) => numbered)) return names;
  for (const name of swapped) scope.shared.assumed.add(name);
  return source === undefined ? own : [source, ...own];
}

/** True for a name that nothing has, or a pipe that begins with one. */
function isMissing(node: KqlNode): boolean {
  const plain = bare(node);
  const head = plain.kind === 'PipeExpression' ? part(plain, 'Expression') : undefined;
  if (head) return isMissing(head);
  return plain.kind === 'NameReference' && plain.columns?.length === 0 && !plain.symbol;
}

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
