import { expect, test } from 'vitest';
import { analyseQuery, workspaceFor } from './analyse.ts';
import { bindText } from './bind-text.ts';
import { falseErrors } from './false-errors.ts';
import { loadKusto } from './kusto.ts';

/** For each row a query that the engine takes, and a near one in which the same code is a real error. */
const cases: Readonly<Record<string, { readonly accepted: string; readonly refused?: string }>> = {
  'count(x)': {
    accepted: 'SigninLogs | summarize Total = count(ResultType)',
    refused: 'SigninLogs | summarize Total = countif(ResultType)',
  },
  'search not("x")': {
    accepted: 'search in (SigninLogs) "a" and not("b")',
    refused: 'SigninLogs | where not("b")',
  },
  'make_timespan with seconds as real': {
    accepted: 'print make_timespan(1, 12, 30, 55.123)',
    refused: 'print make_timespan(1.5, 12, 30)',
  },
  'series_fit_poly of a degree': {
    accepted: 'print series_fit_poly(dynamic([1, 4, 9]), dynamic([1, 2, 3]), 2)',
    refused: 'print series_fit_poly(dynamic([1, 4, 9]), dynamic([1, 2, 3]), "2")',
  },
  'array_length of a bag': {
    accepted: 'print array_length(dynamic({"a": 1}))',
    refused: 'print array_sum(dynamic({"a": 1}))',
  },
  'parse_json of an array or a bag': {
    accepted: 'let seen = SigninLogs | summarize make_set(IPAddress); print todynamic(toscalar(seen))',
    refused: 'SigninLogs | where parse_url(TimeGenerated) == 1',
  },
  'member of column_ifexists': {
    accepted: 'SigninLogs | extend x = column_ifexists("Extra", "") | extend y = x.member',
    refused: 'SigninLogs | extend y = UserPrincipalName.member',
  },
  'element of column_ifexists': {
    accepted: 'SigninLogs | extend x = column_ifexists("Extra", "") | extend y = x["member"]',
    refused: 'SigninLogs | extend y = UserPrincipalName["member"]',
  },
  'evaluate schema_merge': {
    accepted: 'SigninLogs | evaluate schema_merge(AuditLogs)',
    refused: 'SigninLogs | evaluate schema_marge(AuditLogs)',
  },
  'more arguments of bag_unpack': {
    accepted: 'SigninLogs | evaluate bag_unpack(LocationDetails, "L_", "keep_source")',
    refused: 'SigninLogs | evaluate bag_unpack()',
  },
  'ignoredProperties of bag_unpack': {
    accepted: 'SigninLogs | evaluate bag_unpack(LocationDetails, ignoredProperties=dynamic(["city"]))',
    refused: 'SigninLogs | evaluate bag_unpack(LocationDetails, OutputColumnPrefix=1)',
  },
  'greatest or least of a column that only the rows tell': {
    accepted: 'union withsource=T * | summarize Age = datetime_diff("second", now(), max(TimeGenerated)) by T',
    refused: 'SigninLogs | summarize Age = datetime_diff("second", now(), max(UserPrincipalName))',
  },
  'wildcard without a match in a fuzzy union': {
    accepted: 'union isfuzzy=true SigninLogs, NoSuch*',
    refused: 'union SigninLogs, NoSuch*',
  },
  'union *': { accepted: 'union * | take 1', refused: 'union ZZ* | take 1' },
};

function codesOfBareAnalyser(query: string): readonly string[] {
  const kusto = loadKusto();
  const { diagnostics } = bindText(kusto, query, workspaceFor(kusto, {}).globalsFor(query));
  return diagnostics.map((diagnostic) => diagnostic.Code);
}

test('every row has its case', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(falseErrors).sort());
});

test.each(Object.entries(cases))('%s', (name, { accepted, refused }) => {
  const code = falseErrors[name]?.code;
  expect(codesOfBareAnalyser(accepted)).toContain(code);
  expect(analyseQuery(accepted).problems).toEqual([]);
  if (refused === undefined) return;
  expect(codesOfBareAnalyser(refused)).toContain(code);
  expect(analyseQuery(refused).problems.map((problem) => problem.code)).toContain(code);
});
