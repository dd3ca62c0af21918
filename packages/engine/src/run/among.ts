import { foldCase } from '../functions/comparison.ts';
import type { Expr } from '../plan/plan.ts';
import { type Cell, type Column, isArray, isTagged, type ScalarType } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { convert, convertExactly, readingsBesideLong, toText } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { compileExpr, isConstant } from './expression.ts';
import { evaluateRel } from './relation.ts';
import { type Evaluate, nowhere, type Run } from './run.ts';

type InExpr = Extract<Expr, { op: 'in' }>;

interface Among {
  /** The members' values as `keyOf` writes them. */
  readonly keys: ReadonlySet<string>;
  /** The one type that all members have; dynamic also when their types differ. */
  readonly type: ScalarType;
}

/** `in` and its kin: true where `==` is for one of the values, which arrays bring too. Microsoft Learn, "in operator". */
export function compileIn(expr: InExpr, columns: readonly Column[], run: Run): Evaluate {
  const value = compileExpr(expr.value, columns, run);
  const types = expr.table ? expr.table.columns.slice(0, 1).map(typeOf) : expr.items.map(typeOf);
  const asText = expr.value.type === 'string' || expr.foldCase || types.includes('string');
  const member = (cell: Cell, type: ScalarType): string => {
    if (asText) return keyOfText(cell, type, expr);
    if (expr.value.type === 'dynamic') return keyOf(convert(cell, type, 'dynamic'));
    return keyOf(type === 'dynamic' ? convertExactly(cell, expr.value.type) : cell);
  };
  const members = (cell: Cell, type: ScalarType): readonly string[] =>
    isArray(cell) ? cell.map((each) => member(each, 'dynamic')) : [member(cell, type)];
  const subject = asText ? ofText(expr) : expr.value.type === 'dynamic' ? ofDynamic : ofType;
  const test = (cell: Cell, among: Among): Cell => {
    if (cell === null && among.keys.has(keyOf(null))) return null;
    return subject(cell, among) !== expr.negated;
  };
  if (expr.table) {
    const [type = 'dynamic'] = types;
    const written = expr.table.columns[0]?.type ?? type;
    const keys = new Set(evaluateRel(expr.table, run).flatMap(([cell = null]) => members(cell, written)));
    return (frame) => test(value(frame), { keys, type });
  }
  const [type = 'dynamic', ...others] = new Set(types);
  const items = expr.items.map((item) => ({ type: item.type, evaluate: compileExpr(item, columns, run) }));
  const amongAt = (frame: Parameters<Evaluate>[0]): Among => ({
    keys: new Set(items.flatMap((item) => members(item.evaluate(frame), item.type))),
    type: others.length > 0 ? 'dynamic' : type,
  });
  const constant = expr.items.every(isConstant) ? amongAt(nowhere) : undefined;
  return (frame) => test(value(frame), constant ?? amongAt(frame));
}

/** An int counts as the long that it is. */
const typeOf = ({ type }: { readonly type: ScalarType }): ScalarType => (type === 'int' ? 'long' : type);

type Subject = (cell: Cell, among: Among) => boolean;

/** Strings decide how two values meet: as text when either is one. */
function keyOfText(cell: Cell, type: ScalarType, { foldCase: folds }: InExpr): string {
  return keyOf(folds ? foldCase(toText(cell, type)) : toText(cell, type));
}

const ofText =
  (expr: InExpr): Subject =>
  (cell, { keys }) =>
    keys.has(keyOfText(cell, expr.value.type, expr));

const ofType: Subject = (cell, { keys }) => keys.has(keyOf(cell));

/** A dynamic beside values of one type counts as that type; how two dynamics of different kinds meet is not said. */
const ofDynamic: Subject = (cell, { keys, type }) => {
  if (type === 'long') return agreed(readingsBesideLong(cell), keys);
  if (type !== 'dynamic') return keys.has(keyOf(convert(convertExactly(cell, type), type, 'dynamic')));
  return keys.has(keyOf(cell)) || agreed([cell, ...otherKinds(cell)], keys);
};

/** What a text in a dynamic could be read as, and a text that something else could be written as. */
function otherKinds(cell: Cell): readonly Cell[] {
  if (typeof cell === 'string') return [convert(cell, 'string', 'long'), convert(cell, 'string', 'bool')];
  return typeof cell === 'bigint' || typeof cell === 'boolean' || isTagged(cell) ? [toText(cell, 'dynamic')] : [];
}

function agreed(readings: readonly Cell[], keys: ReadonlySet<string>): boolean {
  const [first = false, ...others] = readings.map((each) => each !== null && keys.has(keyOf(each)));
  if (others.some((other) => other !== first)) throw new Refusal('in', 'a dynamic value that could count as another');
  return first;
}
