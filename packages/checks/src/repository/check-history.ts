import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document, RuleDraft, WorkbookDraft } from '@picket/model';

/** A file of the working tree and what it said at the git base; `before` is missing for a new file. */
interface Change<T> {
  readonly before: T | undefined;
  readonly after: Document<T>;
}

export type RuleChange = Change<RuleDraft>;
export type WorkbookChange = Change<WorkbookDraft>;

/** What a rule and a workbook have in common, and are deployed under. */
interface Versioned {
  readonly id?: string;
  readonly version?: string;
}

interface Kind {
  readonly what: 'rule' | 'workbook';
  /** Keys at the top that a change of does not change what is deployed. */
  readonly notDeployed: ReadonlySet<string>;
  /** The same of keys further in. */
  readonly notes: ReadonlySet<string>;
}

const rule: Kind = { what: 'rule', notDeployed: new Set(['version', 'documentation']), notes: new Set() };
const workbook: Kind = {
  what: 'workbook',
  notDeployed: new Set(['version', 'generated']),
  notes: new Set(['note', 'because']),
};

/** REPO301 to REPO303: what must hold between two states of a rule (Azure-Sentinel asks for the same in pull requests). */
export function checkHistory(changes: readonly RuleChange[]): readonly Diagnostic[] {
  return changes.flatMap((change) => heldBetween(change, rule));
}

/** The same of workbooks. */
export function checkWorkbookHistory(changes: readonly WorkbookChange[]): readonly Diagnostic[] {
  return changes.flatMap((change) => heldBetween(change, workbook));
}

function heldBetween<T extends Versioned>({ before, after }: Change<T>, kind: Kind): readonly Diagnostic[] {
  if (!before) return [];
  return [...keptId(before, after, kind), ...raisedVersion(before, after, kind)];
}

function keptId<T extends Versioned>(before: T, after: Document<T>, { what }: Kind): readonly Diagnostic[] {
  const { id } = after.value;
  if (id === undefined || before.id === undefined || id.toLowerCase() === before.id.toLowerCase()) return [];
  return [diagnostic('REPO303', { what, id, before: before.id }, after.at(['id']))];
}

function raisedVersion<T extends Versioned>(before: T, after: Document<T>, kind: Kind): readonly Diagnostic[] {
  const { version } = after.value;
  if (version === undefined || before.version === undefined) return [];
  const order = compareVersions(version, before.version);
  if (order < 0) return [diagnostic('REPO302', { version, before: before.version }, after.at(['version']))];
  if (order > 0 || contentOf(before, kind) === contentOf(after.value, kind)) return [];
  return [diagnostic('REPO301', { what: kind.what, version }, after.at(['version']))];
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

/** What is deployed of a file, as text in which the order of keys does not matter. */
function contentOf(value: object, { notDeployed, notes }: Kind): string {
  return JSON.stringify(sorted({ ...value }, notDeployed), (_key, inner: unknown) =>
    isRecord(inner) ? sorted(inner, notes) : inner,
  );
}

function sorted(value: Readonly<Record<string, unknown>>, without: ReadonlySet<string>): Record<string, unknown> {
  const keys = Object.keys(value).filter((key) => !without.has(key));
  return Object.fromEntries(keys.sort().map((key) => [key, value[key]]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
