import { clockTicks, openEngine, type Table } from '@picket/engine';
import type { Rule } from '@picket/model';
import { tableSchema } from '@picket/tables';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleWith } from '../alerts/rule.test-support.ts';
import { prepareRule } from '../run/prepare-rule.ts';
import { runSchedule } from '../run/run-schedule.ts';
import { backtestReport } from './backtest-report.ts';
import { backtestRule } from './backtest-rule.ts';
import { replayWindowOf } from './backtest-window.ts';

const midnight = Date.parse('2026-03-02T00:00:00Z');
const stretch = { from: new Date(midnight), to: new Date(midnight + 12 * 3_600_000) };

interface Event {
  readonly minute: number;
  readonly delay: number;
  readonly user: string;
  readonly address: string;
  readonly result: string;
  readonly copies: number;
}

const columns = tableSchema('SigninLogs')?.columns ?? [];

function tableOf(events: readonly Event[]): Table {
  const all = events.flatMap((event, i) =>
    Array.from({ length: event.copies }, () => ({ ...event, id: `event ${i}` })),
  );
  const cells = all.map(
    ({ minute, user, address, result, id }): Readonly<Record<string, bigint | string | null>> => ({
      TimeGenerated: clockTicks(new Date(midnight + minute * 60_000)),
      Id: id,
      UserId: user,
      UserPrincipalName: `${user}@contoso.example`,
      IPAddress: address,
      ResultType: result,
    }),
  );
  return {
    columns,
    rows: cells.map((row) => columns.map(({ name, type }) => row[name] ?? (type === 'string' ? '' : null))),
    ingested: all.map(({ minute, delay }) => clockTicks(new Date(midnight + (minute + delay) * 60_000))),
  };
}

const rules: Readonly<Record<string, Partial<Rule>>> = {
  'a filter': { query: 'SigninLogs | where ResultType == "50126"', queryFrequency: '30m', queryPeriod: '1h' },
  'by arrival': {
    query: 'SigninLogs | where TimeGenerated > ago(2h) | where ingestion_time() > ago(1h) | where ResultType != "0"',
    queryPeriod: '3h',
  },
  'a group': {
    query:
      'SigninLogs | where TimeGenerated > ago(2h) | summarize arg_max(TimeGenerated, *) by Id | summarize Users = dcount(UserId) by IPAddress | where Users > 1',
    queryPeriod: '2h',
  },
  'a history': {
    query:
      'let known = SigninLogs | where TimeGenerated < ago(2h) | where ResultType == "0" | distinct UserId, IPAddress; SigninLogs | where TimeGenerated > ago(2h) and ingestion_time() > ago(1h) | where ResultType == "0" | join kind=leftanti known on UserId, IPAddress | project UserId, IPAddress',
    queryPeriod: '8h',
    eventGroupingSettings: { aggregationKind: 'AlertPerResult' },
  },
  'few rows': {
    query: 'SigninLogs | where ResultType == "0" | summarize Signs = count()',
    triggerOperator: 'gt',
    triggerThreshold: 0,
  },
  'no rows': {
    query: 'SigninLogs | where ResultType == "0"',
    triggerOperator: 'lt',
    triggerThreshold: 2,
    queryPeriod: '2h',
  },
  'near real time': { query: 'SigninLogs | where ResultType == "50126" | project UserId', kind: 'NRT' },
  suppressed: { query: 'SigninLogs', suppressionEnabled: true, suppressionDuration: '3h' },
  'columns from rows': {
    query:
      'SigninLogs | where ResultType == "0" | project Id, Bag = bag_pack("Who", UserId) | evaluate bag_unpack(Bag)',
  },
};

async function alertsBoth(rule: Rule, table: Table) {
  const { value: engine } = await openEngine({ tables: new Map([['SigninLogs', table]]), store: 'always' });
  if (!engine) throw new Error('tables in memory are always readable');
  try {
    const [replay] = await engine.openReplays([{ text: rule.query, window: replayWindowOf(rule) }], stretch.to);
    const { value } = replay ?? {};
    if (!value) throw new Error(replay?.problems.map(({ message }) => message).join('\n'));
    const told = await backtestRule(rule, stretch, (at) => value.run(at));
    const { value: prepared } = prepareRule(rule);
    const timeline = prepared && runSchedule(prepared, { tables: new Map([['SigninLogs', table]]) }, stretch).value;
    const wanted = timeline?.executions.flatMap(({ alerts }) =>
      alerts.map(({ rows: _rows, columns: _columns, ...alert }) => alert),
    );
    return { told, wanted, runs: timeline?.executions.length };
  } finally {
    await engine.close();
  }
}

describe('a backtest gives the alerts that each run over all rows gives', () => {
  const event: fc.Arbitrary<Event> = fc.record({
    minute: fc.integer({ min: -300, max: 715 }),
    delay: fc.constantFrom(0, 0, 3, 45, 100),
    user: fc.constantFrom('ava', 'ben', 'cora'),
    address: fc.constantFrom('203.0.113.7', '198.51.100.7', ''),
    result: fc.constantFrom('0', '50126'),
    copies: fc.constantFrom(1, 1, 2),
  });
  test.each(Object.entries(rules))('%s', async (_name, over) => {
    const rule = ruleWith(over);
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const { told, wanted, runs } = await alertsBoth(rule, tableOf(events));
        expect(told.problems).toEqual([]);
        expect(told.alerts).toEqual(wanted);
        expect(told.runs).toBe(runs);
      }),
      { numRuns: rule.kind === 'NRT' ? 2 : 8 },
    );
  });
});

test('a backtest that is stopped has what came before, and says so', async () => {
  const rule = ruleWith({ query: 'SigninLogs' });
  let runs = 0;
  const told = await backtestRule(rule, stretch, async () => ({ value: undefined, problems: [] }), {
    onRun: () => {
      runs++;
    },
    isStopped: () => runs >= 3,
  });
  expect(told).toMatchObject({ runs: 3, isWhole: false, alerts: [] });
});

test('the report counts by day, the noisiest rule first', async () => {
  const rule = (name: string) => ruleWith({ name });
  const alert = (hours: number, name: string) => ({
    title: name,
    description: '',
    severity: 'Medium' as const,
    tactics: [],
    techniques: [],
    entities: [{ type: 'IP', identifiers: { Address: '203.0.113.7' }, strength: 'strong' as const }],
    customDetails: {},
    properties: {},
    at: new Date(midnight + hours * 3_600_000),
  });
  const result = (hours: readonly number[]) => ({
    runs: 10,
    suppressed: 0,
    alerts: hours.map((each) => alert(each, 'x')),
    incidents: [],
    problems: [],
    isWhole: true,
  });
  const report = backtestReport(
    [
      { file: 'a.yaml', rule: rule('quiet'), result: result([1]), problems: [] },
      { file: 'b.yaml', rule: rule('noisy'), result: result([2, 25, 26]), problems: [] },
    ],
    new Date(midnight),
    new Date(midnight + 47 * 3_600_000),
  );
  expect(report.days).toEqual([
    { day: '2026-03-02', alerts: 2, incidents: 0 },
    { day: '2026-03-03', alerts: 2, incidents: 0 },
  ]);
  expect(report.rules.map(({ name, alerts, perDay }) => [name, alerts, perDay])).toEqual([
    ['noisy', 3, [1, 2]],
    ['quiet', 1, [1, 0]],
  ]);
  expect(report.entities).toEqual([{ type: 'IP', identifiers: { Address: '203.0.113.7' }, alerts: 4 }]);
});
