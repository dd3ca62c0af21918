import { diagnostic } from '@picket/diagnostics';
import { durationMinutes } from '@picket/model';
import type { RuleCheck } from '../rule-check.ts';

const twoDays = 2 * 24 * 60;

/** RULE201, RULE202: the two relations that Azure-Sentinel's pull request validation and the portal hold rules to. */
export const periodAndFrequency: RuleCheck = (rule) => {
  const { queryFrequency, queryPeriod, kind } = rule.value;
  if (kind === 'NRT' || queryFrequency === undefined || queryPeriod === undefined) return [];
  const every = durationMinutes(queryFrequency);
  const back = durationMinutes(queryPeriod);
  if (every === undefined || back === undefined) return [];
  const words = { frequency: queryFrequency, period: queryPeriod };
  if (back < every) return [diagnostic('RULE201', words, rule.at(['queryPeriod']))];
  if (back >= twoDays && every < 60) return [diagnostic('RULE202', words, rule.at(['queryFrequency']))];
  return [];
};

/** RULE203: a count of rows is never below nought. */
export const reachableTrigger: RuleCheck = (rule) => {
  const { triggerOperator, triggerThreshold } = rule.value;
  const isLess = triggerOperator === 'lt' || triggerOperator === 'LessThan';
  if (!isLess || triggerThreshold !== 0) return [];
  return [diagnostic('RULE203', { operator: 'less than', threshold: 0 }, rule.at(['triggerThreshold']))];
};
