import { MissingData } from '../outside/run-data.ts';
import { Refusal } from '../values/refusal.ts';

/** What is computed, unless it is refused: then each run that computes it is, too. */
export function orIfRefused<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (failure) {
    if (failure instanceof Refusal || failure instanceof MissingData) return undefined;
    throw failure;
  }
}
