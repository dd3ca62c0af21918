import { expect, test } from 'vitest';
import { diagnostic } from '../diagnostic.ts';
import { renderGithub } from './github.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import type { Report } from './report.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

const file = 'content/a b/rules/<x>,1:2.yaml';
const text = 'query: |\n\tSigninLogs\u001b[31m | where x\n';
const at = { file, start: { line: 2, column: 2 }, end: { line: 2, column: 12 } };
const report: Report = {
  files: ['content/clean.yaml', file],
  problems: [
    diagnostic('SUP001', { text: 'a 100% "odd" <text>\n& more' }, at, [{ message: 'first here', at }]),
    diagnostic('SUP004', { code: 'SUP001' }),
  ],
  suppressed: [
    {
      problem: diagnostic('SUP003', { code: 'SUP001', until: '2020-01-01' }, at),
      until: '2027-01-31',
      reason: 'agreed',
    },
  ],
};
const sourceOf = (name: string) => (name === file ? text : undefined);

test('text shows place, excerpt, caret, related places, hint, and counts the suppressed', async () => {
  await expect(renderText(report, sourceOf, { colour: false })).toMatchFileSnapshot('render.golden.txt');
});

test('text colours only the severity', () => {
  const plain = renderText(report, sourceOf, { colour: false });
  const coloured = renderText(report, sourceOf, { colour: true });
  expect(coloured).not.toBe(plain);
  expect(coloured.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')).toBe(plain);
});

test('text never lets a file steer the terminal', () => {
  expect(renderText(report, sourceOf, { colour: false })).not.toContain('\u001b');
});

test('a long line is cut around the place', () => {
  const long = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
  const span = { file, start: { line: 1, column: 501 }, end: { line: 1, column: 505 } };
  const shown = renderText(
    { files: [file], problems: [diagnostic('SUP001', { text: 'x' }, span)], suppressed: [] },
    () => long,
    {
      colour: false,
    },
  ).split('\n');
  const line = shown.find((l) => l.includes('HERE')) ?? '';
  const carets = shown.find((l) => l.includes('^^^^')) ?? '';
  expect(line.length).toBeLessThan(160);
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
});

test('json is the report with its counts', () => {
  const value = JSON.parse(renderJson(report));
  expect(value).toMatchObject({
    version: 1,
    counts: { error: 1, warning: 1, note: 0, suppressed: 1 },
    files: report.files,
  });
  expect(value.problems[0]).toEqual(JSON.parse(JSON.stringify(report.problems[0])));
});

test('github escapes what its command syntax would eat', () => {
  expect(renderGithub(report).split('\n')[0]).toBe(
    '::error file=content/a b/rules/<x>%2C1%3A2.yaml,line=2,endLine=2,col=2,endColumn=12,title=SUP001::' +
      'this suppression is not readable: a 100%25 "odd" <text>%0A& more%0Ahint: write: picket-allow CODE until YYYY-MM-DD: reason',
  );
});

test('junit has a case a file and stays well-formed', async () => {
  await expect(renderJunit(report)).toMatchFileSnapshot('junit.golden.xml');
});

test('sarif names the rules used, keeps suppressed problems and encodes paths', () => {
  const run = JSON.parse(renderSarif(report, (code) => `# ${code}`, '1.2.3')).runs[0];
  expect(run.tool.driver.semanticVersion).toBe('1.2.3');
  expect(run.tool.driver.rules.map((r: { id: string }) => r.id)).toEqual(['SUP001', 'SUP003', 'SUP004']);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'content/a%20b/rules/%3Cx%3E%2C1%3A2.yaml' },
    region: { startLine: 2, startColumn: 2, endLine: 2, endColumn: 12 },
  });
  expect(run.results[0].relatedLocations).toHaveLength(1);
  expect(run.results[2].suppressions).toEqual([{ kind: 'inSource', justification: 'agreed (until 2027-01-31)' }]);
});
