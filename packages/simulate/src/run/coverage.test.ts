import type { Rule } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coverage, coverageOf } from './coverage.ts';
import { runSchedule } from './run-schedule.ts';
import { dataOf, eventsAt, minutes, prepared } from './schedule.test-support.ts';

type Events = readonly (readonly [at: number, delay?: number])[];

const stretch = { from: minutes(0), to: minutes(240) };

function coverage(over: Partial<Rule>, ...events: Events): Coverage {
  const rule = prepared({ query: 'SigninLogs | project Id', ...over });
  const data = dataOf(eventsAt(...events));
  const runs = runSchedule(rule, data, stretch).value?.executions.map(({ at }) => at) ?? [];
  return coverageOf(rule, data, runs, stretch);
}
const counts = ({ seen, twice, never }: Coverage) => [seen, twice, never];

describe('events seen once, twice, never', () => {
  test.each<[string, Partial<Rule>, Events, readonly [number, number, number]]>([
    ['runs that meet', {}, [[0], [59], [60], [239]], [4, 0, 0]],
    ['runs that overlap', { queryPeriod: '2h' }, [[30], [150], [230]], [1, 2, 0]],
    ['a period shorter than the frequency', { queryPeriod: '30m' }, [[20], [40]], [1, 0, 1]],
    ['a window in the query', { query: 'SigninLogs | where TimeGenerated > ago(10m)' }, [[20], [55]], [1, 0, 1]],
    ['late, within the period', { queryPeriod: '2h' }, [[50, 20]], [1, 0, 0]],
    ['too late', {}, [[50, 20]], [0, 0, 1]],
    [
      'late, but each run takes what came since the last',
      { query: 'SigninLogs | where ingestion_time() > ago(1h)', queryPeriod: '2h' },
      [[50, 20], [50], [60, 1]],
      [3, 0, 0],
    ],
    [
      'come without delay at the very moment of a run: too young for it, too old for the next',
      { query: 'SigninLogs | where ingestion_time() > ago(1h)', queryPeriod: '2h' },
      [[60]],
      [0, 0, 1],
    ],
    [
      'late, and the period cuts what came since the last run',
      { query: 'SigninLogs | where ingestion_time() > ago(1h)' },
      [[50, 20]],
      [0, 0, 1],
    ],
    ['NRT, hours late', { kind: 'NRT' }, [[10, 200]], [1, 0, 0]],
    ['NRT, not yet come', { kind: 'NRT' }, [[10, 231]], [0, 0, 1]],
    ['from before the stretch, not owed', {}, [[-90], [-90, 100]], [0, 0, 0]],
    ['from before the stretch, seen all the same', { queryPeriod: '3h' }, [[-90]], [1, 0, 0]],
    ['at its end, left to the next run', {}, [[240]], [0, 0, 0]],
    ['while suppressed', { suppressionEnabled: true, suppressionDuration: '2h' }, [[30], [90], [150]], [2, 0, 1]],
    [
      'while suppressed, up to the end',
      { suppressionEnabled: true, suppressionDuration: '1d' },
      [[30], [230]],
      [1, 0, 1],
    ],
    [
      'a history beside the newest events',
      {
        query:
          'let known = SigninLogs | where TimeGenerated < ago(1h) | distinct Id; SigninLogs | where TimeGenerated >= ago(1h) | where Id !in (known)',
        queryPeriod: '14d',
      },
      [[-3000], [30], [200]],
      [2, 0, 0],
    ],
    [
      'read twice by the same window',
      { query: 'SigninLogs | join kind=inner (SigninLogs | project Id) on Id' },
      [[30]],
      [1, 0, 0],
    ],
    ['a table that is not read', { query: 'AuditLogs' }, [[30]], [0, 0, 0]],
  ])('%s', (_name, rule, events, expected) => {
    expect(counts(coverage(rule, ...events))).toEqual(expected);
  });
});

const onTime = fc.array(fc.integer({ min: 0, max: 239 }), { maxLength: 25 });
const late = fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1, max: 60 })), { maxLength: 25 });
const frequency = fc.constantFrom(5, 10, 20, 30, 60, 120);

describe('laws', () => {
  test('with no gap and no overlap between runs, a rule sees every event once', () => {
    fc.assert(
      fc.property(frequency, onTime, (minutesApart, times) => {
        const every = `${minutesApart}m`;
        const events = times.map((at) => [at] as const);
        const told = coverage({ queryFrequency: every, queryPeriod: every }, ...events);
        expect(counts(told)).toEqual([times.length, 0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  test('by arrival, with a period as long as the frequency and the latest event, it sees every event once', () => {
    fc.assert(
      fc.property(frequency, late, (every, events) => {
        const query = `SigninLogs | where ingestion_time() > ago(${every}m)`;
        const told = coverage({ query, queryFrequency: `${every}m`, queryPeriod: `${every + 60}m` }, ...events);
        expect(counts(told)).toEqual([events.length, 0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  test('it counts the runs whose rows an event is among', () => {
    const queries = fc.constantFrom(
      'SigninLogs | project Id',
      'SigninLogs | where TimeGenerated > ago(7m) | project Id',
      'SigninLogs | where TimeGenerated between (ago(50m) .. ago(10m)) | project Id',
      'SigninLogs | where ingestion_time() > ago(10m) | project Id',
      'SigninLogs | where ingestion_time() - TimeGenerated < 5m | where TimeGenerated > ago(30m) | project Id',
    );
    const kinds = fc.constantFrom<Rule['kind']>('Scheduled', 'NRT');
    fc.assert(
      fc.property(
        queries,
        kinds,
        frequency,
        fc.integer({ min: 5, max: 90 }),
        late,
        (query, kind, every, back, events) => {
          const rule = prepared({ query, kind, queryFrequency: `${every}m`, queryPeriod: `${back}m` });
          const data = dataOf(eventsAt(...events));
          const executions = runSchedule(rule, data, stretch).value?.executions ?? [];
          const rows = executions.flatMap(({ result }) => result.rows.map(([id]) => id));
          const runs = coverageOf(
            rule,
            data,
            executions.map(({ at }) => at),
            stretch,
          ).runs.get('SigninLogs');
          expect(runs).toEqual(events.map((_, i) => rows.filter((id) => id === `event ${i}`).length));
        },
      ),
      { numRuns: 30 },
    );
  });
});
