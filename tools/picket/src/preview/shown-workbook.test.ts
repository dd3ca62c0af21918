import { readFileSync } from 'node:fs';
import { readContent, type Workbook } from '@picket/model';
import { compileWorkbook, itemsOf, notebookText } from '@picket/workbooks';
import { expect, test } from 'vitest';
import { shownWorkbook } from './shown-workbook.ts';

const root = new URL('../../../../content/risky-users/', import.meta.url);
const bytes = (text: string) => new TextEncoder().encode(text);
const manifest = { path: 'content/risky-users/package.json', bytes: readFileSync(new URL('package.json', root)) };

const queriesOf = (workbook: Workbook) =>
  itemsOf(workbook).flatMap(({ item }) => ('query' in item ? [item.query] : []));

test("a workbook.json is shown as its source would be, with problems at the file's start", () => {
  const path = 'content/risky-users/workbook.yaml';
  const [source] =
    readContent([manifest, { path, bytes: readFileSync(new URL('workbook.yaml', root)) }]).value?.packages ?? [];
  const value = source?.workbook?.value;
  if (!value) throw new Error('the shipped workbook can be read');
  const json = { path: 'content/risky-users/workbook.json', bytes: bytes(notebookText(compileWorkbook(value))) };
  const [raw] = readContent([manifest, json]).value?.packages ?? [];
  const shown = raw && shownWorkbook(raw);
  expect(shown?.file).toBe(json.path);
  expect(shown && queriesOf(shown.value)).toEqual(queriesOf(value));
  expect(queriesOf(value).length).toBeGreaterThan(5);
  expect(shown?.within(['items', 0, 'query'], 3, 5).start).toEqual({ line: 1, column: 1 });
});
