import type { Checked } from '@picket/diagnostics';
import { type OutsideData, runPrepared } from '@picket/engine';
import { alertsOf } from '../alerts/alerts-of.ts';
import type { Execution } from './execution.ts';
import type { PreparedRule } from './prepare-rule.ts';
import { dataIn, windowOf } from './window.ts';

/**
 * One run of a rule at a moment: its query over what there is by then, and the alerts that come of it. Problems are
 * values that the engine refuses; then there is no execution.
 *
 * @param data all rows, also those outside the run's window
 */
export function executeRule(prepared: PreparedRule, data: OutsideData, at: Date): Checked<Execution> {
  const seen = dataIn(data, windowOf(prepared.rule, at));
  const { value: result, problems } = runPrepared(prepared.query, { ...seen, missing: 'empty', now: at });
  if (!result) return { problems };
  return { value: { at, result, ...alertsOf(prepared.rule, result, at) }, problems: [] };
}
