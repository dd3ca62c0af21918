import { loadKusto } from './kusto.ts';

/** Names that the language itself gives a meaning to, in ordinal order. */
export interface BuiltinNames {
  readonly functions: readonly string[];
  readonly aggregates: readonly string[];
  /** What `evaluate` may call. */
  readonly plugins: readonly string[];
}

/** The built-in names as the analyser knows them, without those that it keeps to itself. Loads the analyser. */
export function builtinNames(): BuiltinNames {
  const { Functions, Aggregates, PlugIns } = loadKusto().language;
  const namesOf = (all: readonly { readonly Name: string }[]): readonly string[] =>
    [...new Set(all.map((symbol) => symbol.Name).filter((name) => !name.startsWith('__')))].sort();
  return { functions: namesOf(Functions.All), aggregates: namesOf(Aggregates.All), plugins: namesOf(PlugIns.All) };
}
