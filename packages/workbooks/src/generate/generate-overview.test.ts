import { readWorkbook } from '@picket/model';
import { logCategories } from '@picket/tables';
import { expect, test } from 'vitest';
import { sourceParts } from '../parts/source-parts.ts';
import { generateOverview } from './generate-overview.ts';
import { editedSince } from './generated-text.ts';

const rules = [{ id: '5a3f6a52-6f0e-4b57-9d0c-2f4b7d1e9c01', name: 'A rule', severity: 'High' }];
const text = generateOverview(rules);
const { workbook, problems } = readWorkbook({ path: 'workbook.yaml', bytes: new TextEncoder().encode(text) });

test('the overview is whole, the same each time, and known as generated', () => {
  expect(problems).toEqual([]);
  expect(generateOverview(rules)).toBe(text);
  expect(editedSince(text)).toBe('untouched');
});

test('its table of logs has every log, and passes over tables that the workspace lacks', () => {
  const queries = sourceParts(workbook?.value ?? {}).queries.map((query) => query.text);
  const everyLog = queries.find((query) => query.includes('let Logs = datatable')) ?? '';
  for (const { table } of logCategories()) {
    expect(everyLog).toContain(`"${table}", "`);
    expect(everyLog).toContain(`(${table} | `);
  }
  const unions = queries.flatMap((query) => query.match(/\bunion\b[^\n]*/g) ?? []);
  expect(unions.length).toBeGreaterThan(5);
  expect(unions.filter((each) => each !== 'union isfuzzy=true')).toEqual([]);
});

test('a person is found under the name that each log has for one', () => {
  const course = sourceParts(workbook?.value ?? {}).queries.find(
    (query) => query.text.includes('{SelectedPerson:escape}') && query.text.includes('What ='),
  );
  expect(course?.text).toContain('where UserPrincipalName =~ "{SelectedPerson:escape}"');
  expect(course?.text).toContain('where Actor =~ "{SelectedPerson:escape}"');
  expect(course?.text).not.toContain('MicrosoftGraphActivityLogs');
});
