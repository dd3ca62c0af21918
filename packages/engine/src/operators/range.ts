import { translateExpr } from '../plan/expression.ts';
import { cast, commonType } from '../plan/overload.ts';
import { refuseRel } from '../plan/scope.ts';
import { nameOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { nowhere, type RunRel } from '../run/run.ts';
import type { Row, ScalarType } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/** More rows than this are not made in memory. */
const mostRows = 5_000_000;

/** Counts from a value to a value; both ends are in. Microsoft Learn, "range operator". */
export const translateRange: TranslateOperator = (_, node, scope) => {
  const [from, to, step] = ['From', 'To', 'Step'].map((role) => {
    const written = part(node, role);
    return written && translateExpr(written, { ...scope, columns: [], serialized: false });
  });
  if (!from || !to || !step) return refuseRel(scope, 'range', node);
  const type = from.type === 'datetime' ? from.type : commonType([from.type, to.type, step.type]);
  const stepType: ScalarType = type === 'datetime' ? 'timespan' : (type ?? 'dynamic');
  const known = type === 'datetime' ? to.type === type && step.type === stepType : isCountable(type);
  if (!type || !known) return refuseRel(scope, `range over ${from.type}, ${to.type}, ${step.type}`, node);
  const counted = type === 'int' ? 'long' : type;
  const columns = [{ name: nameOf(part(node, 'Name')), type: counted }];
  const steps = type === 'int' ? 'long' : stepType;
  return {
    op: 'range',
    from: cast(from, counted),
    to: cast(to, counted),
    step: cast(step, steps),
    columns,
    serialized: true,
  };
};

const isCountable = (type: ScalarType | undefined): boolean =>
  type === 'int' || type === 'long' || type === 'real' || type === 'timespan';

export const runRange: RunRel<'range'> = ({ from, to, step }, run) => {
  const [first, last, by] = [from, to, step].map((expr) => compileExpr(expr, [], run)(nowhere));
  const rows: Row[] = [];
  const push = (value: bigint | number): void => {
    if (rows.length >= mostRows) throw new Refusal('range', `more than ${mostRows} rows`);
    rows.push([value]);
  };
  if (typeof first === 'number' && typeof last === 'number' && typeof by === 'number' && by !== 0) {
    for (let value = first; by > 0 ? value <= last : value >= last; value += by) push(value);
  }
  if (typeof first === 'bigint' && typeof last === 'bigint' && typeof by === 'bigint' && by !== 0n) {
    for (let value = first; by > 0n ? value <= last : value >= last; value += by) push(value);
  }
  return rows;
};
