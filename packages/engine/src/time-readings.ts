import { columnsRead, conjunctsOf, looksAround, relsWithin } from './optimise/reads.ts';
import { ingestionColumn } from './plan/ingestion-time.ts';
import type { Expr, Rel } from './plan/plan.ts';
import { openRun, type PreparedQuery, type RunOptions } from './query.ts';
import { evaluateRel } from './run/relation.ts';
import type { Cell, Column } from './values/cell.ts';

/** One way in which a query reads a table: the conditions on nothing but time that stand at the head of its pipe. */
export interface TimeReading {
  readonly table: string;
  /** The place in the plan. */
  readonly rel: Rel;
  readonly conditions: readonly Expr[];
}

/** When a row was generated and when it came in, in ticks. */
export interface RowTimes {
  readonly generated: Cell;
  readonly ingested: Cell;
}

const timeColumns: readonly Column[] = [{ name: 'TimeGenerated', type: 'datetime' }, ingestionColumn];
const timeNames: ReadonlySet<string> = new Set(timeColumns.map(({ name }) => name));

/** Operators that hand on every row with its TimeGenerated, as far as they do not make that column anew. */
const handsOn: ReadonlySet<Rel['op']> = new Set<Rel['op']>(['extend', 'serialize', 'canonical', 'sort', 'project']);

/**
 * How a query reads each table, by time: for every place that reads it, the conjuncts of filters that look at nothing but
 * TimeGenerated, ingestion_time() and the clock, before rows are joined, grouped or expanded. What stands behind a plugin
 * call whose columns depend on the rows is not looked at.
 */
export function timeReadings({ plan }: PreparedQuery): readonly TimeReading[] {
  const readings: TimeReading[] = [];
  const visit = (rel: Rel, above: readonly Expr[]): void => {
    if (rel.op === 'table') readings.push({ table: rel.name, rel, conditions: above });
    else if (rel.op === 'binding') {
      const binding = plan.bindings[rel.id];
      if (binding?.kind === 'rel') visit(binding.rel, above);
    } else if (rel.op === 'where') {
      visit(rel.input, [...conjunctsOf(rel.condition).filter(isOfTime), ...above]);
      lookWithin(rel.condition);
    } else if (handsOn.has(rel.op) && 'input' in rel) {
      visit(rel.input, keepsTime(rel) ? above : []);
      if ('exprs' in rel) lookWithin(rel.exprs);
    } else if (rel.op === 'union') for (const { rel: input } of rel.inputs) visit(input, above);
    else lookWithin(Object.values(rel));
  };
  const lookWithin = (part: unknown): void => {
    for (const inner of relsWithin([part])) visit(inner, []);
  };
  visit(plan.root, []);
  for (const binding of plan.bindings) if (binding.kind === 'scalar') lookWithin(binding.expr);
  return readings;
}

function isOfTime(expr: Expr): boolean {
  const read = [...columnsRead(expr)];
  return read.length > 0 && read.every((name) => timeNames.has(name)) && !looksAround(expr);
}

function keepsTime(rel: Rel): boolean {
  if (rel.op !== 'extend' && rel.op !== 'project') return true;
  const made = rel.exprs.find(({ name }) => name === 'TimeGenerated');
  if (!made) return rel.op === 'extend';
  return made.expr.op === 'column' && made.expr.name === 'TimeGenerated';
}

/** Which rows, by their times, a reading lets through when the query runs at a moment. */
export function passTime(
  query: PreparedQuery,
  { conditions }: TimeReading,
  times: readonly RowTimes[],
  options: RunOptions,
): readonly boolean[] {
  const columns: readonly Column[] = [...timeColumns, { name: '$place', type: 'long' }];
  const rows = times.map(({ generated, ingested }, i): readonly Cell[] => [generated, ingested, BigInt(i)]);
  const all: Rel = { op: 'rows', rows, columns, serialized: false };
  const kept = conditions.reduce<Rel>(
    (input, condition) => ({ op: 'where', input, condition, columns, serialized: false }),
    all,
  );
  const passed = new Set(evaluateRel(kept, openRun(query, options)).map((row) => row[2]));
  return times.map((_, i) => passed.has(BigInt(i)));
}
