import { isObject, type Json, type JsonObject } from '@picket/arm';
import { type ContentKind, canonicalJson, contentHash, kinds } from '@picket/bundle';
import { type Checked, diagnostic } from '@picket/diagnostics';
import { resourceIdOf } from './addresses.ts';
import type { Plan } from './plan-types.ts';
import { sameId } from './workspace.ts';

const form = 'picket-plan/1';

/** The bytes of a plan file: the plan, and a checksum that shows when a hand or a transfer has altered it. */
export function serialisePlan(plan: Plan): string {
  const checked = JSON.parse(canonicalJson(asJson(plan)));
  return `${JSON.stringify({ ...checked, checksum: contentHash(checked) }, null, 2)}\n`;
}

/**
 * Reads a plan file back. A file of another kind, of another form, altered, or not consistent with itself gives a problem and
 * no plan. Whether it still fits the workspace is seen when it is applied.
 */
export function readPlan(text: string): Checked<Plan> {
  const parsed = parse(text);
  if (typeof parsed === 'string') return { problems: [diagnostic('DEP201', { reason: parsed })] };
  const { checksum, ...plan } = parsed;
  const found = typeof plan.form === 'string' ? plan.form : undefined;
  if (!found?.startsWith('picket-plan/'))
    return { problems: [diagnostic('DEP201', { reason: 'it has no form of a plan' })] };
  if (found !== form) return { problems: [diagnostic('DEP202', { form: found, known: form })] };
  if (checksum !== contentHash(plan)) return { problems: [diagnostic('DEP203', {})] };
  if (!isPlan(plan)) return { problems: [diagnostic('DEP201', { reason: 'its parts do not fit together' })] };
  return { value: plan, problems: [] };
}

function parse(text: string): JsonObject | string {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : 'it holds no JSON object';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const actions = ['create', 'update', 'drift', 'conflict', 'adopt', 'blocked', 'delete', 'orphan', 'unchanged'];
const counted = ['create', 'update', 'adopt', 'delete', 'unchanged', 'held'];
const parts = ['resource', 'metadata'];

/** What applying relies on: every id is the one that workspace, kind and name make, and what is written has a body. */
function isPlan(file: JsonObject): file is JsonObject & Plan {
  const { workspace, counts, changes, problems } = file;
  return (
    typeof workspace === 'string' &&
    hasTexts(file, ['repository', 'desiredHash']) &&
    isObject(counts) &&
    counted.every((name) => typeof counts[name] === 'number') &&
    isListOf(problems, (problem) => hasTexts(problem, ['code', 'severity', 'message'])) &&
    isListOf(changes, (change) => isChange(change, workspace))
  );
}

function isChange(change: Json, workspace: string): boolean {
  if (!isObject(change) || !hasTexts(change, ['action', 'kind', 'name', 'slug', 'id', 'displayName'])) return false;
  const { action, kind, name, id, held, writes, deletes, differences, notes, base, metadataBase, desired } = change;
  if (!isKind(kind)) return false;
  return (
    isOneOf(actions)(action) &&
    typeof held === 'boolean' &&
    sameId(String(id), resourceIdOf(workspace, kind, String(name))) &&
    isListOf(writes, isOneOf(parts)) &&
    isListOf(deletes, isOneOf(parts)) &&
    isListOf(differences, (difference) => hasTexts(difference, ['path'])) &&
    isListOf(notes, (note) => typeof note === 'string') &&
    [base, metadataBase].every((part) => part === undefined || hasTexts(part, ['name', 'hash'])) &&
    (writes.length === 0 || isDesired(desired, kind, String(name)))
  );
}

function isDesired(desired: Json | undefined, kind: string, name: string): boolean {
  if (!isObject(desired) || !hasTexts(desired, ['slug', 'file', 'apiVersion', 'version', 'hash', 'type'])) return false;
  return desired.kind === kind && desired.name === name && isObject(desired.body);
}

function isKind(kind: Json | undefined): kind is ContentKind {
  return typeof kind === 'string' && Object.hasOwn(kinds, kind);
}

function hasTexts(value: Json | undefined, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === 'string');
}

function isOneOf(values: readonly string[]): (value: Json | undefined) => boolean {
  return (value) => typeof value === 'string' && values.includes(value);
}

function isListOf(value: Json | undefined, accepts: (item: Json) => boolean): value is readonly Json[] {
  return Array.isArray(value) && value.every(accepts);
}

function asJson(plan: Plan): Json {
  return JSON.parse(JSON.stringify(plan));
}
