import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { runQuery, tableJson } from '../index.ts';

const declared = {
  LogA: { who: 'string', what: 'string', n: 'long' },
  LogB: { who: 'string', what: 'string', at: 'datetime' },
} as const;
const columnsOf = (of: Readonly<Record<string, 'string' | 'long' | 'datetime'>>) =>
  Object.entries(of).map(([name, type]) => ({ name, type }));
const tables = new Map([
  [
    'LogA',
    {
      columns: columnsOf(declared.LogA),
      rows: [
        ['ann', 'sign in', 3n],
        ['bob', 'sign out', 4n],
      ],
    },
  ],
  ['LogB', { columns: columnsOf(declared.LogB), rows: [['ann', 'reset', null]] }],
]);

function answer(query: string) {
  const declarations = { tables: declared, watchlists: {}, functions: {} };
  const { value, problems } = runQuery(query, { now: testClock, tables, declarations });
  const json = value && tableJson(value);
  return json ? [json.columns.map(({ name }) => name), ...json.rows] : problems.map(({ code }) => code);
}

test.each([
  [
    'find in (LogA, LogB) where who == "ann"',
    [
      ['source_', 'who', 'what', 'pack_'],
      ['LogA', 'ann', 'sign in', { n: 3 }],
      ['LogB', 'ann', 'reset', { at: null }],
    ],
  ],
  [
    'find withsource = t in (Log*) where * has "sign" project who, n',
    [
      ['t', 'who', 'n'],
      ['LogA', 'ann', 3],
      ['LogA', 'bob', 4],
    ],
  ],
  [
    'find in (LogA) where n > 3',
    [
      ['source_', 'who', 'what', 'n'],
      ['LogA', 'bob', 'sign out', 4],
    ],
  ],
  [
    'find in (LogA, LogB) where n == 3 project who: string',
    [
      ['source_', 'who'],
      ['LogA', 'ann'],
    ],
  ],
  [
    'LogB | find "reset" project what',
    [
      ['source_', 'what'],
      ['LogB', 'reset'],
    ],
  ],
  ['find in (LogA, LogB) where n != 3 and who == "ann"', ['ENG101']],
])('%s', (query, expected) => {
  expect(answer(query)).toEqual(expected);
});
