import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Column, Row } from '../values/cell.ts';
import { openStore } from './store.ts';

const columns: readonly Column[] = [
  { name: 'User', type: 'string' },
  { name: 'user', type: 'long' },
];
const rows: readonly Row[] = [
  ['ava', 1n],
  ['ben', null],
];
const sql = (table: string): string => `SELECT * FROM "${table}" ORDER BY 1`;

test('a store that was saved is read by others, each with tables of its own beside it', async () => {
  const first = await openStore();
  await first.put('People', { columns, rows });
  const saved = await first.save();
  const others = [await openStore({ saved }), await openStore({ saved: structuredClone(saved) })];
  for (const [i, other] of others.entries()) {
    expect(other.columns('People')).toEqual(columns);
    expect(other.keeps('People', 'user')).toBe(true);
    expect(await other.rows(sql('People'), columns)).toEqual(rows);
    await other.put('Own', { columns, rows: rows.slice(i) });
    expect(await other.rows(sql('Own'), columns)).toEqual(rows.slice(i));
    await other.drop('Own');
    expect(other.columns('Own')).toBeUndefined();
  }
  for (const other of others) await other.close();
  expect(existsSync(saved.file)).toBe(true);
  await first.close();
  expect(existsSync(saved.file)).toBe(false);
});
