import { expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { readRawWorkbook } from './read-raw-workbook.ts';

const path = 'content/sign-in-logs/workbook.json';
const query = 'SigninLogs\n| where Location == "\ud83c\udf0d"\n| count';
const raw = {
  version: 'Notebook/1.0',
  items: [{ type: 3, content: { version: 'KqlItem/1.0', query } }],
  isLocked: true,
};

test.each<[string, string]>([
  ['in one line', JSON.stringify(raw)],
  ['with spaces', JSON.stringify(raw, null, 2)],
  ['with tabs', JSON.stringify(raw, null, '\t')],
  ['with the line ends of Windows', JSON.stringify(raw, null, 2).replaceAll('\n', '\r\n')],
])('a workbook %s is kept whole', (_case, text) => {
  const { workbook, problems } = readRawWorkbook(fileOf(text, path));
  expect(problems).toEqual([]);
  expect(workbook?.value).toEqual(raw);
  const start = query.indexOf('Location');
  const span = workbook?.within(['items', 0, 'content', 'query'], start, start + 'Location'.length);
  const line = text.split(/\r?\n/)[(span?.start.line ?? 0) - 1] ?? '';
  expect(line.slice((span?.start.column ?? 0) - 1, (span?.end.column ?? 0) - 1)).toBe('Location');
});

test.each<[string, string, string]>([
  ['a comma too many', '{\n  "version": "Notebook/1.0",\n}', 'WB108 3:1'],
  ['a file that was cut', '{ "version":', 'WB108 1:13'],
  ['an ARM template', '{ "resources": [] }', 'WB109 1:1'],
  ['items that are none', '{ "version": "Notebook/1.0", "items": ["x"] }', 'WB109 1:1'],
  ['another version', '{ "version": "Notebook/2.0", "items": [] }', 'WB109 1:1'],
  ['a list', '[]', 'YAML019 1:1'],
])('%s', (_case, text, expected) => {
  const { workbook, problems } = readRawWorkbook(fileOf(text, path));
  expect(places(problems)).toEqual([expected]);
  expect(workbook).toBeUndefined();
});
