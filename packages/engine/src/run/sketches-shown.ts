import { sketches } from '../aggregates/sketches.ts';
import type { Plan } from '../plan/plan.ts';
import { type Cell, isSketch, type Row } from '../values/cell.ts';
import { jsonText } from '../values/json.ts';

const known = new WeakMap<Plan, boolean>();

/** Refuses rows that hold a sketch (hll(), tdigest()): it has no text that could be shown. */
export function refuseSketches(plan: Plan, rows: readonly Row[]): void {
  const mayHold = known.get(plan) ?? aggregatesIn(plan).some((name) => name in sketches);
  known.set(plan, mayHold);
  if (mayHold) for (const row of rows) refuseSketch(row);
}

/** The names of the aggregates in a plan or a part of it. */
function aggregatesIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(aggregatesIn);
  if (typeof part !== 'object' || part === null || part instanceof Map) return [];
  if ('op' in part && (part.op === 'rows' || part.op === 'literal')) return [];
  const own = 'name' in part && typeof part.name === 'string' && 'args' in part && !('op' in part) ? [part.name] : [];
  return [...own, ...Object.values(part).flatMap(aggregatesIn)];
}

function refuseSketch(value: Cell): void {
  if (Array.isArray(value)) for (const each of value) refuseSketch(each);
  else if (value instanceof Map) for (const each of value.values()) refuseSketch(each);
  else if (typeof value === 'object' && value !== null && 'tag' in value && isSketch(value)) jsonText(value);
}
