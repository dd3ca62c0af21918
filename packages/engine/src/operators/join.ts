import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast, commonType } from '../plan/overload.ts';
import type { Expr, JoinKind, Rel } from '../plan/plan.ts';
import { translateRel } from '../plan/relation.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { bare, elements, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { absent, type Cell, type Column, type Row } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import type { TranslateOperator } from './operator.ts';

const kinds: Readonly<Record<string, JoinKind>> = {
  innerunique: 'innerunique',
  inner: 'inner',
  leftouter: 'leftouter',
  rightouter: 'rightouter',
  fullouter: 'fullouter',
  leftanti: 'leftanti',
  anti: 'leftanti',
  leftantisemi: 'leftanti',
  rightanti: 'rightanti',
  rightantisemi: 'rightanti',
  leftsemi: 'leftsemi',
  rightsemi: 'rightsemi',
};
const leftOnly: readonly JoinKind[] = ['leftanti', 'leftsemi'];
const rightOnly: readonly JoinKind[] = ['rightanti', 'rightsemi'];

/** Microsoft Learn, "join operator": innerunique unless told; right columns whose name is taken get a number. */
export const translateJoin: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const kind = kinds[parameters.get('kind')?.text.trim().toLowerCase() ?? 'innerunique'];
  const odd = [...parameters.keys()].find((name) => name !== 'kind' && !name.startsWith('hint.'));
  const written = part(node, 'Expression');
  if (!kind || odd || !written) return refuseRel(scope, `join ${odd ?? parameters.get('kind')?.text ?? ''}`, node);
  const right = translateRel(written, scope);
  const on = joinKeys(part(node, 'ConditionClause'), input, right, scope);
  if (!on) return refuseRel(scope, 'join with this condition', node);
  const given = columnsOf(node, scope);
  const sides = rightOnly.includes(kind)
    ? right.columns
    : leftOnly.includes(kind)
      ? input.columns
      : [...input.columns, ...right.columns];
  const columns = sides.map((column, i): Column => ({ name: given[i]?.name ?? '', type: column.type }));
  if (given.length !== columns.length) return refuseRel(scope, 'join with these columns', node);
  return {
    op: 'join',
    kind,
    left: input,
    right,
    on,
    rightColumns: right.columns.map((_, i) => i),
    columns,
    serialized: false,
  };
};

/** Microsoft Learn, "lookup operator": leftouter unless told; the key columns are not repeated. */
export const translateLookup: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const kind = parameters.get('kind')?.text.trim().toLowerCase() ?? 'leftouter';
  const written = part(node, 'Expression');
  if (!written || (kind !== 'leftouter' && kind !== 'inner')) return refuseRel(scope, `lookup kind=${kind}`, node);
  const right = translateRel(written, scope);
  const on = joinKeys(part(node, 'LookupClause'), input, right, scope);
  if (!on) return refuseRel(scope, 'lookup with this condition', node);
  const keys = new Set(on.flatMap(([, key]) => bareColumn(key) ?? []));
  const rightColumns = right.columns.flatMap((column, i) => (keys.has(column.name) ? [] : [i]));
  const given = columnsOf(node, scope);
  const sides = [...input.columns, ...rightColumns.flatMap((i) => right.columns[i] ?? [])];
  const columns = sides.map((column, i): Column => ({ name: given[i]?.name ?? '', type: column.type }));
  if (given.length !== columns.length) return refuseRel(scope, 'lookup with these columns', node);
  return { op: 'join', kind, left: input, right, on, rightColumns, columns, serialized: false };
};

function bareColumn(expr: Expr): string | undefined {
  if (expr.op === 'cast') return bareColumn(expr.arg);
  return expr.op === 'column' ? expr.name : undefined;
}

/** Pairs of keys: a name both sides have, or `$left.a == $right.b`. */
function joinKeys(
  clause: KqlNode | undefined,
  left: Rel,
  right: Rel,
  scope: Scope,
): readonly (readonly [Expr, Expr])[] | undefined {
  const pairs = elements(clause, 'Expressions')
    .flatMap(conjuncts)
    .map((written) => keyPair(written, left, right, scope));
  const known = pairs.flatMap((pair) => (pair ? [pair] : []));
  return pairs.length > 0 && known.length === pairs.length ? known : undefined;
}

function conjuncts(written: KqlNode): readonly KqlNode[] {
  const plain = bare(written);
  const sides = [part(plain, 'Left'), part(plain, 'Right')];
  return plain.kind === 'AndExpression' ? sides.flatMap((side) => (side ? conjuncts(side) : [])) : [plain];
}

function keyPair(written: KqlNode, left: Rel, right: Rel, scope: Scope): readonly [Expr, Expr] | undefined {
  const sided = (node: KqlNode | undefined): readonly [string, Expr] | undefined => {
    const side = node && node.kind === 'PathExpression' ? part(node, 'Expression')?.text.trim() : undefined;
    const selector = node && part(node, 'Selector');
    if (!selector || (side !== '$left' && side !== '$right')) return undefined;
    const at = withColumns(scope, side === '$left' ? left : right);
    return [side, translateExpr(selector, at)];
  };
  if (written.kind === 'NameReference') {
    return fitted(translateExpr(written, withColumns(scope, left)), translateExpr(written, withColumns(scope, right)));
  }
  if (written.kind !== 'EqualExpression') return undefined;
  const first = sided(part(written, 'Left'));
  const second = sided(part(written, 'Right'));
  if (!first || !second || first[0] === second[0]) return undefined;
  return first[0] === '$left' ? fitted(first[1], second[1]) : fitted(second[1], first[1]);
}

function fitted(left: Expr, right: Expr): readonly [Expr, Expr] | undefined {
  const type = commonType([left.type, right.type]);
  return type && type !== 'dynamic' ? [cast(left, type), cast(right, type)] : undefined;
}

export const runJoin: RunRel<'join'> = ({ kind, left, right, on, rightColumns }, run) => {
  const keysOf = (rel: Rel, side: 0 | 1): { readonly rows: readonly Row[]; readonly keys: readonly string[] } => {
    const rows = evaluateRel(rel, run);
    const cells = on.map((pair) => compileExpr(pair[side], rel.columns, run));
    return { rows, keys: rows.map((row, index) => keyOfCells(cells.map((cell) => cell({ row, index, rows })))) };
  };
  const lefts = keysOf(left, 0);
  const rights = keysOf(right, 1);
  if (leftOnly.includes(kind)) {
    const known = new Set(rights.keys);
    return lefts.rows.filter((_, i) => known.has(lefts.keys[i] ?? '') === (kind === 'leftsemi'));
  }
  if (rightOnly.includes(kind)) {
    const known = new Set(lefts.keys);
    return rights.rows.filter((_, i) => known.has(rights.keys[i] ?? '') === (kind === 'rightsemi'));
  }
  const byKey = new Map<string, number[]>();
  rights.keys.forEach((key, i) => {
    const places = byKey.get(key);
    if (places) places.push(i);
    else byKey.set(key, [i]);
  });
  const pick = (row: Row): readonly Cell[] => rightColumns.map((i) => row[i] ?? null);
  const noRight = rightColumns.map((i) => absent(right.columns[i]?.type ?? 'dynamic'));
  const noLeft = left.columns.map((column) => absent(column.type));
  const keepsLeft = kind === 'leftouter' || kind === 'fullouter';
  const met = new Set<string>();
  const out: Row[] = [];
  lefts.rows.forEach((row, i) => {
    const key = lefts.keys[i] ?? '';
    // innerunique takes one row of each key from the left; which one, KQL leaves open.
    if (kind === 'innerunique' && met.has(key)) return;
    met.add(key);
    const places = byKey.get(key);
    for (const at of places ?? []) out.push([...row, ...pick(rights.rows[at] ?? [])]);
    if (!places && keepsLeft) out.push([...row, ...noRight]);
  });
  if (kind === 'rightouter' || kind === 'fullouter') {
    rights.rows.forEach((row, i) => {
      if (!met.has(rights.keys[i] ?? '')) out.push([...noLeft, ...pick(row)]);
    });
  }
  return out;
};
