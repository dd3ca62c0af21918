import type { Plan } from '../plan/plan.ts';

/** True when a part of a plan is the same in every run: it reads neither tables nor the clock. */
export function isFixed(part: unknown, bindings: Plan['bindings']): boolean {
  if (typeof part !== 'object' || part === null || part instanceof Map) return true;
  if ('op' in part) {
    if (part.op === 'literal' || part.op === 'rows') return true;
    if (typeof part.op === 'string' && changing.has(part.op)) return false;
    if (part.op === 'call' && 'name' in part && typeof part.name === 'string' && drawn.has(part.name)) return false;
    if (part.op === 'binding' && 'id' in part) return isFixed(bindings[Number(part.id)], bindings);
  }
  return Object.values(part).every((each) => isFixed(each, bindings));
}

/** What another run may have other values of. */
const changing: ReadonlySet<string> = new Set([
  'table',
  'now',
  'group',
  'partition-key',
  'externaldata',
  'sample',
  'evaluate',
]);
/** Functions that draw a value. */
const drawn: ReadonlySet<string> = new Set(['new_guid', 'rand']);
