import { type Plan, renderPlan } from '@picket/deploy';
import { counted } from '@picket/diagnostics';
import type { Content } from '@picket/model';

/** The content by category, as a table for a terminal: what is in each package. */
export function contentTable(content: Content): string {
  const rows = content.packages.map(({ category, rules, connector }) => ({
    category,
    rules: rules.length,
    connectors: connector ? 1 : 0,
  }));
  const width = Math.max('category'.length, ...rows.map((row) => row.category.length));
  const line = (category: string, rules: string | number, connectors: string | number) =>
    `  ${category.padEnd(width)}  ${String(rules || '-').padStart(5)}  ${String(connectors || '-').padStart(10)}\n`;
  const sum = (key: 'rules' | 'connectors') => rows.reduce((total, row) => total + row[key], 0);
  return [
    line('category', 'rules', 'connectors'),
    ...rows.map((row) => line(row.category, row.rules, row.connectors)),
    line(`${rows.length} in all`, sum('rules'), sum('connectors')),
  ].join('');
}

/** `14 rules and 27 connectors`. */
export function contentCounts(content: Content): string {
  const rules = content.packages.reduce((total, each) => total + each.rules.length, 0);
  const connectors = content.packages.filter((each) => each.connector).length;
  return `${counted(rules, 'rule')} and ${counted(connectors, 'connector')}`;
}

const mostCreations = 20;

/** The plan for the account of a deployment: as `picket plan` shows it, with a long list of new resources counted only. */
export function shortPlan(plan: Plan): string {
  const creations = plan.changes.filter((change) => change.action === 'create' && !change.held);
  if (creations.length <= mostCreations) return renderPlan(plan);
  const kinds = [...new Set(creations.map((change) => change.kind))];
  const counts = kinds.map((kind) => counted(creations.filter((change) => change.kind === kind).length, kind));
  const rest = renderPlan({ ...plan, changes: plan.changes.filter((change) => !creations.includes(change)) });
  return `${rest}  + ${counts.join(', ')}\n`;
}
