import { sketches } from '../aggregates/sketches.ts';
import type { Plan } from '../plan/plan.ts';
import { type Cell, isSketch, type Row } from '../values/cell.ts';
import { jsonText } from '../values/json.ts';

const known = new WeakMap<Plan, boolean>();

/** Functions whose bags may have a member that is not known. */
const partlyKnown: ReadonlySet<string> = new Set(['parse_url', 'parseurl']);

/** Refuses rows that hold what has no text that could be shown: a sketch (hll(), tdigest()), a URL's query with escapes. */
export function refuseUnshown(plan: Plan, rows: readonly Row[]): void {
  const mayHold = known.get(plan) ?? callsIn(plan).some((name) => name in sketches || partlyKnown.has(name));
  known.set(plan, mayHold);
  if (mayHold) for (const row of rows) refuseHeld(row);
}

/** The names of the functions and aggregates in a plan or a part of it. */
function callsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(callsIn);
  if (typeof part !== 'object' || part === null || part instanceof Map) return [];
  if ('op' in part && (part.op === 'rows' || part.op === 'literal')) return [];
  const isCall = 'args' in part && (!('op' in part) || part.op === 'call');
  const own = isCall && 'name' in part && typeof part.name === 'string' ? [part.name] : [];
  return [...own, ...Object.values(part).flatMap(callsIn)];
}

function refuseHeld(value: Cell): void {
  if (Array.isArray(value)) for (const each of value) refuseHeld(each);
  else if (value instanceof Map) for (const each of value.values()) refuseHeld(each);
  else if (typeof value === 'object' && value !== null && 'tag' in value && isSketch(value)) jsonText(value);
}
