import { type Checked, invariant } from '@picket/diagnostics';
import { mapRels } from '../optimise/reads.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Binding, Expr, Named, Plan, Rel } from '../plan/plan.ts';
import { type PreparedQuery, prepareQuery } from '../query.ts';
import type { QueryOptions } from '../stage.ts';
import type { Column } from '../values/cell.ts';

/** What of each table a run sees, besides what its query says. */
export interface ReplayWindow {
  /** In KQL, over TimeGenerated, ingestion_time() and the clock: `TimeGenerated >= ago(2h) and TimeGenerated < now()`. */
  readonly condition: string;
  /** The time that the condition bounds from below, and how far it reaches back, in ticks. */
  readonly by: 'generated' | 'ingested';
  readonly reach: bigint;
}

const timeGenerated: Column = { name: 'TimeGenerated', type: 'datetime' };

type TableRel = Extract<Rel, { op: 'table' }>;

/**
 * A query whose tables are cut to a window, so that it gives over all rows what it would give over those that a run sees.
 * Tables without TimeGenerated are seen whole. A query that is planned in stages is given back as it is: see `first.open`.
 */
export function windowedQuery(text: string, condition: string, options: QueryOptions): Checked<PreparedQuery> {
  const { value: query, problems } = prepareQuery(text, options);
  // What stands behind a plugin call whose columns depend on the rows is planned when it runs, from the text: whoever runs
  // it has to cut the rows.
  if (!query || query.first.open) return { ...(query ? { value: query } : {}), problems };
  const window = conditionExpr(condition, options);
  const changed = new Map<TableRel, Rel>();
  const cut = (rel: Rel): Rel => {
    if (rel.op !== 'table') return mapRels(rel, cut);
    const known = changed.get(rel) ?? cutTable(rel, window, options);
    changed.set(rel, known);
    return known;
  };
  const plan: Plan = {
    ...query.plan,
    bindings: query.plan.bindings.map((binding): Binding => mapRels(binding, cut)),
    root: cut(query.plan.root),
  };
  return { value: { ...query, plan, first: { ...query.first, plan } }, problems };
}

/** The expression that a condition becomes in a plan. */
function conditionExpr(condition: string, options: QueryOptions): Expr {
  const { schemas } = options;
  const { value } = prepareQuery(`SigninLogs | where ${condition}`, {
    ...(schemas ? { schemas } : {}),
    missing: 'empty',
  });
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

function cutTable(rel: TableRel, window: Expr, options: QueryOptions): Rel {
  const hasTime = (options.tables?.get(rel.name)?.columns ?? []).some(({ name }) => name === timeGenerated.name);
  if (!hasTime) return rel;
  const { columns, serialized } = rel;
  const has = (column: Column): boolean => columns.some(({ name }) => name === column.name);
  const all = [...columns, ...[timeGenerated, ingestionColumn].filter((column) => !has(column))];
  const input: Rel = { ...rel, columns: all };
  const seen: Rel = { op: 'where', input, condition: window, columns: all, serialized };
  const exprs = columns.map((column): Named => ({ name: column.name, expr: { op: 'column', ...column } }));
  return { op: 'project', input: seen, exprs, columns, serialized };
}
