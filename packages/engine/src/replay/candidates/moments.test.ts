import { describe, expect, test } from 'vitest';
import { type Column, openEngine, type Row } from '../../index.ts';
import { clockTicks } from '../../values/ticks.ts';

const midnight = Date.parse('2026-03-02T00:00:00Z');
const minute = (count: number): Date => new Date(midnight + count * 60_000);
const ticksPerMinute = 600_000_000n;
const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Id', type: 'string' },
  { name: 'User', type: 'string' },
  { name: 'Details', type: 'dynamic' },
];
const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const declarations = { tables: { Events: types, Other: types }, watchlists: { Few: ['User'] }, functions: {} };

type Event = readonly [at: number, id: string, user: string];

/** Which of the hours of a day are run, and not left out because they have no result for certain. */
async function hoursRun(query: string, events: readonly Event[], others: readonly Event[] = []) {
  const tableOf = (list: readonly Event[]) => ({
    columns,
    rows: list.map(([at, id, user]): Row => [clockTicks(minute(at)), id, user, new Map([['u', user]])]),
    ingested: list.map(([at]) => clockTicks(minute(at + 1))),
  });
  const tables = new Map([
    ['Events', tableOf(events)],
    ['Other', tableOf(others)],
  ]);
  const { value: engine } = await openEngine({ tables, declarations, store: 'always', missing: 'empty' });
  if (!engine) throw new Error('tables in memory are always readable');
  try {
    const window = {
      condition: 'TimeGenerated >= ago(2h) and TimeGenerated < now() and ingestion_time() <= now()',
      by: 'generated' as const,
      reach: 120n * ticksPerMinute,
    };
    const [replay] = await engine.openReplays([{ text: query, window }], minute(1440));
    const run: number[] = [];
    for (let hour = 1; hour <= 24; hour++) {
      const told = await replay?.value?.run(minute(hour * 60));
      if (told?.value) run.push(hour);
    }
    return run;
  } finally {
    await engine.close();
  }
}

/** Ava at 00:30, 05:10, 05:20 and 05:30, Ben at 10:30. */
const events: readonly Event[] = [
  [30, 'a', 'ava'],
  [310, 'b', 'ava'],
  [320, 'c', 'ava'],
  [330, 'd', 'ava'],
  [630, 'e', 'ben'],
];

describe('runs that cannot have a result are left out', () => {
  test.each<[string, string, readonly number[]]>([
    ['no event in the window', 'Events | project Id', [1, 2, 6, 7, 11, 12]],
    ['a filter', 'Events | where User == "ben"', [11, 12]],
    ['a filter that DuckDB cannot compute', 'Events | where tostring(Details.u) =~ "BEN"', [11, 12]],
    ['a filter by the clock', 'Events | where TimeGenerated > ago(1h)', [1, 6, 11]],
    [
      'a filter by the clock behind groups',
      'Events | extend Arrived = ingestion_time() | summarize arg_min(Arrived, *) by Id | where Arrived > ago(1h)',
      [1, 6, 11],
    ],
    ['a threshold', 'Events | summarize Seen = count() by User | where Seen >= 3', [6, 7]],
    [
      'a threshold over groups',
      'Events | summarize by User, Id | summarize Ids = count() by User | where Ids >= 3',
      [6, 7],
    ],
    ['an empty watchlist', 'Events | join kind=inner (_GetWatchlist("Few")) on User', []],
    ['a join with nobody', 'Events | join kind=inner (Other | where User == "eve") on User', []],
    ['a join', 'Events | join kind=inner (Other | where User == "ben") on User', [11, 12]],
    [
      'a condition over both sides of a join',
      'Events | join kind=inner Other on User | where TimeGenerated < TimeGenerated1',
      [11, 12],
    ],
    [
      'what was known before',
      'Events | where TimeGenerated > ago(1h) | join kind=leftanti (Events | where TimeGenerated < ago(10m) | distinct Id) on Id | where User == "ben"',
      [],
    ],
    [
      'a group that may not have a row which it has',
      'Events | summarize Bens = countif(User == "ben") by Id | where Bens == 0',
      [1, 2, 6, 7],
    ],
  ])('%s', async (_, query, hours) => {
    expect(await hoursRun(query, events, [[640, 'x', 'ben']])).toEqual(hours);
  });
});
