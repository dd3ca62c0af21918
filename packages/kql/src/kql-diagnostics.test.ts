import { diagnostic, type Span } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { kqlDiagnostics } from './kql-diagnostics.ts';

const locate = (start: number, end: number): Span => ({
  file: 'rule.yaml',
  start: { line: 1, column: start + 1 },
  end: { line: 1, column: end + 1 },
});

function told(query: string): readonly string[] {
  return kqlDiagnostics(analyseQuery(query), locate).map(
    ({ code, severity, message, hint }) => `${code} ${severity}: ${message}${hint ? ` — ${hint}` : ''}`,
  );
}

test.each([
  [
    'SigninLogs | where UserPrincipleName has "a"',
    "KQL201 error: SigninLogs has no column 'UserPrincipleName' (KS142) — did you mean 'UserPrincipalName'?",
  ],
  [
    'SigninLogs | summarize Total = count() by Id | where ResultType == "0"',
    "KQL201 error: column 'ResultType' is no longer there: an operator before this one leaves it out (KS142) — the columns here are Id, Total",
  ],
  [
    'SigninLog | take 1',
    "KQL202 error: there is no table, function or let named 'SigninLog' (KS204) — did you mean 'SigninLogs'? Tables and functions of your own workspace are declared in picket.yaml",
  ],
  [
    'SigninLogs | where tolowr(Id) == ""',
    "KQL203 error: there is no function 'tolowr' (KS211) — did you mean 'tolower'?",
  ],
  ['let a = 1; print b1', "KQL204 error: 'b1' is not defined here (KS142)"],
  [
    'SigninLogs | where ResultType > 5',
    "KQL205 error: the operator '>' is not defined for the operand types string and long (KS106)",
  ],
  [
    'SigninLogs | where ResultType = "0"',
    "KQL205 error: the expression must have the type bool (KS141) — did you mean '=='?",
  ],
  [
    'Proxy_CL | take 1',
    "KQL206 warning: 'Proxy_CL' is not declared, so its columns cannot be checked (KS204) — declare its columns in picket.yaml, under tables or functions",
  ],
  [
    'union isfuzzy=true SigninLogs, AuditLog',
    "KQL207 warning: 'AuditLog' does not exist, and isfuzzy=true leaves it out without a word (KS205) — did you mean 'AuditLogs'?",
  ],
  [
    'AADNonInteractiveUserSignInLogs | where Status.errorCode == 1',
    "KQL208 error: 'Status' is a string here, so it has no member 'errorCode' (KS142) — if it holds JSON, parse it first: parse_json(Status)",
  ],
  ['let a = 1; let a = 2; print a', "KQL209 error: a variable with the name 'a' has already been declared (KS201)"],
  [
    'let f = (t: string) { table(t) | where Status.errorCode == 1 }; union isfuzzy=true f("SigninLogs"), f("AuditLogs")',
    "KQL210 warning: there is no column 'Status' for one of the calls (KS142)",
  ],
  ['SigninLogs | project-away Zz*', "KQL211 warning: no column here matches 'Zz*' (KS142)"],
  [
    'let x = SigninLogs;',
    'KQL301 error: the query does not end in a statement that returns rows — end with the table or the let that holds the result',
  ],
  [
    'SigninLogs | sumarize count()',
    "KQL101 error: 'sumarize' is not a query operator (KS176) — did you mean 'summarize'?",
  ],
  ['SigninLogs | where ', 'KQL101 error: an expression is missing here (KS006)'],
  ['SigninLogs | where Id == "a', "KQL101 error: '\"' is missing (KS001)"],
  ['SigninLogs | where (Id == "a"', "KQL101 error: ')' is expected here (KS005)"],
  ['SigninLogs | take 1\nAuditLogs | take 1', "KQL101 error: a ';' or '|' is missing here (KS005)"],
  ['SigninLogs | where Id == "a" && Id == "b"', "KQL101 error: '&' is not expected here (KS002)"],
  ['SigninLogs || take 1', 'KQL101 error: an operator is missing after the | (KS176)'],
  ['.show tables', 'KQL101 error: this is not a part of any statement (KS198)'],
])('%s', (query, expected) => {
  expect(told(query)).toEqual([expected]);
});

test('KQL102: a query that is too long or nests too deeply is refused, not analysed', () => {
  expect(told(`print "${'a'.repeat(100_001)}"`)[0]).toMatch(
    /^KQL102 error: the query is longer than 100000 characters/,
  );
  expect(told(`print ${'('.repeat(1000)}1${')'.repeat(1000)}`)[0]).toMatch(
    /^KQL102 error: the query is nested too deeply/,
  );
});

test('a problem lies where the query does', () => {
  const [problem] = kqlDiagnostics(analyseQuery('SigninLogs | where Nme == 1'), locate);
  const params = { ks: 'KS142', column: 'Nme', table: 'SigninLogs', dropped: undefined, near: undefined };
  expect(problem).toEqual(diagnostic('KQL201', params, locate(19, 22)));
});
