import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertTextParts } from './alert-text.ts';
import { analyse, checkRuleText, problemsOf, ruleOf } from './check-file.test-support.ts';
import { checkRule } from './check-rule.ts';
import { goodRule } from './good-rule.test-support.ts';
import { codeOnly } from './kql-text.ts';

const context = { connectorIds: new Set<string>() };

test('problems come sorted by place, KQL and checks in one list', () => {
  const wrong = goodRule
    .replace('T1110.003', 'T9999')
    .replace('ResultType in', 'ResultTyp in')
    .replace('lookbackDuration: 5h', 'lookbackDuration: 9d');
  expect(problemsOf(wrong).map((problem) => problem.split(' ')[0])).toEqual(['ATT101', 'KQL201', 'RULE224']);
});

test('a function of the query that is called twice is told of once', () => {
  const query = `let failed = (t: string) { table(t) | where ResultType == 50126 };
  union failed("SigninLogs"), failed("AADNonInteractiveUserSignInLogs")`;
  const rule = ruleOf(`query: |\n  ${query}\n`);
  const problems = checkRule(rule, analyse(rule.value.query ?? ''), context);
  expect(problems.map(({ code }) => code)).toEqual(['VAL101']);
});

test('a connector that the repository defines may deliver any table', () => {
  const own = goodRule.replace('connectorId: AzureActiveDirectory', 'connectorId: picket-sign-in-logs');
  expect(checkRuleText(own).map(({ code }) => code)).toEqual(['TBL203']);
  expect(checkRuleText(own, ['picket-sign-in-logs'])).toEqual([]);
});

test('a column that the query misspells is told of in the query only', () => {
  const wrong = goodRule.replace('by IPAddress, AppDisplayName', 'by IPAdress, AppDisplayName');
  expect(problemsOf(wrong).map((problem) => problem.split(' ')[0])).toEqual(['KQL201']);
});

test.each([
  ['an empty query', goodRule.replace(/query: \|\n(?: {2}.*\n)+/, 'query: ""\n'), ['RULE105']],
  [
    'what cannot be the name of a column',
    goodRule.replace('columnName: IPAddress', 'columnName: IP-Address'),
    ['RULE124'],
  ],
])('told once: %s', (_name, text, codes) => {
  expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(codes);
});

test('a byte that cannot be read is no character beyond ASCII', () => {
  expect(problemsOf(goodRule.replace('Slow sprays', 'Slow \uFFFDsprays'))).toEqual([]);
});

test.each([
  ['an open output', 'SigninLogs | evaluate bag_unpack(DeviceDetail)'],
  ['a table that is not known', 'Contoso_CL | summarize by UserName_s'],
  ['a query that does not parse', 'SigninLogs | where ('],
  ['no tabular result', 'let x = 1;'],
  ['a search through everything', 'search "x"'],
])('nothing is said of output columns for %s', (_name, query) => {
  const rule = ruleOf(
    'entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - {identifier: Address, columnName: X}',
  );
  const codes = checkRule(rule, analyse(query), context).map(({ code }) => code);
  expect(codes.filter((code) => code.startsWith('COL'))).toEqual([]);
});

test('any part of a rule may be missing', () => {
  const entries = goodRule.split(/\n(?=\w)/);
  fc.assert(
    fc.property(fc.subarray(entries), (kept) => {
      const rule = ruleOf(`${kept.join('\n')}\nseverity: Low\n`.replace(/^severity: Medium\n/m, ''));
      const { query } = rule.value;
      checkRule(rule, query === undefined ? undefined : analyse(query), context);
    }),
    { numRuns: 30 },
  );
});

const slippery = fc.string({
  unit: fc.constantFrom('{', '}', '{{', '}}', 'A', ' ', '"', "'", '\\', '@', '//', '`', '\n'),
});

test('the parts of an alert text lie inside it and do not overlap', () => {
  fc.assert(
    fc.property(slippery, (text) => {
      let behind = 0;
      for (const part of alertTextParts(text)) {
        expect(part.start).toBeGreaterThanOrEqual(behind);
        expect(text.slice(part.start, part.end)).toBe(part.text);
        behind = part.end;
      }
    }),
  );
});

test('blanking out comments and strings moves nothing', () => {
  fc.assert(
    fc.property(slippery, (query) => {
      const code = codeOnly(query);
      expect(code).toHaveLength(query.length);
      for (let i = 0; i < code.length; i++) expect([query[i], ' ']).toContain(code[i]);
    }),
  );
});
