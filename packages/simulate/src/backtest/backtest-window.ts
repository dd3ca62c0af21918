import { type ReplayWindow, ticksPer } from '@picket/engine';
import { durationMinutes, type Rule } from '@picket/model';

/** What a run of a rule sees, as `windowOf` says it, in KQL: the engine cuts all tables to it. */
export function replayWindowOf(rule: Rule): ReplayWindow {
  if (rule.kind === 'NRT') {
    return {
      condition: 'ingestion_time() >= ago(1m) and ingestion_time() < now()',
      by: 'ingested',
      reach: ticksPer.minute,
    };
  }
  const seconds = Math.round((durationMinutes(rule.queryPeriod ?? '') ?? 0) * 60);
  return {
    condition: `TimeGenerated >= ago(${seconds}s) and TimeGenerated < now() and ingestion_time() <= now()`,
    by: 'generated',
    reach: BigInt(seconds) * ticksPer.second,
  };
}
