import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';

const kindsOf = (query: string) => analyseQuery(query).problems.map(({ kind, name }) => `${kind} ${name ?? ''}`.trim());

test.each([
  ['compared', 'Custom_CL | where Event == "x"', ['unknown-table Custom_CL']],
  ['in a list', 'Custom_CL | where Operation in~ ("a", "b")', ['unknown-table Custom_CL']],
  ['grouped by', 'Custom_CL | summarize count() by Event', ['unknown-table Custom_CL']],
  ['handed to a function', 'Custom_CL | extend Text = strcat(Event, Alert)', ['unknown-table Custom_CL']],
  ['with a member', 'Custom_CL | extend Used = Usage.quantity', ['unknown-table Custom_CL']],
  ['behind a parser that is not declared', 'ZoomLogs | where Event =~ "x" | project Event', ['unknown-table ZoomLogs']],
  ['of a watchlist', '_GetWatchlist("vip") | where Event == "x" | project Event, Usage', []],
  ['of an unpacked bag', 'SigninLogs | evaluate bag_unpack(DeviceDetail) | where Event == "x"', []],
  ['in rows that are known', 'SecurityEvent | where Event == "x"', ['unknown-column Event']],
])("a table's name as a column: %s", (_case, query, kinds) => {
  expect(kindsOf(query)).toEqual(kinds);
});

test.each([
  ['read', 'Event | where EventID == 1'],
  ['behind a let', 'let T = Event; T | where EventID == 1'],
  ['as a list of values', 'SigninLogs | where AppId in (Heartbeat)'],
  ['as one value', 'SigninLogs | where toscalar(Event | count) > 1'],
  ['handed to a function', 'let f = (T:(Computer:string)) { T | distinct Computer }; f(Event)'],
])('a table that is meant: %s', (_case, query) => {
  expect(kindsOf(query)).toEqual([]);
  expect(analyseQuery(query).tables.every(({ known }) => known)).toBe(true);
});
