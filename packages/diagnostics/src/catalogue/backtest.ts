import { entry } from '../entry.ts';

/** What keeps rules from being run over recorded events. */
export const backtestProblems = {
  BT001: entry<{ from: string; to: string }>({
    severity: 'error',
    title: 'a stretch of time without runs',
    message: (p) => `no rule runs between ${p.from} and ${p.to}`,
    hint: () => 'give --from a moment before --to, at least one frequency apart',
  }),
  BT002: entry<{ table: string; first: string; last: string; from: string; to: string }>({
    severity: 'warning',
    title: 'events that do not cover the stretch of time',
    message: (p) =>
      `the events of ${p.table} reach from ${p.first} to ${p.last}; the backtest asks for ${p.from} to ${p.to} and what its rules look back on`,
    hint: () => 'alerts in the gap are missing, and what looks new may only be older than the events',
  }),
  BT003: entry<{ tables: string }>({
    severity: 'warning',
    title: 'a rule without its events',
    message: (p) => `no events are given of ${p.tables}, which the rule reads: it counts as empty`,
    hint: () => 'give a file of that name with --data',
  }),
  BT004: entry({
    severity: 'error',
    title: 'an NRT rule where the data lives',
    message: () => 'a near-real-time rule goes by the time of arrival, and the service cuts tables by TimeGenerated',
    hint: () => 'run it over exported events with --data',
  }),
};
