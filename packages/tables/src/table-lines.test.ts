import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnType } from './schema.ts';
import { isColumnType, readTableText, type TableText, writeTableText } from './table-lines.ts';

const head = '# source 0 | 2026-08-14 | Microsoft Learn\n* TimeGenerated:datetime\n';

test.each([
  ['A B:int C:nothing', 3, "'C:nothing' is not a column"],
  ['A B B:int', 3, 'column B comes twice'],
  ['A B\nA C', 4, 'table A comes twice'],
  ['A-B C', 3, "'A-B' is not a table name"],
  ['A @1 B', 3, 'table A names a source that the file does not list'],
  ['A  B', 3, "'' is not a column"],
  ['A B\r', 3, "'B\r' is not a column"],
  ['__proto__ B', undefined, undefined],
])('%j', (line, at, why) => {
  const { faults } = readTableText(head + line);
  expect(faults).toEqual(why === undefined ? [] : [{ line: at, why }]);
});

test('a source out of order is a fault', () => {
  expect(readTableText('# source 1 | 2026-08-14 | Elsewhere\n').faults).toEqual([
    { line: 1, why: 'source 1 is out of order' },
  ]);
});

const types: readonly ColumnType[] = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
];
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const columns = fc.uniqueArray(fc.record({ name, type: fc.constantFrom(...types, 'dynamic' as const) }), {
  selector: (column) => column.name,
  minLength: 1,
});
const tables = fc.uniqueArray(fc.record({ name, columns, source: fc.constantFrom(0, 1) }), {
  selector: (table) => table.name,
});

test('what is written reads back, and writes the same again', () => {
  const sources = [
    { source: 'Microsoft Learn', date: '2026-08-14' },
    { source: 'A workspace', date: '2026-09-02' },
  ];
  fc.assert(
    fc.property(tables, columns, (written, standard) => {
      const text = writeTableText({ sources, standard, tables: written });
      const read = readTableText(text);
      expect(read.faults).toEqual([]);
      const byName = (value: TableText) => new Map(value.tables.map((table) => [table.name, table]));
      expect(byName(read.value)).toEqual(byName({ sources, standard, tables: written }));
      expect(writeTableText(read.value)).toBe(text);
    }),
  );
});

test('any text is read without throwing', () => {
  fc.assert(fc.property(fc.string(), (text) => readTableText(text).faults.every((fault) => fault.line > 0)));
});

test.each([...types, 'dynamic'])('%s is a type', (type) => {
  expect(isColumnType(type)).toBe(true);
});

test.each(['String', 'dateTime', '', 'constructor'])('%j is no type', (type) => {
  expect(isColumnType(type)).toBe(false);
});
