import { readWorkbook, type Workbook } from '@picket/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyForm, workbookOf } from '../compile/every-form.test-support.ts';
import { workbookText } from './workbook-text.ts';

function readBack(text: string): Workbook {
  const { workbook, problems } = readWorkbook({ path: 'workbook.yaml', bytes: new TextEncoder().encode(text) });
  expect(problems).toEqual([]);
  if (!workbook) throw new Error('the text of a workbook is no workbook');
  return workbook.value;
}

test('every form of item comes back from its text', () => {
  const workbook = workbookOf(everyForm);
  const text = workbookText(workbook);
  expect(readBack(text)).toEqual(workbook);
  expect(workbookText(readBack(text))).toBe(text);
});

test('a query is a literal block, a row of settings is a line, a long text is folded', () => {
  const workbook: Workbook = {
    id: '6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01',
    name: 'Sign-ins: all',
    description: `${'Who signs in and from where. '.repeat(5)}End.`,
    version: '1.0.0',
    items: [
      {
        title: 'Sign-ins',
        query: 'SigninLogs\n\n| summarize Events = count() by UserId\n',
        visualization: 'table',
        grid: { columns: [{ column: 'UserId', label: 'Person' }] },
        visibleWhen: [{ parameter: 'Who', isNot: '' }],
      },
    ],
  };
  expect(workbookText(workbook)).toBe(`id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: "Sign-ins: all"
description: >-
  Who signs in and from where. Who signs in and from where. Who signs in and from where. Who signs in and from
  where. Who signs in and from where. End.
version: 1.0.0
items:
  - title: Sign-ins
    query: |
      SigninLogs

      | summarize Events = count() by UserId
    visualization: table
    grid:
      columns:
        - { column: UserId, label: Person }
    visibleWhen:
      - { parameter: Who, isNot: "" }
`);
});

test('any text comes back, whatever blanks, breaks and signs it has', () => {
  const signs = fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\r',
    '#',
    ':',
    '- ',
    '"',
    "'",
    '|',
    'a',
    '{',
    '}',
    '\\',
    'ü',
    '\u2028',
    '\u0085',
    '👤',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(signs, { minLength: 1, maxLength: 160 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, (query, note) => {
      const item = { title: 'Events', query: `x${query}`, visualization: 'table' as const, note: `x${note}` };
      const workbook: Workbook = {
        id: '6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01',
        name: 'Sign-ins',
        description: 'All.',
        version: '1.0.0',
        items: [item],
      };
      expect(readBack(workbookText(workbook)).items).toEqual([item]);
    }),
    { numRuns: 400 },
  );
});
