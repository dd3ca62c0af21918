import type { KqlNode } from '@picket/kql';
import { translateAggregate } from '../plan/aggregate.ts';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { AggregateCall, Expr, Named } from '../plan/plan.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { elements, nameOf, namesGiven, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type Frame, nowhere, type RunRel } from '../run/run.ts';
import type { Cell, Column, Row, ScalarType } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { floorDivide } from '../values/ticks.ts';
import type { TranslateOperator } from './operator.ts';
import { compileAggregate, translateKeys } from './summarize.ts';

/** Longer series are refused by the service too. Microsoft Learn, "make-series operator". */
const longestSeries = 1_048_576;

/** Arrays of an aggregate's values along an axis; `to` is not part of it. Microsoft Learn, "make-series operator". */
export const translateMakeSeries: TranslateOperator = (input, node, scope) => {
  const inner = withColumns(scope, input);
  const outside = { ...scope, columns: [], serialized: false };
  const given = columnsOf(node);
  const names = given.map((column) => column.name);
  const keys = translateKeys(elements(part(node, 'ByClause'), 'Expressions'), names, inner);
  const on = part(node, 'OnClause') && part(part(node, 'OnClause') ?? node, 'Expression');
  const range = part(node, 'RangeClause');
  const bound = (role: string): Expr | undefined => {
    const clause = range && part(range, role);
    const written = clause && part(clause, 'Expression');
    return written && translateExpr(written, outside);
  };
  const step = bound('MakeSeriesStepClause');
  const [from, to] = [bound('MakeSeriesFromClause'), bound('MakeSeriesToClause')];
  // Without a start or an end, where a series begins is not certain.
  const isBounded = from !== undefined && to !== undefined;
  if (!keys || !on || !step || !isBounded || parametersOf(node).size > 0) {
    return refuseRel(scope, 'make-series in this form', node);
  }
  const axisGiven = namesGiven(on);
  const axisExpr = translateExpr(axisGiven.value, inner);
  const stepType: ScalarType = axisExpr.type === 'datetime' ? 'timespan' : axisExpr.type;
  const isAxis = axisExpr.type === 'datetime' || axisExpr.type === 'long' || axisExpr.type === 'timespan';
  const fits = (expr: Expr | undefined, type: ScalarType): boolean => expr === undefined || expr.type === type;
  if (!isAxis || !fits(step, stepType) || !fits(from, axisExpr.type) || !fits(to, axisExpr.type)) {
    return refuseRel(scope, `make-series on ${axisExpr.type}`, node);
  }
  const calls = elements(node, 'Aggregates').map((each, i) => seriesCall(each, i, names[keys.length + i] ?? ''));
  const known = calls.flatMap((call) => (call ? [call] : []));
  const axisName = names[keys.length + calls.length];
  if (known.length !== calls.length || !axisName || names.length !== keys.length + calls.length + 1) {
    return refuseRel(scope, 'make-series with these aggregates', node);
  }
  const axis: Named = { name: axisName, expr: axisExpr };
  const columns = given.map(({ name }, i): Column => ({ name, type: keys[i]?.expr.type ?? 'dynamic' }));
  return { op: 'make-series', input, axis, from, to, step, keys, aggregates: known, columns, serialized: false };

  function seriesCall(
    each: KqlNode,
    place: number,
    name: string,
  ): { readonly call: AggregateCall; readonly fallback: Expr } | undefined {
    const { value } = namesGiven(part(each, 'Expression') ?? each);
    const found = value.kind === 'FunctionCallExpression' ? translateAggregate(value, inner, keys ?? []) : undefined;
    const clause = part(each, 'DefaultExpression');
    const written = clause && part(clause, 'Expression');
    const [column] = found?.columns ?? [];
    if (!found || !column || found.columns.length !== 1 || name === '' || nameOf(part(value, 'Name')) === '')
      return undefined;
    const isReal = column.type === 'real';
    const standard: Expr = isReal
      ? { op: 'literal', type: 'real', value: 0 }
      : { op: 'literal', type: 'long', value: 0n };
    const fallback = written ? translateExpr(written, outside) : standard;
    const call = { ...found.call, columns: [{ name: `#${place}`, type: column.type }] };
    return { call, fallback: isReal && fallback.type === 'long' ? cast(fallback, 'real') : fallback };
  }
};

export const runMakeSeries: RunRel<'make-series'> = (rel, run) => {
  const rows = evaluateRel(rel.input, run);
  const axis = compileExpr(rel.axis.expr, rel.input.columns, run);
  const keyCells = rel.keys.map(({ expr }) => compileExpr(expr, rel.input.columns, run));
  const constant = (expr: Expr | undefined): Cell => (expr ? compileExpr(expr, [], run)(nowhere) : null);
  const step = constant(rel.step);
  const spots = rows.map((row, index) => axis({ row, index, rows }));
  const times = spots.flatMap((spot) => (typeof spot === 'bigint' ? [spot] : []));
  if (typeof step !== 'bigint' || step <= 0n) throw new Refusal('make-series', 'a step that is not above zero');
  const given = constant(rel.from);
  const least = times.reduce<bigint | null>((low, time) => (low === null || time < low ? time : low), null);
  const start = typeof given === 'bigint' ? given : least === null ? null : floorDivide(least, step) * step;
  if (start === null) return [];
  const end = constant(rel.to);
  const greatest = times.reduce<bigint>((high, time) => (time > high ? time : high), start);
  const count = typeof end === 'bigint' ? -floorDivide(start - end, step) : floorDivide(greatest - start, step) + 1n;
  if (count > longestSeries) throw new Refusal('make-series', `more than ${longestSeries} places`);
  const length = Math.max(0, Number(count));
  const groups = new Map<string, { readonly key: Row; readonly bins: Map<number, Frame[]> }>();
  rows.forEach((row, index) => {
    const time = spots[index];
    if (typeof time !== 'bigint') return;
    const place = Number(floorDivide(time - start, step));
    if (place < 0 || place >= length || (typeof end === 'bigint' && time >= end)) return;
    const frame = { row, index, rows };
    const key = keyCells.map((cell) => cell(frame));
    const id = keyOfCells(key);
    const group = groups.get(id) ?? { key, bins: new Map<number, Frame[]>() };
    groups.set(id, group);
    group.bins.set(place, [...(group.bins.get(place) ?? []), frame]);
  });
  const totals = rel.aggregates.map(({ call, fallback }) => ({
    type: call.columns[0]?.type ?? 'dynamic',
    total: compileAggregate(call, rel.input.columns, run),
    fallback: toDynamic(constant(fallback), fallback.type),
  }));
  const places = Array.from({ length }, (_, i) => toDynamic(start + step * BigInt(i), rel.axis.expr.type));
  return [...groups.values()].map(({ key, bins }) => [
    ...key,
    ...totals.map(({ type, total, fallback }) =>
      places.map((_, i) => {
        const frames = bins.get(i);
        return frames ? toDynamic(total(frames)[0] ?? null, type) : fallback;
      }),
    ),
    places,
  ]);
};
