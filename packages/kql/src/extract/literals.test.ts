import { expect, test } from 'vitest';
import { analyseQuery } from '../analyse.ts';

/** `table.column/path operator value:type …`, with `|` between origins. */
function literals(query: string): readonly string[] {
  return analyseQuery(query).literals.map(({ origins, path, operator, values }) => {
    const columns = origins.map((o) => `${o.table}.${o.column}`).join('|');
    return `${[columns, ...path].join('/')} ${operator} ${values.map((v) => `${v.text}:${v.type}`).join(' ')}`;
  });
}

test.each([
  ['SigninLogs | where ResultType == 0', 'SigninLogs.ResultType == 0:long'],
  ['SigninLogs | where "0" == ResultType', 'SigninLogs.ResultType == 0:string'],
  ['SigninLogs | where ResultType !in ("0", "50140")', 'SigninLogs.ResultType !in 0:string 50140:string'],
  ['SigninLogs | where ResultType in~ (dynamic(["0"]))', 'SigninLogs.ResultType in~ 0:string'],
  ['let ok = dynamic(["0", "1"]); SigninLogs | where ResultType in (ok)', 'SigninLogs.ResultType in 0:string 1:string'],
  ['let ok = "0"; SigninLogs | where ResultType =~ ok', 'SigninLogs.ResultType =~ 0:string'],
  ['SigninLogs | where AppDisplayName has_any ("a", "b")', 'SigninLogs.AppDisplayName has_any a:string b:string'],
  ['SigninLogs | where AppDisplayName !startswith "a"', 'SigninLogs.AppDisplayName !startswith a:string'],
  ['SigninLogs | where AppDisplayName <> @"C:\\x"', 'SigninLogs.AppDisplayName <> C:\\x:string'],
  ['SigninLogs | where Status.errorCode == 50126', 'SigninLogs.Status/errorCode == 50126:long'],
  ['SigninLogs | where tostring(Status["errorCode"]) == "1"', 'SigninLogs.Status/errorCode == 1:string'],
  ['AuditLogs | where TargetResources[0].type == "User"', 'AuditLogs.TargetResources/[]/type == User:string'],
  [
    'AuditLogs | mv-expand t = TargetResources | where t.type == "User"',
    'AuditLogs.TargetResources/[]/type == User:string',
  ],
  ['AuditLogs | extend r = Result | project q = r | where q == "success"', 'AuditLogs.Result == success:string'],
  ['SigninLogs | summarize r = max(ResultType) by Id | where r == "0"', 'SigninLogs.ResultType == 0:string'],
  [
    'SigninLogs | summarize arg_max(TimeGenerated, *) by Id | where ResultType == "0"',
    'SigninLogs.ResultType == 0:string',
  ],
  [
    'union SigninLogs, AADNonInteractiveUserSignInLogs | where ResultType == "0"',
    'SigninLogs.ResultType|AADNonInteractiveUserSignInLogs.ResultType == 0:string',
  ],
  [
    'SigninLogs | join kind=inner (AuditLogs) on CorrelationId | where OperationName1 == "x"',
    'AuditLogs.OperationName == x:string',
  ],
  [
    'let f = (t: string) { table(t) | where Result == "success" }; f("AuditLogs")',
    'AuditLogs.Result == success:string',
  ],
  [
    'AuditLogs | mv-expand t = TargetResources | evaluate bag_unpack(t, "t_") | extend x = 1 | where t_type == "User"',
    'AuditLogs.TargetResources/[]/type == User:string',
  ],
])('%s', (query, expected) => {
  expect(literals(query)).toEqual([expected]);
});

test.each([
  ['a computed column', 'SigninLogs | extend r = strcat(ResultType, "x") | where r == "0x"'],
  ['one of two columns', 'SigninLogs | extend r = iff(true, ResultType, Category) | where r == "0"'],
  ['letter case changed', 'SigninLogs | where tolower(AppDisplayName) == "x"'],
  ['a piece of the column', 'SigninLogs | parse UserAgent with "a" Piece "b" | where Piece == "x"'],
  ['a column of no table', 'print x = 1 | where x == 1'],
  ['a slot without its prefix', 'AuditLogs | evaluate bag_unpack(InitiatedBy, "by_") | where user == "x"'],
  [
    'a slot of one of two bags',
    'AuditLogs | evaluate bag_unpack(InitiatedBy) | evaluate bag_unpack(AdditionalDetails) | where user == "x"',
  ],
  [
    'a slot among rows of another table',
    'AuditLogs | evaluate bag_unpack(InitiatedBy) | union SigninLogs | where user == "x"',
  ],
  ['no literal', 'SigninLogs | where ResultType == Category'],
  ['a list of values', 'SigninLogs | summarize s = make_set(ResultType) | where s has "0"'],
])('%s is not guessed at', (_, query) => {
  expect(literals(query)).toEqual([]);
});

test('a literal is shown where it stands, in its let', () => {
  const query = 'let bad = dynamic(["50126"]); SigninLogs | where ResultType in (bad)';
  const [comparison] = analyseQuery(query).literals;
  const texts = [comparison, ...(comparison?.values ?? [])].map((range) => query.slice(range?.start, range?.end));
  expect(texts).toEqual(['ResultType in (bad)', '"50126"']);
});
