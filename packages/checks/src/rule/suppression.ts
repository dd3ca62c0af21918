import { diagnostic } from '@picket/diagnostics';
import { durationMinutes } from '@picket/model';
import type { RuleCheck } from '../rule-check.ts';

const longest = 24 * 60;

/** RULE211 to RULE213: the pause after an alert (page scheduled-rules-overview, Suppression). */
export const suppression: RuleCheck = (rule) => {
  const { suppressionEnabled, suppressionDuration, queryFrequency } = rule.value;
  if (suppressionDuration === undefined) {
    return suppressionEnabled === true ? [diagnostic('RULE211', {}, rule.keyAt(['suppressionEnabled']))] : [];
  }
  const pause = durationMinutes(suppressionDuration);
  if (pause === undefined) return [];
  const at = rule.at(['suppressionDuration']);
  if (pause > longest) return [diagnostic('RULE212', { duration: suppressionDuration }, at)];
  const every = queryFrequency === undefined ? undefined : durationMinutes(queryFrequency);
  if (suppressionEnabled === true && every !== undefined && queryFrequency !== undefined && pause < every) {
    return [diagnostic('RULE213', { duration: suppressionDuration, frequency: queryFrequency }, at)];
  }
  return [];
};
