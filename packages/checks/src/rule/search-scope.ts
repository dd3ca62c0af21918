import { diagnostic } from '@picket/diagnostics';
import { codeOnly } from '../kql-text.ts';
import type { RuleCheck } from '../rule-check.ts';

const mostWorkspaces = 20;

/** TBL101: `search *` and `union *` (page scheduled-rules-overview, best practices for queries). */
export const searchesEverything: RuleCheck = (rule, analysis) => {
  const query = rule.value.query ?? '';
  return (analysis?.searchesEverything ?? []).map(({ start, end }) =>
    diagnostic('TBL101', { text: firstLine(query.slice(start, end)) }, rule.within(['query'], start, end)),
  );
};

/** TBL102, TBL103: how far a query may reach beyond its workspace (pages sentinel-service-limits, scheduled-rules-overview). */
export const crossReferences: RuleCheck = (rule) => {
  const { query } = rule.value;
  if (query === undefined || !/\b(?:adx|cluster|workspace)\b/.test(query)) return [];
  const code = codeOnly(query);
  const dataExplorer = [...code.matchAll(/(?<!\blet\s+)\b(adx|cluster)\s*\(/g)].map((found) => {
    const [, name = ''] = found;
    const at = rule.within(['query'], found.index, found.index + name.length);
    return diagnostic('TBL103', { function: name }, at);
  });
  const first = new Map<string, number>();
  for (const found of code.matchAll(/\bworkspace\s*\(([^)]*)\)/g)) {
    const name = query.slice(found.index, found.index + found[0].length).replace(/\s/g, '');
    if (!first.has(name)) first.set(name, found.index);
  }
  const beyond = [...first.values()][mostWorkspaces];
  if (beyond === undefined) return dataExplorer;
  const at = rule.within(['query'], beyond, beyond + 'workspace'.length);
  return [...dataExplorer, diagnostic('TBL102', { count: first.size }, at)];
};

function firstLine(text: string): string {
  return text.trim().split(/[\r\n]/)[0] ?? '';
}
