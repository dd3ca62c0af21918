import type { Column, ColumnType, TableText } from '@picket/tables';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeList } from './merge.ts';

const text = (...names: readonly string[]): readonly Column[] => names.map((name) => ({ name, type: 'string' }));
const provenance = { source: 'A workspace', date: '2026-09-02' };
const facts: TableText = {
  sources: [{ source: 'Microsoft Learn', date: '2026-08-14' }],
  standard: [...text('TenantId'), { name: '_BilledSize', type: 'real' }],
  tables: [
    { name: 'A', columns: text('apple', 'Cherry', '_IsBillable'), source: 0 },
    { name: 'B', columns: text('x'), source: 0 },
  ],
};

function merge(columns: readonly Column[], remove = false, table = 'A') {
  const list = { provenance, tables: new Map([[table, columns]]), leftOut: [] };
  const { tables, differences } = mergeList(facts, list, { remove });
  return { tables, differences, after: tables.tables.find(({ name }) => name === table) };
}

describe('a column', () => {
  test('that is new comes in at its place, and the line names its source', () => {
    const { after, tables, differences } = merge([...text('apple', 'Banana', 'Cherry', '_IsBillable')]);
    expect(after).toEqual({ name: 'A', columns: text('apple', 'Banana', 'Cherry', '_IsBillable'), source: 1 });
    expect(tables.sources).toEqual([...facts.sources, provenance]);
    expect(differences).toMatchObject([{ table: 'A', isNew: false, added: text('Banana'), missing: [] }]);
  });

  test('of another type takes that type', () => {
    const { after, differences } = merge([...text('apple', '_IsBillable'), { name: 'Cherry', type: 'int' }]);
    expect(after?.columns).toContainEqual({ name: 'Cherry', type: 'int' });
    expect(differences[0]?.retyped).toEqual([{ name: 'Cherry', from: 'string', to: 'int' }]);
  });

  test('that the list lacks is kept and told', () => {
    const { after, tables, differences } = merge(text('apple'));
    expect(after).toEqual(facts.tables[0]);
    expect(tables).toEqual(facts);
    expect(differences[0]).toMatchObject({ missing: text('Cherry', '_IsBillable'), removed: [] });
  });

  test('that the list lacks goes with remove', () => {
    const { after, differences } = merge(text('apple', '_IsBillable'), true);
    expect(after?.columns).toEqual(text('apple', '_IsBillable'));
    expect(differences[0]).toMatchObject({ missing: [], removed: text('Cherry') });
  });

  test('that every table has is not written down again', () => {
    const { differences } = merge(text('apple', 'Cherry', '_IsBillable', 'TenantId'));
    expect(differences).toEqual([]);
  });

  test('that every table has is written down where its type differs', () => {
    const { after } = merge([...text('apple', 'Cherry', '_IsBillable'), { name: '_BilledSize', type: 'long' }]);
    expect(after?.columns).toContainEqual({ name: '_BilledSize', type: 'long' });
  });
});

test('a table that is new comes in', () => {
  const { after, differences } = merge(text('q', 'TenantId'), false, 'Q');
  expect(after).toEqual({ name: 'Q', columns: text('q'), source: 1 });
  expect(differences).toMatchObject([{ table: 'Q', isNew: true }]);
});

test('a table that the list lacks stays, with remove too', () => {
  expect(merge(text('apple', 'Cherry', '_IsBillable'), true).tables).toEqual(facts);
});

const types: readonly ColumnType[] = ['string', 'int', 'dynamic'];
const name = fc.constantFrom('a', 'B', 'c', 'TenantId', '_x', '__proto__', 'constructor');
const columns = fc.uniqueArray(fc.record({ name, type: fc.constantFrom(...types) }), { selector: (c) => c.name });
const lists = fc.uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C', '__proto__'), columns), { selector: ([t]) => t });

test('taking the same list in twice changes nothing the second time', () => {
  fc.assert(
    fc.property(lists, fc.boolean(), (tables, remove) => {
      const list = { provenance, tables: new Map(tables), leftOut: [] };
      const once = mergeList(facts, list, { remove });
      const twice = mergeList(once.tables, list, { remove });
      expect(twice.tables).toEqual(once.tables);
      const changes = twice.differences.flatMap(({ added, retyped, removed }) => [...added, ...retyped, ...removed]);
      expect(changes).toEqual([]);
    }),
  );
});
