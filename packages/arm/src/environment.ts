import type { Outcome, Refusal } from './refusal.ts';
import type { DeploymentScope, Json } from './template.ts';

/** At which level a template is deployed; its $schema says so. */
export type DeploymentLevel = 'resourceGroup' | 'subscription' | 'tenant';

/** What an expression can ask for besides its own arguments. */
export interface Environment {
  readonly scope: DeploymentScope;
  readonly level: DeploymentLevel;
  readonly deploymentName: string;
  readonly parameter: (name: string) => Outcome;
  readonly variable: (name: string) => Outcome;
  /** Index of the copy loop of that name; without a name, of the innermost loop that makes resources. */
  readonly loopIndex: (name: string | undefined) => number | undefined;
  /** Bytes of a value's JSON text, or a little less. */
  readonly sizeOf: (value: Json) => number;
  /** Counts a value that an expression made, and refuses it when it or all of them together are too large. */
  readonly admit: (value: Json) => Refusal | undefined;
}
