import { entry } from '../entry.ts';

/** The time windows inside the query against the schedule of the rule. */
export const scheduleProblems = {
  TIME101: entry<{ reach: string; period: string; fits: boolean }>({
    severity: 'error',
    title: 'the query looks back further than queryPeriod',
    message: (p) => `the query looks back ${p.reach}, but queryPeriod hands it only the last ${p.period}`,
    hint: (p) =>
      p.fits
        ? `set queryPeriod to ${p.reach}, or shorten the window`
        : 'queryPeriod is 14d at most: shorten the window, or keep the history in a watchlist or a summary table',
  }),
  TIME102: entry<{ until: string; period: string }>({
    severity: 'error',
    title: 'the window lies before queryPeriod',
    message: (p) =>
      `the window ends ${p.until} ago, but queryPeriod hands the query only the last ${p.period}: no row fits`,
  }),
  TIME103: entry<{ table: string; reach: string; frequency: string; gap: string }>({
    severity: 'warning',
    title: 'a gap between two runs',
    message: (p) =>
      `the query reads the last ${p.reach} of ${p.table}, but the rule runs every ${p.frequency}: ${p.gap} of each interval are never read`,
    hint: (p) => `look back at least ${p.frequency}, or run the rule more often`,
  }),
  TIME104: entry<{
    table: string;
    reach: string;
    frequency: string;
    delay: string;
    needed: string;
    isByArrival: boolean;
  }>({
    severity: 'warning',
    title: 'late events are missed',
    message: (p) =>
      `the rule runs every ${p.frequency} and reads ${p.reach} back, but rows of ${p.table} can arrive ${p.delay} late: such events fall between two runs`,
    hint: (p) =>
      p.isByArrival
        ? `look back ${p.needed} by TimeGenerated and by queryPeriod`
        : `look back ${p.needed} and keep each event to one run with ingestion_time() > ago(${p.frequency})`,
  }),
  TIME201: entry<{ reach: string }>({
    severity: 'warning',
    title: 'an NRT rule sees no history',
    message: (p) =>
      `an NRT rule reads what was ingested in the last minute, so a window that ended ${p.reach} ago stays empty`,
    hint: () => 'make it a Scheduled rule if it compares with the past',
  }),
  TIME202: entry<{ table: string; reach: string; delay: string }>({
    severity: 'warning',
    title: 'an NRT rule drops late events',
    message: (p) =>
      `the query keeps only the last ${p.reach} by TimeGenerated, but rows of ${p.table} can arrive ${p.delay} late`,
    hint: () => 'an NRT rule already reads each event once, by ingestion time: leave the filter out',
  }),
};
