import type { KqlNode } from '@picket/kql';
import type { Rule } from '@picket/model';

/** How a mutant differs from the rule. */
export type Change = 'drop' | 'negate' | 'widen' | 'narrow' | 'raise' | 'lower' | 'letter case';

/** A rule that differs from its author's in one place. Whoever tests the rule should notice. */
export interface Mutant {
  readonly change: Change;
  /** Where: in the query by UTF-16 offsets, or at the rule's threshold. */
  readonly place:
    | { readonly key: 'query'; readonly start: number; readonly end: number }
    | { readonly key: 'triggerThreshold' };
  /** What the author wrote there, and what the mutant has instead. */
  readonly original: string;
  readonly replacement: string;
  readonly rule: Rule;
}

/** A change to the query's text, and how far the rule has to look back for it to show. */
export interface Edit {
  readonly change: Change;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Minutes, at least; the rule's own queryPeriod when it is longer. */
  readonly lookback?: number;
}

/** A bound query as the families of mutants read it: the places to change, and what its names stand for. */
export interface QueryUnderChange {
  readonly rule: Rule;
  readonly root: KqlNode;
}

/** A kind of mistake: the edits that would make it. */
export type MutantFamily = (query: QueryUnderChange) => readonly Edit[];
