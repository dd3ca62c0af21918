import { readWorkbook } from '@picket/model';
import { expect, test } from 'vitest';
import { checkWorkbookHistory } from './check-history.ts';
import { checkUniqueWorkbooks } from './unique.ts';

const text = `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Sign-ins
description: Who signs in.
version: 1.2.0
items:
  - text: Sign-ins of people.
    note: For reviewers.
`;

function workbookOf(source: string, file = 'content/a/workbook.yaml') {
  const { draft } = readWorkbook({ path: file, bytes: new TextEncoder().encode(source) });
  if (!draft) throw new Error('the workbook of the test cannot be read');
  return draft;
}

test('two workbooks with one id or one name, letter case aside, are told at the second', () => {
  const first = workbookOf(text);
  const second = workbookOf(
    text.toUpperCase().replace(/^[A-Z]+:/gm, (key) => key.toLowerCase()),
    'content/b/workbook.yaml',
  );
  const problems = checkUniqueWorkbooks([first, second]);
  expect(problems.map(({ code, at, related }) => [code, at?.file, related?.[0]?.at.file])).toEqual([
    ['REPO104', 'content/b/workbook.yaml', 'content/a/workbook.yaml'],
    ['REPO105', 'content/b/workbook.yaml', 'content/a/workbook.yaml'],
  ]);
  expect(checkUniqueWorkbooks([first])).toEqual([]);
});

const before = workbookOf(text).value;
test.each<[string, string, string, readonly string[]]>([
  ['nothing changed', 'version', 'version', []],
  ['a text changed', 'of people', 'of persons', ['REPO301']],
  [
    'a text changed with a new version',
    'version: 1.2.0\nitems:\n  - text: Sign',
    'version: 1.3.0\nitems:\n  - text: sign',
    [],
  ],
  ['a note is not deployed', 'For reviewers', 'Nobody else', []],
  ['who generated it is not deployed', 'items:', 'generated: {from: generator/1, hash: 0a1b2c3d}\nitems:', []],
  ['version back', '1.2.0', '1.1.9', ['REPO302']],
  ['another id', '6e1f7d0a', '6e1f7d0b', ['REPO303', 'REPO301']],
])('history: %s', (_case, find, put, codes) => {
  expect(text).toContain(find);
  const after = workbookOf(text.replace(find, put));
  expect(checkWorkbookHistory([{ before, after }]).map(({ code }) => code)).toEqual(codes);
  expect(checkWorkbookHistory([{ before: undefined, after }])).toEqual([]);
});
