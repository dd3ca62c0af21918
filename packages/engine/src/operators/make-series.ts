import type { KqlNode } from '@picket/kql';
import { translateAggregate } from '../plan/aggregate.ts';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { AggregateCall, Expr, Named, Rel } from '../plan/plan.ts';
import { columnsOf, refuseExpr, refuseRel, type Scope, type TranslateOperator, withColumns } from '../plan/scope.ts';
import { elements, nameOf, namesGiven, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type Frame, nowhere, type Run, type RunRel } from '../run/run.ts';
import type { Cell, Column, Row, ScalarType } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { toDynamic } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { axisOf, boundOf, isSpot } from './series-axis.ts';
import { compileAggregate, translateKeys } from './summarize.ts';

type MakeSeries = Extract<Rel, { readonly op: 'make-series' }>;

/** Arrays of an aggregate's values along an axis; `to` is not part of it. Microsoft Learn, "make-series operator". */
export const translateMakeSeries: TranslateOperator = (input, node, scope) => {
  const inner = withColumns(scope, input);
  const given = columnsOf(node);
  const names = given.map((column) => column.name);
  const keys = translateKeys(elements(part(node, 'ByClause'), 'Expressions'), names, inner);
  const on = inside(node, 'OnClause');
  const nonempty = nonemptyOf(node);
  if (!keys || !on || nonempty === undefined) return refuseRel(scope, 'make-series in this form', node);
  const written = translateExpr(namesGiven(on).value, inner);
  const axisType = written.type === 'int' ? 'long' : written.type;
  const bounds = boundsOf(node, axisType, { ...scope, columns: [], serialized: false });
  if (!bounds) return refuseRel(scope, `make-series on ${written.type} with these bounds`, node);
  const calls: AggregateCall[] = [];
  const series = elements(node, 'Aggregates').map((each) => seriesOf(each, keys, calls, inner));
  const axisName = names[keys.length + series.length];
  if (!axisName || names.length !== keys.length + series.length + 1) {
    return refuseRel(scope, 'make-series with these names', node);
  }
  const columns = given.map(({ name }, i): Column => ({ name, type: keys[i]?.expr.type ?? 'dynamic' }));
  const axis: Named = { name: axisName, expr: cast(written, axisType) };
  return { op: 'make-series', input, axis, ...bounds, nonempty, keys, calls, series, columns, serialized: false };
};

/** The expression of a clause. */
function inside(node: KqlNode | undefined, clause: string): KqlNode | undefined {
  const found = node && part(node, clause);
  return found && part(found, 'Expression');
}

/** Whether `kind=nonempty` is given; undefined for a parameter that is not evaluated. */
function nonemptyOf(node: KqlNode): boolean | undefined {
  const parameters = [...parametersOf(node)].filter(([name]) => !name.startsWith('hint.'));
  const isKnown = parameters.every(([name, value]) => name === 'kind' && value.text.trim() === 'nonempty');
  return isKnown ? parameters.length > 0 : undefined;
}

type Bounds = Pick<MakeSeries, 'from' | 'to' | 'step' | 'inclusive'>;

/** Either `from … to … step`, of which only the step is required, or `in range(start, stop, step)`. */
function boundsOf(node: KqlNode, axisType: ScalarType, scope: Scope): Bounds | undefined {
  const range = part(node, 'RangeClause');
  const inclusive = range?.kind === 'MakeSeriesInRangeClause';
  const clause = (role: string): KqlNode | undefined => inside(range, role);
  const [from, to, step] = inclusive
    ? elements(part(range, 'Arguments'))
    : [clause('MakeSeriesFromClause'), clause('MakeSeriesToClause'), clause('MakeSeriesStepClause')];
  if (!step || (inclusive && !to)) return undefined;
  const stepType = { datetime: 'timespan', timespan: 'timespan', long: 'long', real: 'real' } as const;
  const wanted = Object.hasOwn(stepType, axisType) ? stepType[axisType as keyof typeof stepType] : undefined;
  const bound = (written: KqlNode | undefined, type: ScalarType): Expr | undefined =>
    written && widened(translateExpr(written, scope), type);
  const found = { from: bound(from, axisType), to: bound(to, axisType), step: wanted && bound(step, wanted) };
  const isWhole = (!from || found.from) && (!to || found.to);
  return isWhole && found.step ? { ...found, step: found.step, inclusive } : undefined;
}

/** A bound as the axis' type, which whole numbers widen to; undefined for another type. */
function widened(expr: Expr, type: ScalarType): Expr | undefined {
  if (expr.type === type) return expr;
  const widens =
    (expr.type === 'int' && (type === 'long' || type === 'real')) || (expr.type === 'long' && type === 'real');
  return widens ? cast(expr, type) : undefined;
}

/** One series: its aggregate calls go into `calls`, what is made of them is its value. */
function seriesOf(
  node: KqlNode,
  keys: readonly Named[],
  calls: AggregateCall[],
  scope: Scope,
): MakeSeries['series'][number] {
  const within: Scope = {
    ...scope,
    columns: [],
    serialized: false,
    aggregate: (call) => {
      const found = translateAggregate(call, scope, keys);
      const [column, ...more] = found?.columns ?? [];
      if (!found || !column || more.length > 0) return refuseExpr(scope, `${nameOf(part(call, 'Name'))}()`, call);
      const placed = { name: `#${calls.length}`, type: column.type };
      calls.push({ ...found.call, columns: [placed] });
      return { op: 'column', ...placed };
    },
  };
  const value = translateExpr(namesGiven(part(node, 'Expression') ?? node).value, within);
  const written = inside(node, 'DefaultExpression');
  const standard: Expr = { op: 'literal', type: 'long', value: 0n };
  const fallback = written ? translateExpr(written, { ...scope, columns: [], serialized: false }) : standard;
  return { value, fallback: value.type === 'real' && fallback.type === 'long' ? cast(fallback, 'real') : fallback };
}

interface Group {
  readonly key: Row;
  readonly frames: Frame[];
}

export const runMakeSeries: RunRel<'make-series'> = (rel, run) => {
  const rows = evaluateRel(rel.input, run);
  const axis = compileExpr(rel.axis.expr, rel.input.columns, run);
  const bounds = {
    from: rel.from && boundOf(constant(rel.from, run), 'start'),
    to: rel.to && boundOf(constant(rel.to, run), 'end'),
    step: boundOf(constant(rel.step, run), 'step'),
    inclusive: rel.inclusive,
  };
  const arrays = compileSeries(rel, run);
  const made = groupsOf(rel, rows, run).flatMap(({ key, frames }): readonly Row[] => {
    const spots = frames.map((frame) => axis(frame)).filter(isSpot);
    const places = axisOf(bounds, spots);
    if (!places) return [];
    const bins = new Map<number, Frame[]>();
    for (const frame of frames) {
      const spot = axis(frame);
      const place = isSpot(spot) ? places.placeOf(spot) : -1;
      if (place < 0 || place >= places.length) continue;
      const bin = bins.get(place);
      if (bin) bin.push(frame);
      else bins.set(place, [frame]);
    }
    return bins.size === 0 ? [] : [[...key, ...arrays(bins, places.length), axisArray(rel, places)]];
  });
  if (!rel.nonempty || made.length > 0) return made;
  const places = axisOf(bounds, []);
  if (!places || rel.keys.length > 0 || rows.length > 0) {
    throw new Refusal('make-series', 'kind=nonempty without a start, an end or rows on the axis');
  }
  return [[...arrays(new Map(), places.length), axisArray(rel, places)]];
};

const constant = (expr: Expr, run: Run): Cell => compileExpr(expr, [], run)(nowhere);

function axisArray(
  { axis }: MakeSeries,
  { length, spotAt }: { length: number; spotAt: (place: number) => Cell },
): Cell {
  return Array.from({ length }, (_, place) => toDynamic(spotAt(place), axis.expr.type));
}

function groupsOf(rel: MakeSeries, rows: readonly Row[], run: Run): readonly Group[] {
  const keyCells = rel.keys.map(({ expr }) => compileExpr(expr, rel.input.columns, run));
  const groups = new Map<string, Group>();
  rows.forEach((row, index) => {
    const frame = { row, index, rows };
    const key = keyCells.map((cell) => cell(frame));
    const id = keyOfCells(key);
    const group = groups.get(id);
    if (group) group.frames.push(frame);
    else groups.set(id, { key, frames: [frame] });
  });
  return [...groups.values()];
}

/** The arrays of one group, from the rows of each of its places. */
function compileSeries(
  rel: MakeSeries,
  run: Run,
): (bins: ReadonlyMap<number, readonly Frame[]>, length: number) => readonly Cell[] {
  const totals = rel.calls.map((call) => compileAggregate(call, rel.input.columns, run));
  const columns = rel.calls.flatMap((call) => call.columns);
  const series = rel.series.map(({ value, fallback }) => {
    const compiled = compileExpr(value, columns, run);
    return {
      seriesValue: (row: Row): Cell => toDynamic(compiled({ row, index: 0, rows: [row] }), value.type),
      fallback: toDynamic(constant(fallback, run), fallback.type),
    };
  });
  return (bins, length) => {
    const aggregated = new Map([...bins].map(([place, frames]) => [place, totals.flatMap((total) => total(frames))]));
    return series.map(({ seriesValue, fallback }) =>
      Array.from({ length }, (_, place) => {
        const row = aggregated.get(place);
        return row ? seriesValue(row) : fallback;
      }),
    );
  };
}
