import type { Json, JsonObject } from '@picket/arm';
import { isObject } from '@picket/arm';
import { canonicalJson } from '@picket/bundle';

/** One member that differs. A side that lacks it has no `before` (in the workspace) or no `after` (as wanted). */
export interface Difference {
  /** `severity`, `entityMappings[0].fieldMappings[1].columnName`; members below properties are named without it. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Every member that differs between two canonical bodies, in the order of the paths. */
export function differences(before: JsonObject, after: JsonObject): readonly Difference[] {
  const found: Difference[] = [];
  compare('', before, after, found);
  return found
    .map((difference) => ({ ...difference, path: difference.path.replace(/^properties\./, '') }))
    .sort((a, b) => comparePaths(a.path, b.path));
}

function compare(path: string, before: Json | undefined, after: Json | undefined, found: Difference[]): void {
  if (before === after) return;
  if (isObject(before) && isObject(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(
        path === '' ? memberName(name) : `${path}.${memberName(name)}`,
        own(before, name),
        own(after, name),
        found,
      );
  } else if (isListOfObjects(before) && isListOfObjects(after)) {
    for (let i = 0; i < Math.max(before.length, after.length); i++)
      compare(`${path}[${i}]`, before[i], after[i], found);
  } else if (before === undefined || after === undefined || canonicalJson(before) !== canonicalJson(after)) {
    found.push({ path, ...(before !== undefined ? { before } : {}), ...(after !== undefined ? { after } : {}) });
  }
}

function own(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A name with a dot or a bracket (a custom detail may have one) is quoted, so that a path says one thing only. */
function memberName(name: string): string {
  return /^[\p{L}\p{N}_$-]+$/u.test(name) ? name : JSON.stringify(name);
}

/** A list of plain values is one value for a reader: tactics, techniques, grouping fields. */
function isListOfObjects(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isObject);
}

/** Numbers inside paths count as numbers: item 2 before item 10. */
function comparePaths(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (i % 2 === 1 && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
