import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder, write } from '../repository.test-support.ts';

const logs = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' };
const notebook = {
  version: 'Notebook/1.0',
  items: [
    {
      type: 9,
      content: {
        parameters: [
          { name: 'TimeRange', type: 4, value: { durationMs: 604_800_000 }, typeSettings: { allowCustom: true } },
        ],
      },
      name: 'fields',
    },
    {
      type: 3,
      content: {
        query: 'SigninLogs\r\n| summarize Events = count() by ResultType\t// by code',
        title: 'Results',
        visualization: 'piechart',
        timeContextFromParameter: 'TimeRange',
        ...logs,
      },
      name: 'results',
    },
    { type: 10, content: { chartId: 'x' }, name: 'metrics' },
  ],
  fallbackResourceIds: ['x'],
};
const template = (...names: readonly string[]) => ({
  resources: names.map((displayName) => ({
    type: 'Microsoft.Insights/workbooks',
    properties: { displayName, serializedData: JSON.stringify(notebook) },
  })),
});

test('a workbook of the advanced editor is printed as a source', async () => {
  const cwd = emptyFolder();
  write(cwd, 'Sign-in_results.workbook', JSON.stringify(notebook));
  const { code, out, err } = await runPicket(['workbook', 'import', 'Sign-in_results.workbook'], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('name: Sign in results\n');
  expect(out).toContain(
    'title: Results\n    query: "SigninLogs\\r\\n| summarize Events = count() by ResultType\\t// by code"\n',
  );
  expect(out).toContain('because: metrics have no form in the source\n');
  expect(err).toContain('note WB405');
  expect(err).toContain('not kept: fallbackResourceIds');
});

test('what is imported passes the check, and is never written over', async () => {
  const cwd = copyOfRepository('sign-in-logs');
  write(cwd, 'export.json', JSON.stringify(template('Sign-in results')));
  const file = 'content/sign-in-logs/workbook.yaml';
  rmSync(join(cwd, file), { force: true });
  const first = await runPicket(['workbook', 'import', 'export.json', '--out', file], { cwd });
  expect(first.code).toBe(0);
  expect(first.out).toBe(`wrote ${file}: 3 items, 1 of them raw\n  1 × metrics have no form in the source\n`);
  const checked = await runPicket(['check', file], { cwd });
  expect(checked.out).toContain('no problems');
  const again = await runPicket(['workbook', 'import', 'export.json', '--out', file], { cwd });
  expect(again.code).toBe(1);
  expect(again.err).toContain('WB406');
});

test('several workbooks go into a folder, each told apart', async () => {
  const cwd = emptyFolder();
  write(cwd, 'a.json', JSON.stringify(template('One', 'Two', 'One')));
  const refused = await runPicket(['workbook', 'import', 'a.json'], { cwd });
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('CMD009');
  const { code, out } = await runPicket(['workbook', 'import', 'a.json', '--out', 'made', '--json'], { cwd });
  expect(code).toBe(0);
  const files = (JSON.parse(out) as readonly { readonly file: string }[]).map(({ file }) => file);
  expect(files).toEqual(['made/one/workbook.yaml', 'made/two/workbook.yaml', 'made/one-2/workbook.yaml']);
  expect(readFileSync(join(cwd, 'made/two/workbook.yaml'), 'utf8')).toContain('name: Two\n');
});

test('one bad file of two is told, and the other written', async () => {
  const cwd = emptyFolder();
  write(cwd, 'good.json', JSON.stringify(template('Good')));
  write(cwd, 'bad.json', '{ "version": ');
  const { code, err } = await runPicket(['workbook', 'import', 'good.json', 'bad.json', '--out', 'made'], { cwd });
  expect(code).toBe(1);
  expect(err).toContain('bad.json:1:13  error WB401');
  expect(existsSync(join(cwd, 'made/good/workbook.yaml'))).toBe(true);
});
