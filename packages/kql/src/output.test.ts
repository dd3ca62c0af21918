import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';

test.each([
  [
    'SigninLogs | summarize Total = count(), Users = make_set(UserPrincipalName) by Hour = bin(TimeGenerated, 1h)',
    'Hour:datetime Total:long Users:dynamic',
  ],
  [
    'SigninLogs | project UserPrincipalName, IsGuest = UserType == "Guest", Age = now() - TimeGenerated',
    'UserPrincipalName:string IsGuest:bool Age:timespan',
  ],
  ['let t = datatable(a: int, b: guid)[]; t | extend c = a * 1.5', 'a:int b:guid c:real'],
  ['union (print a = 1), (print a = "x")', 'a_long:long a_string:string'],
  ['print x = 1 | join kind=inner (print x = 1, y = "a") on x', 'x:long x1:long y:string'],
  ['SigninLogs | count', 'Count:long'],
])('%s', (query, columns) => {
  const { output, problems } = analyseQuery(query);
  expect(problems).toEqual([]);
  expect(output.columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(columns);
  expect(output).toMatchObject({ open: false, tabular: true });
});

test.each([
  ['Proxy_CL | where x == 1', true],
  ['Proxy_CL | where x == 1 | project x', false],
  ['Proxy_CL | summarize arg_max(TimeGenerated, *) by x', true],
  ['Proxy_CL | summarize count() by x | extend y = 1', false],
  ["SigninLogs | join kind=inner (_GetWatchlist('other')) on $left.UserPrincipalName == $right.SearchKey", true],
  [
    "SigninLogs | join kind=inner (_GetWatchlist('other') | project SearchKey) on $left.UserPrincipalName == $right.SearchKey",
    false,
  ],
  ['AuditLogs | evaluate bag_unpack(InitiatedBy)', true],
  ['let t = materialize(Proxy_CL | project a); t | where a == 1', false],
  ['union isfuzzy=true SigninLogs, NoSuchTable', true],
  ['search "x"', true],
])('%s is open: %s', (query, open) => {
  expect(analyseQuery(query).output.open).toBe(open);
});

test.each(['let x = 1;', '', '// nothing', '1 + 1'])('%j returns no rows', (query) => {
  expect(analyseQuery(query).output).toEqual({ columns: [], open: false, tabular: false });
});
