import { collectionFunctions } from './collections.ts';
import { comparisonFunctions } from './comparison.ts';
import { deploymentFunctions } from './deployment.ts';
import { numberFunctions } from './numbers.ts';
import type { FunctionRow } from './row.ts';
import { stringFunctions } from './strings.ts';

/** Every function that is evaluated, by its name as Azure writes it. */
export const templateFunctions: Readonly<Record<string, FunctionRow>> = {
  ...stringFunctions,
  ...collectionFunctions,
  ...comparisonFunctions,
  ...numberFunctions,
  ...deploymentFunctions,
};

const byLowerName = new Map(Object.entries(templateFunctions).map(([name, row]) => [name.toLowerCase(), row]));

/** Functions are the same in any letter case. */
export function findFunction(name: string): FunctionRow | undefined {
  return byLowerName.get(name.toLowerCase());
}
