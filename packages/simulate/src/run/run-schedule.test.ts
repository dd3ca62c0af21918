import { readRows, type Table } from '@picket/engine';
import type { Rule } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { executeRule } from './execute-rule.ts';
import { runSchedule, runsOf } from './run-schedule.ts';
import { columns, dataOf, eventsAt, minutes, prepared } from './schedule.test-support.ts';

const seenBy = (rule: Partial<Rule>, table: Table, at: number): readonly unknown[] =>
  executeRule(
    prepared({ query: 'SigninLogs | project Id', ...rule }),
    dataOf(table),
    minutes(at),
  ).value?.result.rows.flat() ?? [];

describe('what a run sees', () => {
  test.each<[string, Partial<Rule>, Table, readonly string[]]>([
    ['its period: from the start, not the end', {}, eventsAt([59], [60], [119], [120]), ['event 1', 'event 2']],
    ['what has come in', {}, eventsAt([110, 10], [110, 11]), ['event 0']],
    [
      "the query's own window on top",
      { query: 'SigninLogs | where TimeGenerated > ago(10m) | project Id' },
      eventsAt([100], [115]),
      ['event 1'],
    ],
    [
      'what came in since a moment',
      { query: 'SigninLogs | where ingestion_time() > ago(10m) | project Id', queryPeriod: '2h' },
      eventsAt([60, 55], [60, 5]),
      ['event 0'],
    ],
    [
      'NRT: the minute before, by arrival',
      { kind: 'NRT' },
      eventsAt([30, 89], [119], [119, 1], [118]),
      ['event 0', 'event 1'],
    ],
  ])('%s', (_name, rule, table, expected) => {
    expect(seenBy(rule, table, 120)).toEqual(expected);
  });

  test('tables that were not given are empty', () => {
    const { value } = executeRule(prepared({ query: 'SigninLogs | join kind=inner AuditLogs on Id' }), {}, minutes(0));
    expect(value?.result.rows).toEqual([]);
  });
});

test('runs are a frequency apart, from one after the start up to the end', () => {
  const stretch = { from: minutes(0), to: minutes(180) };
  expect(runsOf(ruleWith({}), stretch)).toEqual([minutes(60), minutes(120), minutes(180)]);
  expect(runsOf(ruleWith({ kind: 'NRT' }), { from: minutes(0), to: minutes(2) })).toEqual([minutes(1), minutes(2)]);
});

test('a rule without lookback overlap and without late events sees every event once', () => {
  const rule = prepared({ query: 'SigninLogs | project Id', queryFrequency: '10m', queryPeriod: '10m' });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 119 }), { maxLength: 30 }), (times) => {
      const table = eventsAt(...times.map((at) => [at] as const));
      const { value } = runSchedule(rule, dataOf(table), { from: minutes(0), to: minutes(120) });
      const seen = value?.executions.flatMap(({ result }) => result.rows.flat());
      expect(seen?.toSorted()).toEqual(table.rows.map(([, id]) => id).toSorted());
    }),
    { numRuns: 40 },
  );
});

test('an NRT rule sees every event once, however late', () => {
  const rule = prepared({ query: 'SigninLogs | project Id', kind: 'NRT' });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 29 })), { maxLength: 20 }),
      (events) => {
        const table = eventsAt(...events);
        const { value } = runSchedule(rule, dataOf(table), { from: minutes(0), to: minutes(60) });
        const seen = value?.executions.flatMap(({ result }) => result.rows.flat());
        expect(seen?.toSorted()).toEqual(table.rows.map(([, id]) => id).toSorted());
      },
    ),
    { numRuns: 20 },
  );
});

test('a suppressed rule rests after an alert', () => {
  const rule = prepared({ query: 'SigninLogs', suppressionEnabled: true, suppressionDuration: '2h' });
  const table = eventsAt([30], [90], [150], [210]);
  const { value } = runSchedule(rule, dataOf(table), { from: minutes(0), to: minutes(240) });
  expect(value?.executions.map(({ at }) => at)).toEqual([minutes(60), minutes(180)]);
  expect(value?.suppressed).toEqual([minutes(120), minutes(240)]);
});

test('a value that the engine refuses is a problem', () => {
  const rows = readRows('{"TimeGenerated":"2026-03-02T00:30:00Z"}', 'events.jsonl', columns).value;
  const rule = prepared({ query: 'SigninLogs | extend x = totimespan(strcat(Id, "1e400"))' });
  const { value } = executeRule(rule, dataOf(rows ?? eventsAt()), minutes(60));
  expect(value?.result.rows).toHaveLength(1);
});
