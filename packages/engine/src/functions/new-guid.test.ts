import { expect, test } from 'vitest';
import { rowsOf } from '../evaluate.test-support.ts';

const cellsOf = (query: string): readonly unknown[] => rowsOf(query).flat();
const different = (cells: readonly unknown[]): number => new Set(cells).size;

test('each call gives another GUID of version 4, the same ones whenever the query runs', () => {
  const query = 'range x from 1 to 3 step 1 | project a = new_guid(), b = new_guid()';
  const cells = cellsOf(query);
  const form = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  expect(cells.filter((cell) => !form.test(String(cell)))).toEqual([]);
  expect(different(cells)).toBe(6);
  expect(cellsOf(query)).toEqual(cells);
});

test.each([
  // Page "toscalar()": what it holds is computed once, what a let names each time.
  ['let a = toscalar(new_guid()); let b = new_guid(); range x from 1 to 2 step 1 | project a, b', 3],
  ['range x from 1 to 3 step 1 | project g = toscalar(new_guid())', 1],
  ['let t = (print g = new_guid()); union t, t', 2],
  ['let t = materialize(print g = new_guid()); union t, t', 1],
  ['let t = materialize(print g = new_guid()) | extend h = g; union t, t', 1],
  ['range x from 1 to 6 step 1 | partition by x (extend g = new_guid() | project g)', 6],
  ['print l = dynamic([1, 2, 3]) | mv-apply l on (project g = new_guid()) | project g', 3],
  ['range x from 1 to 3 step 1 | summarize by g = new_guid()', 3],
  ['print b = bag_pack("g", new_guid(), "h", new_guid()) | evaluate bag_unpack(b) | project g, h, i = new_guid()', 3],
])('%s', (query, count) => {
  expect(different(cellsOf(query))).toBe(count);
});

test.each([
  ['print g = new_guid() | as t | union t', 'as behind new_guid()'],
  ['let f = (g: guid) {g}; print f(new_guid())', 'new_guid() as an argument of a function'],
])('refuses %s', (query, what) => {
  expect(rowsOf(query)[0]).toContain(what);
});
