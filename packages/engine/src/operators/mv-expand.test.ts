import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../evaluate.test-support.ts';

const made = `print held = dynamic({"tags": ["a", "b"], "text": "[1,2]"}), n = 1`;

test.each([
  ['mv-expand held.tags | project held_tags', [['a'], ['b']]],
  ['mv-expand held["tags"] to typeof(string) | project held_tags', [['a'], ['b']]],
  ['mv-expand parse_json(tostring(held.text)) | project held_text', [[1], [2]]],
  ['mv-expand array_concat(held.tags, held.tags) limit 1 | project Column1', [['a']]],
  ['mv-apply held.tags on (where held_tags == "b") | project held_tags', [['b']]],
  // The sub-query keeps nothing of its `n`, so the one of the input is seen again.
  ['mv-apply n = held.tags on (summarize joined = strcat_array(make_list(n), "")) | project n, joined', [[1, 'ab']]],
])('%s', (steps, expected) => {
  expect(rowsOf(`${made} | ${steps}`)).toEqual(expected);
});

test('an expanded call takes the place of the column that it is over', () => {
  expect(columnsOf('print a = "x,y", n = 1 | mv-expand split(a, ",") to typeof(string)')).toEqual([
    'a:string',
    'n:long',
  ]);
});

test.each([
  ['long', [1, 2, null, null, null, null]],
  ['real', [1, 2.9, null, null, null, null]],
  ['bool', ['refused']],
])('to typeof(%s) casts numbers and reads no text', (type, expected) => {
  const rows = rowsOf(`print v = dynamic([1, 2.9, "3", [4], {"a": 5}, null]) | mv-expand v to typeof(${type})`);
  expect(rows.map((row) => (Array.isArray(row) ? row[0] : 'refused'))).toEqual(expected);
});
