import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { kqlDiagnostics } from './kql-diagnostics.ts';

const told = (query: string) =>
  kqlDiagnostics(analyseQuery(query), (start, end) => ({
    file: 'rule.yaml',
    start: { line: 1, column: start + 1 },
    end: { line: 1, column: end + 1 },
  })).map(({ code, at }) => `${code} ${at?.start.column}`);

test.each([
  ['a function of the workspace', 'let a = BoxEvents | count; union BoxEvents, (BoxEvents | take 1)', ['KQL202 9']],
  ['a custom table', 'union (Box_CL | take 1), (Box_CL | take 2)', ['KQL206 8']],
  ['two of them', 'union BoxEvents, ZoomLogs, BoxEvents', ['KQL202 7', 'KQL202 18']],
])('a table that is missing is told once: %s', (_case, query, codes) => {
  expect(told(query)).toEqual(codes);
});
