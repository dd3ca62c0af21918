import { columnsRead } from '../../optimise/reads.ts';
import type { Expr } from '../../plan/plan.ts';
import { type SqlContext, sqlOf } from '../../store/sql-expression.ts';

/** A time of a row, in SQL, and ticks: the clock is not before (not after) the time with the ticks added. */
export interface ClockBound {
  readonly time: string;
  readonly ticks: bigint;
  /** True when it is not that very moment either. */
  readonly isStrict: boolean;
}

/** What conditions between a row's times and the clock say of the clock: `Time > ago(2h)` and its other spellings. */
export function clockBounds(
  conditions: readonly Expr[],
  context: SqlContext,
): { readonly earliest: readonly ClockBound[]; readonly latest: readonly ClockBound[] } {
  const earliest: ClockBound[] = [];
  const latest: ClockBound[] = [];
  for (const { time, moment, isLower, isStrict } of conditions.flatMap(comparisonsOf)) {
    const ticks = beforeNow(moment, context);
    const value = ticks === undefined || time.type !== 'datetime' ? undefined : sqlOf(time, context);
    if (value && ticks !== undefined) (isLower ? latest : earliest).push({ time: value.text, ticks, isStrict });
  }
  return { earliest, latest };
}

/** The first and the last moments, in SQL, that bounds leave to the clock. */
export function clockTexts({ earliest, latest }: ReturnType<typeof clockBounds>): {
  readonly starts: readonly string[];
  readonly ends: readonly string[];
} {
  const shifted = (by: bigint) => (bound: ClockBound) =>
    `(${bound.time} + ${bound.ticks + (bound.isStrict ? by : 0n)})`;
  return { starts: earliest.map(shifted(1n)), ends: latest.map(shifted(-1n)) };
}

/** The same for one condition that says nothing else. */
export function clockBoundsOnly(condition: Expr, context: SqlContext): ReturnType<typeof clockBounds> | undefined {
  const bounds = clockBounds([condition], context);
  const wanted = condition.op === 'call' && condition.name === 'between' ? 2 : 1;
  return bounds.earliest.length + bounds.latest.length === wanted ? bounds : undefined;
}

interface Comparison {
  readonly time: Expr;
  readonly moment: Expr;
  /** True when the time is not before the moment. */
  readonly isLower: boolean;
  readonly isStrict: boolean;
}

/** What a condition compares, whichever side is which. */
function comparisonsOf(expr: Expr): readonly Comparison[] {
  if (expr.op !== 'call') return [];
  const [first, second, third] = expr.args;
  if (!first || !second) return [];
  if (expr.name === 'between' && third) {
    return [
      { time: first, moment: second, isLower: true, isStrict: false },
      { time: first, moment: third, isLower: false, isStrict: false },
    ];
  }
  const isLower = orders[expr.name];
  if (isLower === undefined) return [];
  const isStrict = expr.name === '>' || expr.name === '<';
  return [
    { time: first, moment: second, isLower, isStrict },
    { time: second, moment: first, isLower: !isLower, isStrict },
  ];
}

/** Comparisons by which the first is not before (not after) the second. */
const orders: Readonly<Record<string, boolean>> = { '>': true, '>=': true, '<': false, '<=': false };

/** The ticks that are taken from the clock; undefined for a moment of another form. */
function beforeNow(expr: Expr, { constant }: SqlContext): bigint | undefined {
  if (expr.op === 'now') return 0n;
  if (expr.op !== 'call' || expr.name !== '-' || expr.args[0]?.op !== 'now') return undefined;
  const [, taken] = expr.args;
  const ticks = taken?.type === 'timespan' && columnsRead(taken).size === 0 ? constant(taken) : undefined;
  return typeof ticks === 'bigint' ? ticks : undefined;
}
