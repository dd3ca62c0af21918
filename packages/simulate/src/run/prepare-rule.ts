import type { Checked } from '@picket/diagnostics';
import { type PreparedQuery, prepareQuery, type QueryOptions } from '@picket/engine';
import type { Rule } from '@picket/model';

/** What a rule's query may name, and the file that its problems are reported in. */
export type RuleOptions = Omit<QueryOptions, 'missing'>;

/** A rule whose query is bound once, to be run as often as needed. */
export interface PreparedRule {
  readonly rule: Rule;
  readonly query: PreparedQuery;
}

/**
 * Makes a rule ready to run. Problems are those of its query: what the analyser refuses and what the engine does not
 * evaluate. Tables, watchlists and functions that the query names and nobody gives count as empty.
 */
export function prepareRule(rule: Rule, options: RuleOptions = {}): Checked<PreparedRule> {
  const { value, problems } = prepareQuery(rule.query, { ...options, missing: 'empty' });
  return value ? { value: { rule, query: value }, problems } : { problems };
}
