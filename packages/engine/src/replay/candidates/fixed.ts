import { MissingData } from '../../outside/run-data.ts';
import type { Plan } from '../../plan/plan.ts';
import { Refusal } from '../../values/refusal.ts';

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

/** What is computed, unless it is refused: then each run that computes it is, too. */
export function orIfRefused<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (failure) {
    if (failure instanceof Refusal || failure instanceof MissingData) return undefined;
    throw failure;
  }
}
