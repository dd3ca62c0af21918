import { expect, test } from 'vitest';
import { hasRowBound } from './row-bound.ts';

test.each<[string, boolean | undefined]>([
  ['SigninLogs', false],
  ['SigninLogs | where ResultType == "summarize" // | take 1', false],
  ['SigninLogs | extend A = toscalar(AuditLogs | count)', false],
  ['SigninLogs | summarize count() by Location | extend A = 1', true],
  ['SigninLogs | top 10 by TimeGenerated', true],
  ['SigninLogs | top-nested 3 of Location by count()', true],
  ['let a = SigninLogs | count; a | extend B = 1', true],
  ['let a = SigninLogs; a | extend B = 1', false],
  ['let a = materialize(SigninLogs | take 5); a', true],
  ['let a = a; a', undefined],
  ['union SigninLogs, AuditLogs', false],
  ['union isfuzzy=true (SigninLogs | count), (AuditLogs | count)', true],
  ['union (SigninLogs | count), AuditLogs', false],
  ['(SigninLogs | take 1)', true],
  ['print 1', true],
  ['f(1)', undefined],
  ['', undefined],
])('%s: %s', (query, expected) => expect(hasRowBound(query)).toBe(expected));
