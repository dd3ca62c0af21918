import { type BindOptions, bindQuery } from '@picket/kql';
import { durationMinutes, type Rule } from '@picket/model';
import { letterCase } from './letter-case.ts';
import type { Edit, Mutant, MutantFamily } from './mutant.ts';
import { predicates } from './predicates.ts';
import { thresholds } from './thresholds.ts';
import { windows } from './windows.ts';

const families: readonly MutantFamily[] = [predicates, thresholds, windows, letterCase];

/**
 * The mutants of a rule, in the order of their places: rules that differ from it in one predicate, threshold, window or
 * letter case. A query that cannot be bound has none.
 *
 * @param options what the query may name besides the documented tables
 */
export function mutantsOf(rule: Rule, options: BindOptions = {}): readonly Mutant[] {
  const { root } = bindQuery(rule.query, options);
  if (!root) return [];
  const edits = families.flatMap((family) => family({ rule, root }));
  const once = new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.replacement}`, edit]));
  const inOrder = [...once.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  return [...inOrder.map((edit) => edited(rule, edit)), ...ofTrigger(rule)];
}

function edited(rule: Rule, { change, start, end, replacement, lookback }: Edit): Mutant {
  const { query, queryPeriod } = rule;
  const period = queryPeriod === undefined ? undefined : durationMinutes(queryPeriod);
  const reaches = lookback === undefined || period === undefined || lookback <= period;
  return {
    change,
    place: { key: 'query', start, end },
    original: query.slice(start, end),
    replacement,
    rule: {
      ...rule,
      query: `${query.slice(0, start)}${replacement}${query.slice(end)}`,
      ...(reaches ? {} : { queryPeriod: `${lookback}m` }),
    },
  };
}

/** The number of rows that the rule alerts at, one higher and one lower. */
function ofTrigger(rule: Rule): readonly Mutant[] {
  const { triggerThreshold } = rule;
  if (triggerThreshold === undefined) return [];
  const to = (change: 'raise' | 'lower', threshold: number): Mutant => ({
    change,
    place: { key: 'triggerThreshold' },
    original: String(triggerThreshold),
    replacement: String(threshold),
    rule: { ...rule, triggerThreshold: threshold },
  });
  const higher = to('raise', triggerThreshold + 1);
  return triggerThreshold === 0 ? [higher] : [higher, to('lower', triggerThreshold - 1)];
}
