import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column, Row } from '../values/cell.ts';
import { type Room, residentColumns } from './resident-columns.ts';
import { openStore } from './store.ts';

const columns: readonly Column[] = [
  { name: 's', type: 'string' },
  { name: 'l', type: 'long' },
  { name: 'd', type: 'dynamic' },
  { name: 'b', type: 'bool' },
];
const rows = fc.array(
  fc.tuple(
    fc.constantFrom('', 'a', 'b', 'é'),
    fc.constantFrom(null, 1n, 2n, 2n ** 63n - 1n),
    fc.constantFrom(null, 'text', 1n, [1n, 'x'], new Map([['k', 'v']])),
    fc.constantFrom(null, true, false),
  ),
  { maxLength: 40 },
);
const questions = fc.array(
  fc.record({
    names: fc.subarray(['s', 'l', 'd', 'b'], { minLength: 0 }),
    where: fc.constantFrom([], ['"l" = 1'], ['"s" = \'a\'', '"b"'], ['FALSE'], ['"l" IS NOT NULL']),
  }),
  { maxLength: 12 },
);

const shown = (found: readonly Row[]): readonly string[] =>
  found.map((row) => row.map((cell) => (cell instanceof Map ? [...cell].join() : String(cell))).join('|')).sort();

test('rows are the same whether they are read anew or kept, and those that come later are there', async () => {
  await fc.assert(
    fc.asyncProperty(rows, rows, questions, async (cells, more, asked) => {
      const store = await openStore({ threads: 2 });
      try {
        await store.put('T', { columns, rows: cells });
        for (const added of [[], more]) {
          await store.add('T', { rows: added });
          for (const { names, where } of asked) {
            const some = columns.filter(({ name }) => names.includes(name));
            const texts = names.map((name) => `"${name}"`).join(', ') || 'NULL';
            const sql = `SELECT ${texts} FROM "T"${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`;
            const found = await store.tableRows('T', some, where);
            expect(shown(found)).toEqual(shown((await store.rows(sql, some)).map((row) => row.slice(0, some.length))));
          }
        }
      } finally {
        await store.close();
      }
    }),
    { numRuns: 20 },
  );
}, 120_000);

test('a column that was asked for once is not read again, and a few rows of it do not make it be read whole', async () => {
  const store = await openStore({ threads: 2 });
  try {
    const cells = Array.from({ length: 100 }, (_, i): Row => [`text ${i % 3}`, BigInt(i), null, i % 2 === 0]);
    await store.put('T', { columns, rows: cells });
    const read: string[] = [];
    const room: Room = { cells: 150, characters: 30 };
    const resident = residentColumns(
      'T',
      (sql, each) => {
        read.push(sql);
        return store.rows(sql, each);
      },
      room,
    );
    const s = { column: { name: 's', type: 'string' } as const, text: '"s"' };
    expect(await resident.rows([s], ['"l" < 10'])).toHaveLength(10);
    expect(read.at(-1)).toBe('SELECT "s" FROM "T" WHERE "l" < 10');
    expect(await resident.rows([s], ['"l" >= 50'])).toHaveLength(50);
    expect(read.at(-1)).toBe('SELECT rowid FROM "T" WHERE "l" >= 50');
    const before = read.length;
    expect(await resident.rows([s], [])).toHaveLength(100);
    expect(read).toHaveLength(before);
    expect(room).toEqual({ cells: 50, characters: 12 });
    // There is no room for another column until this one is forgotten.
    const l = { column: { name: 'l', type: 'long' } as const, text: '"l"' };
    expect(await resident.rows([l], [])).toHaveLength(100);
    expect(room).toEqual({ cells: 50, characters: 12 });
    resident.forget();
    expect(room).toEqual({ cells: 150, characters: 30 });
    expect(await resident.rows([s, l], [])).toHaveLength(100);
  } finally {
    await store.close();
  }
});
