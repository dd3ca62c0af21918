import { expect, test } from 'vitest';
import { analyseQuery } from '../analyse.ts';

test.each([
  ['SigninLogs | take 1', ['SigninLogs@SigninLogs']],
  ['table("SigninLogs") | take 1', ['SigninLogs@table("SigninLogs")']],
  ['union SigninLogs, AuditLogs', ['SigninLogs@SigninLogs', 'AuditLogs@AuditLogs']],
  [
    'let s = SigninLogs; s | join kind=inner (AuditLogs) on CorrelationId',
    ['SigninLogs@SigninLogs', 'AuditLogs@AuditLogs'],
  ],
  ['workspace("soc").SigninLogs | take 1', ['SigninLogs@SigninLogs']],
  ['union AADRisky*', ['AADRiskyAgents@AADRisky*', 'AADRiskyServicePrincipals@AADRisky*', 'AADRiskyUsers@AADRisky*']],
  [
    'let f = (t: string) { table(t) }; union f("SigninLogs"), f("AuditLogs")',
    ['SigninLogs@table(t)', 'AuditLogs@table(t)'],
  ],
  ['let n = "AuditLogs"; table(n)', ['AuditLogs@table(n)']],
  ['let unused = () { AuditLogs }; SigninLogs', ['SigninLogs@SigninLogs', 'AuditLogs@AuditLogs']],
  ['let SigninLogs = datatable(a: int)[]; SigninLogs', []],
  ['NoSuchTable | take 1', ['NoSuchTable?@NoSuchTable']],
  ['search in (SigninLogs) "x"', ['SigninLogs@SigninLogs']],
])('%s', (query, expected) => {
  const { tables } = analyseQuery(query);
  expect(tables.map((t) => `${t.name}${t.known ? '' : '?'}@${query.slice(t.start, t.end)}`).sort()).toEqual(
    [...expected].sort(),
  );
});

test.each([
  ['search *', ['search *']],
  ['search "x" | take 1', ['search "x"']],
  ['union * | take 1', ['*']],
  ['union withsource=T SigninLogs, *', ['*']],
  ['find where a == 1', ['find where a == 1']],
  ['SigninLogs | search "x"', []],
  ['search in (SigninLogs) "x"', []],
  ['SigninLogs | project-away *Id', []],
])('%s searches everything: %j', (query, expected) => {
  expect(analyseQuery(query).searchesEverything.map(({ start, end }) => query.slice(start, end))).toEqual(expected);
});
