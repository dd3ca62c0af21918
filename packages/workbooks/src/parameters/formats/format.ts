import type { ParameterFacts } from '../parameter-facts.ts';

/** Where a value is filled in: KQL needs literals, readers need words. */
export type Place = 'query' | 'text';

/** One row: what `{Parameter:name}` becomes. The bare `{Parameter}` has the empty name. */
export interface Format<V> {
  readonly name: string;
  /** The page that says so, by name; what is only seen in Microsoft's published workbooks is told as such. */
  readonly page: string;
  /** Undefined: such a value cannot be formatted so. */
  readonly fill: (value: V, facts: ParameterFacts, place: Place) => string | undefined;
}
