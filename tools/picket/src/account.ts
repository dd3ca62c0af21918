import { type Plan, renderPlan } from '@picket/deploy';
import { counted } from '@picket/diagnostics';
import type { Content } from '@picket/model';

/** The content by category, as a table for a terminal: what is in each package. */
export function contentTable(content: Content): string {
  const rows = content.packages.map(({ category, rules, connector, workbook, rawWorkbook }) => ({
    category,
    rules: rules.length,
    workbooks: (workbook ? 1 : 0) + (rawWorkbook ? 1 : 0),
    connectors: connector ? 1 : 0,
  }));
  const width = Math.max('category'.length, ...rows.map((row) => row.category.length));
  const cell = (value: string | number, width: number) => String(value || '-').padStart(width);
  const line = (category: string, rules: string | number, workbooks: string | number, connectors: string | number) =>
    `  ${category.padEnd(width)}  ${cell(rules, 5)}  ${cell(workbooks, 9)}  ${cell(connectors, 10)}\n`;
  const sum = (key: 'rules' | 'workbooks' | 'connectors') => rows.reduce((total, row) => total + row[key], 0);
  return [
    line('category', 'rules', 'workbooks', 'connectors'),
    ...rows.map((row) => line(row.category, row.rules, row.workbooks, row.connectors)),
    line(`${rows.length} in all`, sum('rules'), sum('workbooks'), sum('connectors')),
  ].join('');
}

/** `14 rules, 27 workbooks and 27 connectors`; workbooks where there are any. */
export function contentCounts(content: Content): string {
  const rules = content.packages.reduce((total, each) => total + each.rules.length, 0);
  const connectors = content.packages.filter((each) => each.connector).length;
  const workbooks = content.packages.flatMap((each) => [each.workbook ?? [], each.rawWorkbook ?? []].flat()).length;
  const more = workbooks > 0 ? `, ${counted(workbooks, 'workbook')}` : '';
  return `${counted(rules, 'rule')}${more} and ${counted(connectors, 'connector')}`;
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
