import { type Checked, invariant } from '@picket/diagnostics';
import { mapRels } from '../optimise/reads.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Binding, Expr, Named, Plan, Rel } from '../plan/plan.ts';
import { type PreparedQuery, prepareQuery } from '../query.ts';
import type { QueryOptions } from '../stage.ts';
import type { Column } from '../values/cell.ts';
import { clockTicks } from '../values/ticks.ts';

/** What of each table a run sees, besides what its query says. */
export interface ReplayWindow {
  /** In KQL, over TimeGenerated, ingestion_time() and the clock: `TimeGenerated >= ago(2h) and TimeGenerated < now()`. */
  readonly condition: string;
  /** The time that the condition bounds from below, and how far it reaches back, in ticks. */
  readonly by: 'generated' | 'ingested';
  readonly reach: bigint;
}

const timeGenerated: Column = { name: 'TimeGenerated', type: 'datetime' };

export type TableRel = Extract<Rel, { op: 'table' }>;

/** A query as it is and cut to a window, and what became of its tables. */
export interface CutQuery {
  readonly whole: PreparedQuery;
  readonly cut: PreparedQuery;
  /** The tables of the cut query by those of the whole one. They have the same columns first, then those of time. */
  readonly tables: ReadonlyMap<TableRel, TableRel>;
}

/** Makes a query ready and cuts it: see `cutToWindow`. */
export function cutQuery(text: string, condition: string, options: QueryOptions): Checked<CutQuery> {
  const { value, problems } = prepareQuery(text, options);
  return value ? { value: cutToWindow(value, conditionExpr(condition), options), problems } : { problems };
}

/** The condition of a span of time: from its first moment up to its last, which is not in it. */
export function spanCondition({ from, to }: { readonly from: Date; readonly to: Date }): Expr {
  const [first, last] = [new Date(0), new Date(1)];
  const text = `${timeGenerated.name} >= datetime(${first.toISOString()}) and ${timeGenerated.name} < datetime(${last.toISOString()})`;
  spanTemplate ??= conditionExpr(text);
  return withMoments(
    spanTemplate,
    new Map([
      [clockTicks(first), clockTicks(from)],
      [clockTicks(last), clockTicks(to)],
    ]),
  );
}

/** Bound once: spans differ in their moments alone. */
let spanTemplate: Expr | undefined;

function withMoments<T>(part: T, moments: ReadonlyMap<bigint, bigint>): T {
  if (typeof part !== 'object' || part === null) return part;
  if ('op' in part && part.op === 'literal' && 'value' in part && typeof part.value === 'bigint')
    return { ...part, value: moments.get(part.value) ?? part.value };
  if (Array.isArray(part)) return part.map((each) => withMoments(each, moments)) as T;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, withMoments(each, moments)])) as T;
}

/**
 * Cuts the tables of a query to a window, so that it gives over all rows what it would give over those that a run sees.
 * Tables without TimeGenerated are seen whole. A query that is planned in stages is given back as it is: see `first.open`.
 */
export function cutToWindow(query: PreparedQuery, window: Expr, options: QueryOptions): CutQuery {
  // What stands behind a plugin call whose columns depend on the rows is planned when it runs, from the text: whoever runs
  // it has to cut the rows.
  if (query.first.open) return { whole: query, cut: query, tables: new Map() };
  const changed = new Map<TableRel, Rel>();
  const tables = new Map<TableRel, TableRel>();
  const cut = (rel: Rel): Rel => {
    if (rel.op !== 'table') return mapRels(rel, cut);
    const known = changed.get(rel);
    if (known) return known;
    const inner = hasTime(rel, options) ? withTimes(rel) : rel;
    const made = inner === rel ? rel : cutTable(rel, inner, window);
    changed.set(rel, made);
    tables.set(rel, inner);
    return made;
  };
  const plan: Plan = {
    ...query.plan,
    bindings: query.plan.bindings.map((binding): Binding => mapRels(binding, cut)),
    root: cut(query.plan.root),
  };
  return { whole: query, cut: { ...query, plan, first: { ...query.first, plan } }, tables };
}

/** The expression that a condition becomes in a plan. */
function conditionExpr(condition: string): Expr {
  const { value } = prepareQuery(`SigninLogs | where ${condition}`, { missing: 'empty' });
  const found: Expr[] = [];
  const look = (rel: Rel): void => {
    if (rel.op === 'where') found.push(rel.condition);
    if ('input' in rel) look(rel.input);
  };
  if (value) look(value.plan.root);
  const last = found.at(-1);
  invariant(last, `a window is a condition: ${condition}`);
  return last;
}

const hasTime = ({ name: table }: TableRel, options: QueryOptions): boolean =>
  (options.tables?.get(table)?.columns ?? []).some(({ name }) => name === timeGenerated.name);

function withTimes(rel: TableRel): TableRel {
  const { columns } = rel;
  const has = (column: Column): boolean => columns.some(({ name }) => name === column.name);
  return { ...rel, columns: [...columns, ...[timeGenerated, ingestionColumn].filter((column) => !has(column))] };
}

function cutTable({ columns, serialized }: TableRel, input: TableRel, window: Expr): Rel {
  const seen: Rel = { op: 'where', input, condition: window, columns: input.columns, serialized };
  const exprs = columns.map((column): Named => ({ name: column.name, expr: { op: 'column', ...column } }));
  return { op: 'project', input: seen, exprs, columns, serialized };
}
