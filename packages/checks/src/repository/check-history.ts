import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document, RuleDraft } from '@picket/model';

/** A rule of the working tree and what the same file said at the git base; `before` is missing for a new file. */
export interface RuleChange {
  readonly before: RuleDraft | undefined;
  readonly after: Document<RuleDraft>;
}

/** Keys that a change of does not change the deployed rule. */
const notDeployed = new Set(['version', 'documentation']);

/** REPO301 to REPO303: what must hold between two states of a rule (Azure-Sentinel asks for the same in pull requests). */
export function checkHistory(changes: readonly RuleChange[]): readonly Diagnostic[] {
  return changes.flatMap(({ before, after }): readonly Diagnostic[] => {
    if (!before) return [];
    return [...keptId(before, after), ...raisedVersion(before, after)];
  });
}

function keptId(before: RuleDraft, after: Document<RuleDraft>): readonly Diagnostic[] {
  const { id } = after.value;
  if (id === undefined || before.id === undefined || id.toLowerCase() === before.id.toLowerCase()) return [];
  return [diagnostic('REPO303', { id, before: before.id }, after.at(['id']))];
}

function raisedVersion(before: RuleDraft, after: Document<RuleDraft>): readonly Diagnostic[] {
  const { version } = after.value;
  if (version === undefined || before.version === undefined) return [];
  const order = compareVersions(version, before.version);
  if (order < 0) return [diagnostic('REPO302', { version, before: before.version }, after.at(['version']))];
  if (order > 0 || contentOf(before) === contentOf(after.value)) return [];
  return [diagnostic('REPO301', { version }, after.at(['version']))];
}

/** By numbers, so that 1.10.0 comes after 1.9.0. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What is deployed of a rule, as text in which the order of keys does not matter. */
function contentOf(rule: RuleDraft): string {
  return JSON.stringify(sorted({ ...rule }, notDeployed), (_key, value: unknown) =>
    isRecord(value) ? sorted(value) : value,
  );
}

function sorted(value: Readonly<Record<string, unknown>>, without?: ReadonlySet<string>): Record<string, unknown> {
  const keys = Object.keys(value).filter((key) => !without?.has(key));
  return Object.fromEntries(keys.sort().map((key) => [key, value[key]]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
