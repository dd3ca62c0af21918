import type { KqlNode } from '@picket/kql';
import type { Expr, Rel } from '../plan/plan.ts';
import { translateRel } from '../plan/relation.ts';
import { columnsOf, refuseRel, type Scope } from '../plan/scope.ts';
import { bare, elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { absent, type Column, type ScalarType } from '../values/cell.ts';
import type { TranslateOperator } from './operator.ts';

const known = new Set(['kind', 'isfuzzy', 'withsource']);

/** Microsoft Learn, "union operator": all columns; those that share a name but not a type get the type's name behind theirs. */
export const translateUnion: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const odd = [...parameters.keys()].find((name) => !known.has(name) && !name.startsWith('hint.'));
  const kind = parameters.get('kind')?.text.trim() ?? 'outer';
  const isFuzzy = parameters.get('isfuzzy')?.text.trim().toLowerCase() === 'true';
  const source = parameters.get('withsource');
  const written = elements(node, 'Expressions');
  if (odd || (kind !== 'outer' && kind !== 'inner')) return refuseRel(scope, `union ${odd ?? kind}`, node);
  const heads = input.columns.length > 0 ? [input] : [];
  const sources: (string | undefined)[] = heads.map(() => undefined);
  const rels = written.flatMap((each, i): Rel[] => {
    const plain = bare(each);
    if (plain.kind === 'NameReference' && plain.text.includes('*'))
      return [refuseRel(scope, 'union of a wildcard', each)];
    const rel = isFuzzy && isMissing(plain) ? undefined : translateRel(each, scope);
    if (rel) sources.push(sourceOf(plain, rel, heads.length + i, scope));
    return rel ? [rel] : [];
  });
  const inputs = [...heads, ...rels];
  const types = new Map<string, Set<ScalarType>>();
  for (const rel of inputs)
    for (const { name, type } of rel.columns) types.set(name, (types.get(name) ?? new Set()).add(type));
  const sourceName = source && nameOf(source);
  const columns = columnsOf(node, scope);
  const taken = columns.map(({ name }): readonly Expr[] | undefined => {
    if (name === sourceName) {
      return sources.map((value = ''): Expr => ({ op: 'literal', type: 'string', value }));
    }
    const exprs = inputs.map((rel) => columnFor(name, rel, types));
    const type = exprs.find((expr) => expr !== undefined)?.type;
    return type && exprs.map((expr) => expr ?? { op: 'literal', type, value: absent(type) });
  });
  const whole = taken.flatMap((exprs) => (exprs ? [exprs] : []));
  if (whole.length !== columns.length || inputs.length === 0) return refuseRel(scope, 'union with these columns', node);
  if (source && sources.includes(undefined))
    return refuseRel(scope, 'union withsource of an expression over tables', node);
  return {
    op: 'union',
    inputs: inputs.map((rel, i) => ({ rel, exprs: whole.flatMap((exprs) => exprs[i] ?? []) })),
    columns: columns.map(({ name }, i): Column => ({ name, type: whole[i]?.[0]?.type ?? 'dynamic' })),
    serialized: false,
  };
};

/** True for a name that nothing has, or a pipe that begins with one. */
function isMissing(node: KqlNode): boolean {
  const plain = bare(node);
  const head = plain.kind === 'PipeExpression' ? part(plain, 'Expression') : undefined;
  if (head) return isMissing(head);
  return plain.kind === 'NameReference' && plain.columns?.length === 0 && !plain.symbol;
}

/**
 * What withsource calls an input: a table's name, the name that `as` gives, else its place. What it says of an
 * expression over tables is not certain.
 */
function sourceOf(node: KqlNode, rel: Rel, place: number, scope: Scope): string | undefined {
  if (rel.op === 'table') return rel.name;
  const last = node.kind === 'PipeExpression' ? part(node, 'Operator') : undefined;
  if (last?.kind === 'AsOperator') return nameOf(part(last, 'Name'));
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

/** The column of an input that fills a column of the union: of that name, or, where types clash, name and type. */
function columnFor(name: string, rel: Rel, types: ReadonlyMap<string, ReadonlySet<ScalarType>>): Expr | undefined {
  const column = rel.columns.find(
    (each) => (types.get(each.name)?.size === 1 ? each.name : `${each.name}_${each.type}`) === name,
  );
  return column && { op: 'column', ...column };
}

export const runUnion: RunRel<'union'> = ({ inputs }, run) =>
  inputs.flatMap(({ rel, exprs }) => {
    const rows = evaluateRel(rel, run);
    const cells = exprs.map((expr) => compileExpr(expr, rel.columns, run));
    return rows.map((row, index) => cells.map((cell) => cell({ row, index, rows })));
  });
