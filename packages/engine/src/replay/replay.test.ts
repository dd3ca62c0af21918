import type { Checked } from '@picket/diagnostics';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Column,
  type LocalEngine,
  openEngine,
  prepareQuery,
  type Row,
  runPrepared,
  type Table,
  tableJson,
} from '../index.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import { inCanonicalOrder } from '../values/canonical-order.ts';
import { clockTicks } from '../values/ticks.ts';

const midnight = Date.parse('2026-03-02T00:00:00Z');
const minute = (count: number): Date => new Date(midnight + count * 60_000);
const ticks = (count: number): bigint => clockTicks(minute(count));
const ticksPerMinute = 600_000_000n;

const events: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Id', type: 'string' },
  { name: 'User', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Details', type: 'dynamic' },
];
/** Without TimeGenerated: every run sees all of it. */
const people: Table = {
  columns: [
    { name: 'User', type: 'string' },
    { name: 'Team', type: 'string' },
  ],
  rows: [
    ['ava', 'red'],
    ['ben', 'blue'],
  ],
};
const typesOf = (columns: readonly Column[]) => Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const declarations = {
  tables: { Events: typesOf(events), Other: typesOf(events), People: typesOf(people.columns) },
  watchlists: {},
  functions: {},
};

interface Event {
  readonly at: number | null;
  readonly delay: number;
  readonly id: string;
  readonly user: string;
  readonly count: bigint | null;
}

const event: fc.Arbitrary<Event> = fc.record({
  at: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -200, max: 400 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  delay: fc.constantFrom(0, 0, 1, 20, 130),
  id: fc.constantFrom('a', 'b', 'c', 'd', ''),
  user: fc.constantFrom('ava', 'AVA', 'ben', 'Ærlig', ''),
  count: fc.constantFrom(0n, 1n, 7n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, null),
});

/** In the order in which files are read, so that `take` keeps the same rows on every path. */
function tableOf(list: readonly Event[]): Table {
  const all = list.map(({ at, delay, id, user, count }): Row => {
    const came = at === null ? null : ticks(at + delay);
    return [at === null ? null : ticks(at), id, user, count, new Map([['u', user]]), came];
  });
  const ordered = inCanonicalOrder(all, [...events, ingestionColumn]);
  const last = events.length;
  return {
    columns: events,
    rows: ordered.map((row) => row.slice(0, last)),
    ingested: ordered.map((row) => row[last] ?? null),
  };
}

/** What a run sees, as plainly as it can be said. */
function seenBy({ columns, rows, ingested = [] }: Table, from: bigint, now: bigint): Table {
  const kept = rows.flatMap((row, i) => {
    const [time, came] = [row[0], ingested[i]];
    return typeof time === 'bigint' && typeof came === 'bigint' && time >= from && time < now && came <= now ? [i] : [];
  });
  return { columns, rows: kept.map((i) => rows[i] ?? []), ingested: kept.map((i) => ingested[i] ?? null) };
}

const reach = 120;
const window = {
  condition: `TimeGenerated >= ago(${reach}m) and TimeGenerated < now() and ingestion_time() <= now()`,
  by: 'generated' as const,
  reach: BigInt(reach) * ticksPerMinute,
};

const queries = [
  'Events',
  'Events | where ingestion_time() > ago(30m) | project Id, User',
  'Events | where TimeGenerated between (ago(1h) .. ago(10m)) | summarize count() by User',
  'Events | where TimeGenerated > ago(30m) or User == "ava"',
  'Events | extend TimeGenerated = TimeGenerated - 1h | where TimeGenerated > ago(1h) | count',
  'Events | project Id, TimeGenerated = now() | where TimeGenerated > ago(1m)',
  'Events | extend Arrived = ingestion_time() | summarize arg_max(Arrived, *) by Id | where Arrived > ago(30m)',
  'let all = Events | where isnotempty(Id); all | where User =~ "ava" | join kind=inner (all | where User != "ava") on Id | project Id, User, User1',
  'let known = Events | where TimeGenerated < ago(1h) | distinct Id; Events | where TimeGenerated > ago(1h) | where Id !in (known)',
  'Events | where Count * 2 > 5 | project Id, Count',
  'Events | where Count + Count > 5 | summarize sum(Count) by Id',
  'Events | where tostring(Details.u) has "ava" | summarize make_list(Id)',
  'Events | union Other | where TimeGenerated > ago(20m) | summarize count() by Id',
  'union isfuzzy=true Events, Missing | where TimeGenerated > ago(20m) | project Id',
  'union Events, People | where TimeGenerated > ago(20m) or isnotempty(Team) | project User, Team',
  'People | join kind=leftanti (Events | where TimeGenerated > ago(30m)) on User',
  'People | where Team == "red" | extend TimeGenerated = now()',
  'Events | join kind=leftouter People on User | where Team == "red" | summarize take_any(Id), max(Count) by User',
  'People | union (Events | where TimeGenerated > ago(5m)) | where isempty(Id) | project User',
  'Events | join kind=rightouter People on User | project User1, Id',
  'Events | join kind=fullouter (Other | where TimeGenerated > ago(10m)) on Id | project Id, Id1',
  'Events | summarize Signs = count()',
  'Events | where Count > toscalar(Other | where TimeGenerated > ago(1h) | summarize max(Count)) | project Id',
  'Events | summarize make_list(Id), take_any(User) by Count',
  'Events | top 2 by Count desc | project Id',
  'Events | where TimeGenerated > ago(30m) | mv-expand Part = pack_array(Id, User) to typeof(string) | summarize count() by Part',
  'Events | make-series count() on TimeGenerated from ago(1h) to now() step 30m',
  'Events | project Bag = bag_pack(User, Id), Id | evaluate bag_unpack(Bag) | take 3',
  // Thresholds, also over what is grouped before, and over joins.
  'Events | where TimeGenerated > ago(1h) | summarize Seen = count(), Users = dcount(User) by Id | where Seen >= 2 and 1 < Users',
  'Events | extend Arrived = ingestion_time() | summarize arg_min(Arrived, *) by Id | summarize Ids = count(), News = max(Arrived) by User | where Ids > 1 | where News > ago(40m)',
  'let tries = Events | summarize Tries = count() by Id, User; tries | join kind=leftouter (Other | summarize Last = max(TimeGenerated) by Id, User) on Id, User | summarize Pairs = count(), Missed = countif(isnull(Last)) by User | where Pairs >= 2 or Missed >= 3 | where Pairs >= 2',
  'Events | join kind=inner Other on User | summarize Ids = dcount(Id1), arg_max(TimeGenerated, Count) by User | where Ids >= 2 | where Count > 0',
  // What is known before is no news.
  'let known = Events | where TimeGenerated < ago(1h) | distinct Id, User; Events | where TimeGenerated > ago(1h) | join kind=leftanti known on Id, User | project Id, User',
  'let all = union Events, Other | extend Arrived = ingestion_time(); let known = all | where Arrived <= ago(30m) | where Count != 0 | distinct User, Id; all | where Arrived > ago(30m) | summarize arg_min(Arrived, *) by Id | join kind=leftanti known on User, Id | project Id, User',
  'Events | where TimeGenerated > ago(50m) | join kind=leftanti (Other | where User has "ava" | project Id, By = strcat(User, "!")) on Id',
  'let steady = Events | where TimeGenerated < ago(20m) | summarize Times = count(), Odd = countif(User !startswith "a") by Id | where Times >= 1 and Odd == 0; Events | where TimeGenerated > ago(70m) | join kind=inner steady on Id | project Id, User, Times',
  'Events | summarize Bad = countif(Count > 5 or isnull(Count)), Last = max(TimeGenerated) by User | where Bad < 1 | where Last between (ago(100m) .. ago(10m))',
  // What only the evaluator computes.
  'Events | extend Name = tostring(Details.u) | where Name startswith "æ" or Name =~ "BEN" | summarize Names = dcount(strcat(Name, Id)) by Id | where Names >= 2',
  'let begun = Other | extend Who = tostring(Details.u) | summarize arg_min(TimeGenerated, Who) by Id; Events | extend Now = extract("^(.)", 1, User) | join kind=inner begun on Id | where Now != extract("^(.)", 1, Who) and TimeGenerated >= TimeGenerated1 | project Id, Now, Who',
  'Events | where Id in ((Other | where TimeGenerated > ago(90m) | where tolower(User) == "ava" | project Id)) | project Id, User',
  'Events | parse User with First "v" Rest | where isnotempty(Rest) | mv-expand Each = pack_array(Id, First) to typeof(string) | summarize N = count() by Each | where N >= 2',
  'Events | join kind=innerunique (datatable(User: string, Weight: long)["ava", 1, "ben", 2]) on User | where Weight > 1 | project Id',
  'Events | join kind=leftsemi Other on $left.User == $right.User, $left.Count == $right.Count | take 100 | project Id',
  'Events | where now() - TimeGenerated < 45m | project Id',
  'range x from 1 to 2 step 1 | extend n = toscalar(Events | where TimeGenerated > ago(10m) | count)',
  // Results that tell which rows they come from: over groups, joins, unions and what is read twice.
  'let all = Events | extend Arrived = ingestion_time() | summarize arg_min(Arrived, *) by Id; let bad = all | where Count != 1 | summarize Tries = count(), Last = max(TimeGenerated) by User, Count; let good = all | where Count > 0 | summarize Entries = count(), First = min(TimeGenerated) by User; bad | join kind=leftouter good on User | summarize Pairs = count(), Firsts = make_set(First) by User | where Pairs >= 2 | project User, Pairs, Firsts',
  'Events | join kind=innerunique Other on User | where Count1 > 0 | project Id, Id1, Count',
  'Events | join kind=leftouter Other on Id | where User == "ava" | project Id, Id1, User1',
  'Events | where User == "ben" | join kind=leftanti (Other | where Count > 0) on Id, User | project Id, User',
  'Events | summarize take_any(User), Ids = make_list(Id) by Count | where User == "ava" | project User, Ids',
  'let seen = union Events, (Other | project TimeGenerated, Id = User, User = Id) | summarize arg_max(TimeGenerated, *) by Id; seen | where User == "ben" | join kind=inner (seen | where User != "ben" | project Id, Other = User, When = TimeGenerated) on $left.User == $right.Id | project User, Other, When',
  'Events | summarize Ids = dcount(Id), Users = make_set(User), arg_min(TimeGenerated, User) by Count | where Ids >= 2 | mv-expand Users to typeof(string) | where Users =~ User | project User, Users, TimeGenerated',
];

describe('a replay gives what each run over the rows that it sees gives', () => {
  const lists = fc.tuple(fc.array(event, { maxLength: 14 }), fc.array(event, { maxLength: 6 }));
  const moments = Array.from({ length: 9 }, (_, i) => (i + 1) * 41);

  test('whatever the query and the rows', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async ([some, others]) => {
        const tables = new Map([
          ['Events', tableOf(some)],
          ['Other', tableOf(others)],
          ['People', people],
        ]);
        const { value: engine } = await openEngine({ tables, declarations, store: 'always', missing: 'empty' });
        if (!engine) throw new Error('tables in memory are always readable');
        try {
          const replays = await engine.openReplays(
            queries.map((text) => ({ text, window })),
            minute(369),
          );
          const plans = queries.map((text) => prepareQuery(text, { tables, declarations, missing: 'empty' }).value);
          for (const at of moments) {
            const seen = new Map(
              [...tables].map(([name, table]) => [
                name,
                name === 'People' ? table : seenBy(table, ticks(at - reach), ticks(at)),
              ]),
            );
            for (const [i, text] of queries.entries()) {
              const plan = plans[i];
              const wanted = plan && runPrepared(plan, { now: minute(at), tables: seen, missing: 'empty' });
              const told = await replays[i]?.value?.run(minute(at));
              expect([text, at, told && rowsOf(told)]).toEqual([text, at, wanted && rowsOf(wanted)]);
              expect(told).toBeDefined();
            }
          }
        } finally {
          await engine.close();
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);
});

/** Rows without their order, or why there are none. No result at all is one without rows. */
const rowsOf = ({ value, problems }: Checked<Table | undefined>): readonly string[] =>
  value
    ? tableJson(value)
        .rows.map((row) => JSON.stringify(row))
        .sort()
    : problems.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));

describe('more rows than memory is to hold', () => {
  const hours = 24 * 40;
  let engine: LocalEngine;

  beforeAll(async () => {
    // Nothing for four weeks, then each hour as many as the evaluator would not take.
    const quiet = 24 * 28;
    const rows: Row[] = [];
    for (let hour = quiet; hour < quiet + 3; hour++)
      for (let i = 0; i < 31_000; i++) rows.push([ticks(hour * 60 + (i % 60)), `id ${i}`, 'ava', 1n, null]);
    for (let hour = quiet + 3; hour < hours; hour++) rows.push([ticks(hour * 60), `later ${hour}`, 'ben', 1n, null]);
    const table: Table = { columns: events, rows, ingested: rows.map(([time]) => time ?? null) };
    const opened = await openEngine({ tables: new Map([['Events', table]]), declarations, store: 'always' });
    if (!opened.value) throw new Error('tables in memory are always readable');
    engine = opened.value;
  });
  afterAll(() => engine.close());

  test('a burst after a quiet month is counted whole', async () => {
    const [replay] = await engine.openReplays(
      [{ text: 'Events | summarize Signs = count() by User', window }],
      minute(hours * 60),
    );
    const counts: unknown[] = [];
    for (const hour of [24, 24 * 28 + 1, 24 * 28 + 2, 24 * 28 + 4, 24 * 28 + 6, hours]) {
      const { value } = (await replay?.value?.run(minute(hour * 60))) ?? {};
      counts.push(
        value
          ? tableJson(value)
              .rows.map((row) => row)
              .sort()
          : undefined,
      );
    }
    expect(counts).toEqual([
      undefined,
      [['ava', 31_000]],
      [['ava', 62_000]],
      [
        ['ava', 31_000],
        ['ben', 1],
      ],
      [['ben', 2]],
      [['ben', 2]],
    ]);
  });
});
