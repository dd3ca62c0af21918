import { describe, expect, test } from 'vitest';
import { diagnostic } from './diagnostic.ts';
import { applySuppressions } from './suppression.ts';

const file = 'content/x/rules/a.yaml';
const problemAt = (line: number) =>
  diagnostic('SUP004', { code: 'SUP004' }, { file, start: { line, column: 1 }, end: { line, column: 4 } });
const run = (text: string, line: number, today = '2026-06-01') =>
  applySuppressions(file, text, [problemAt(line)], today);

describe('applySuppressions', () => {
  test.each([
    ['at the end of the line', 'a: 1 # picket-allow SUP004 until 2026-12-31: known', 1],
    ['on the line before', '# picket-allow SUP004 until 2026-12-31: known\na: 1', 2],
    ['in a query', 'query: |\n  // picket-allow SUP004 until 2026-12-31: known\n\n  // more\n  T', 5],
    ['on its last day', 'a: 1 # picket-allow SUP004 until 2026-06-01: known', 1],
    ['with CRLF', '# picket-allow SUP004 until 2026-12-31: known\r\na: 1', 2],
  ])('sets a problem aside: %s', (_, text, line) => {
    const result = run(text, line);
    expect(result.problems).toEqual([]);
    expect(result.suppressed).toMatchObject([{ reason: 'known', problem: { code: 'SUP004' } }]);
  });

  test.each([
    ['expired', '# picket-allow SUP004 until 2026-05-31: known\na: 1', 2, ['SUP004', 'SUP003']],
    ['without a date', '# picket-allow SUP004: known\na: 1', 2, ['SUP004', 'SUP001']],
    ['without a reason', '# picket-allow SUP004 until 2026-12-31:\na: 1', 2, ['SUP004', 'SUP001']],
    ['with an impossible date', '# picket-allow SUP004 until 2026-02-31: x\na: 1', 2, ['SUP004', 'SUP001']],
    ['for an unknown code', '# picket-allow SUP040 until 2026-12-31: x\na: 1', 2, ['SUP004', 'SUP002']],
    ['of another code', '# picket-allow SUP003 until 2026-12-31: x\na: 1', 2, ['SUP004', 'SUP004']],
    ['for another line', '# picket-allow SUP004 until 2026-12-31: x\na: 1\nb: 2', 3, ['SUP004', 'SUP004']],
  ])('keeps the problem and says why: %s', (_, text, line, codes) => {
    const result = run(text, line);
    expect(result.suppressed).toEqual([]);
    expect(result.problems.map((p) => p.code)).toEqual(codes);
  });

  test('suggests the code that was meant', () => {
    const { problems } = run('# picket-allow SUP04 until 2026-12-31: x\na: 1', 9);
    expect(problems[1]).toMatchObject({ code: 'SUP001' });
    const other = run('# picket-allow SUQ004 until 2026-12-31: x\na: 1', 9);
    expect(other.problems[1]?.hint).toBe("did you mean 'SUP004'?");
  });
});
