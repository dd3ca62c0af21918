import { describe, expect, test } from 'vitest';
import { analyseQuery, noDeclarations } from './analyse.ts';
import type { Declarations, KqlProblem } from './analysis.ts';
import { kql, type MarkedQuery } from './marked-query.test-support.ts';

const declarations: Declarations = {
  tables: { Contoso_Audit_CL: { TimeGenerated: 'datetime', Actor_s: 'string', Count_d: 'real' } },
  watchlists: { vip: ['UPN', 'Department'] },
  functions: { ContosoUsers: { parameters: { since: 'timespan' }, columns: { UPN: 'string', Risk: 'int' } } },
};

/** What a problem says besides Microsoft's own words. */
type Said = Partial<Omit<KqlProblem, 'start' | 'end' | 'message'>>;

function expectProblem(marked: MarkedQuery, said: Said): void {
  const { problems } = analyseQuery(marked.query, { declarations });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ severity: 'error', ...said, start: marked.start, end: marked.end });
}

describe('a column that is not there', () => {
  test.each<[MarkedQuery, Said]>([
    [
      kql`SigninLogs | where ${'UserPrincipleName'} has "admin"`,
      { kind: 'unknown-column', name: 'UserPrincipleName', table: 'SigninLogs', candidates: ['UserPrincipalName'] },
    ],
    [kql`SigninLogs | where ${'userprincipalname'} == "x"`, { candidates: ['UserPrincipalName'], table: 'SigninLogs' }],
    [kql`SigninLogs | summarize count() by ${'Userr'}`, { kind: 'unknown-column', candidates: [] }],
    [
      kql`SigninLogs | summarize Total = count() by UserPrincipalName | where ${'ResultType'} == "0"`,
      { kind: 'unknown-column', dropped: true, candidates: ['UserPrincipalName', 'Total'] },
    ],
    [
      kql`let a = SigninLogs | project UserPrincipalName; a | where ${'IPAddress'} == "192.0.2.1"`,
      { kind: 'unknown-column', dropped: true },
    ],
    [
      kql`SigninLogs | join (AuditLogs | project CorrelationId) on $left.CorrelationId == $right.${'CorelationId'}`,
      { kind: 'unknown-column', candidates: ['CorrelationId'], table: 'AuditLogs' },
    ],
    [kql`SigninLogs | where TimeGenerated > ago(1h) | project-away ${'Nothing'}`, { kind: 'unknown-column' }],
    [kql`_GetWatchlist('vip') | where ${'Departmnt'} == "IT"`, { kind: 'unknown-column', candidates: ['Department'] }],
    [kql`ContosoUsers(1d) | where ${'Rsk'} > 3`, { kind: 'unknown-column', candidates: ['Risk'] }],
    [kql`Contoso_Audit_CL | where ${'Actor'} == "x"`, { kind: 'unknown-column', table: 'Contoso_Audit_CL' }],
    [
      kql`let f = (t: string) { table(t) | where ${'Status'}.errorCode == 1 }; union f("SigninLogs"), f("AuditLogs")`,
      { kind: 'unknown-column', table: 'AuditLogs' },
    ],
  ])('%j', expectProblem);
});

describe('other names', () => {
  test.each<[MarkedQuery, Said]>([
    [kql`${'SigninLog'} | take 1`, { kind: 'unknown-table', name: 'SigninLog', candidates: ['SigninLogs'] }],
    [kql`let result = SigninLogs; ${'reslt'}`, { kind: 'unknown-table', candidates: ['result'] }],
    [kql`${'Proxy_CL'} | where a == 1 | summarize count() by b`, { kind: 'unknown-table', severity: 'warning' }],
    [
      kql`union isfuzzy=true SigninLogs, ${'NoSuchTable'}`,
      { kind: 'unknown-table', severity: 'warning', code: 'KS205' },
    ],
    [kql`SigninLogs | where ${'tolowr'}(AppDisplayName) == "x"`, { kind: 'unknown-function', candidates: ['tolower'] }],
    [kql`SigninLogs | summarize ${'cout'}()`, { kind: 'unknown-function' }],
    [kql`let lookback = 1h; print now() - ${'lookbak'}`, { kind: 'unknown-name', candidates: ['lookback'] }],
    [kql`SigninLogs | project-away ${'Zz*'}`, { kind: 'unknown-column', severity: 'warning' }],
    [kql`union ${'Zz*'}, SigninLogs | where a == 1 | project b`, { kind: 'unknown-table', name: 'Zz*' }],
  ])('%j', expectProblem);
});

describe('values and syntax', () => {
  test.each<[MarkedQuery, Said]>([
    [
      kql`AADNonInteractiveUserSignInLogs | where Status.${'errorCode'} == 1`,
      { kind: 'string-member', table: 'Status' },
    ],
    [
      kql`AADNonInteractiveUserSignInLogs | extend os = DeviceDetail${'["operatingSystem"]'}`,
      { kind: 'string-member', name: 'operatingSystem', table: 'DeviceDetail' },
    ],
    [kql`SigninLogs | where ResultType ${'>'} 5`, { kind: 'type', code: 'KS106' }],
    [kql`SigninLogs | where ${'ResultType = "0"'}`, { kind: 'type', name: '=', candidates: ['=='] }],
    [kql`SigninLogs | summarize count() by ${'DeviceDetail'}`, { kind: 'type', code: 'KS116' }],
    [kql`SigninLogs | where ${'strlen'}() > 2`, { kind: 'type', code: 'KS119' }],
    [kql`SigninLogs | ${'sumarize'} count() by x`, { kind: 'syntax', name: 'sumarize', candidates: ['summarize'] }],
    [kql`SigninLogs | where TimeGenerated > ago(1d${''}`, { kind: 'syntax', code: 'KS005' }],
    [kql`let a = 1; let ${'a'} = 2; print a`, { kind: 'other', code: 'KS201' }],
  ])('%j', expectProblem);
});

test('one mistake is one problem, and the same name is told wherever it stands', () => {
  const { problems } = analyseQuery('SigninLogs | where Nme == "a" or Nme == "b" | extend Lower = tolower(Nme)');
  expect(problems.map((problem) => problem.kind)).toEqual(['unknown-column', 'unknown-column', 'unknown-column']);
});

test('syntax errors of several statements are all told, without what follows from them', () => {
  const { problems } = analyseQuery('let a = SigninLogs | wher x == 1;\nlet b = AuditLogs | where (Foo == 1;\nb');
  expect(problems.map((problem) => problem.code)).toEqual(['KS176', 'KS005']);
});

test('what stands before a syntax error is told with it', () => {
  const { problems } = analyseQuery('SigninLogs | where Nme == "a" | sumarize count()');
  expect(problems.map((problem) => problem.kind)).toEqual(['unknown-column', 'syntax']);
});

test('an undeclared watchlist, a custom table and a search through everything have columns we cannot deny', () => {
  const open = ["_GetWatchlist('other') | where Anything == 1", 'search "x" | where Anything == 1'];
  for (const query of open) expect(analyseQuery(query, { declarations }).problems).toEqual([]);
});

test('a fuzzy union forgives what its legs cannot resolve', () => {
  const query =
    'let f = (t: string) { table(t) | where Status.errorCode == 1 }; union isfuzzy=true f("SigninLogs"), f("AuditLogs")';
  expect(analyseQuery(query, { declarations: noDeclarations }).problems).toMatchObject([{ severity: 'warning' }]);
});
