import { expect, test } from 'vitest';
import { type Column, readRows } from './index.ts';

const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'User', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Details', type: 'dynamic' },
];

test('lines and arrays of objects become typed rows; what is not given is absent', () => {
  const line = '{"User":"ann","Count":9223372036854775807,"Details":{"a":1}}';
  for (const text of [`${line}\n`, `[${line}]`]) {
    expect(readRows(text, 'T.jsonl', columns).value?.rows).toEqual([
      [null, 'ann', 9223372036854775807n, new Map([['a', 1n]])],
    ]);
  }
});

test('dynamic columns that an export gives as text are read', () => {
  expect(readRows('{"Details":"[1,2]"}', 'T.jsonl', columns).value?.rows[0]?.[3]).toEqual([1n, 2n]);
});

test.each([
  ['{"Usr":"ann"}', 'ENG106'],
  ['{"User":5}', 'ENG107'],
  ['{"TimeGenerated":"soon"}', 'ENG107'],
  ['{"Count":1.5}', 'ENG107'],
  ['no json', 'ENG107'],
  ['5', 'ENG107'],
])('%s is a problem with file and line', (text, code) => {
  const { value, problems } = readRows(`{"User":"ann"}\n${text}`, 'T.jsonl', columns);
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ code, at: { file: 'T.jsonl', start: { line: 2 } } }]);
});
