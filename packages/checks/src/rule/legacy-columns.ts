import { diagnostic } from '@picket/diagnostics';
import { codeOnly } from '../kql-text.ts';
import type { RuleCheck } from '../rule-check.ts';

const legacy =
  /\b(?:AccountCustomEntity|HostCustomEntity|IPCustomEntity|URLCustomEntity|ProcessCustomEntity|FileHashCustomEntity)\b/g;

/** RULE241: names by which queries once mapped entities, before entityMappings (Azure-Sentinel pull request validation). */
export const legacyColumns: RuleCheck = (rule) => {
  const { query, entityMappings } = rule.value;
  if (!query?.includes('CustomEntity')) return [];
  const mapped = new Set((entityMappings ?? []).flatMap((e) => e.fieldMappings.map((field) => field.columnName)));
  const seen = new Set<string>();
  return [...codeOnly(query).matchAll(legacy)].flatMap((found) => {
    const [column] = found;
    if (mapped.has(column) || seen.has(column)) return [];
    seen.add(column);
    return [diagnostic('RULE241', { column }, rule.within(['query'], found.index, found.index + column.length))];
  });
};
