import { expect, test } from 'vitest';
import { testClock } from '../evaluate.test-support.ts';
import { type Column, prepareQuery, runPrepared, type Table, tableJson } from '../index.ts';
import { relsWithin } from './reads.ts';

const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Address', type: 'string' },
  { name: 'Network', type: 'string' },
  { name: 'Zone', type: 'string' },
  { name: 'Count', type: 'long' },
];
const table: Table = {
  columns,
  rows: [
    [2n, '192.0.2.7', '192.0.2.0/24', 'lab', 5n],
    [1n, '198.51.100.9', '198.51.100.0/24', 'office', 7n],
  ],
};
const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const options = {
  declarations: { tables: { T: types }, watchlists: {}, functions: {} },
  tables: new Map([['T', table]]),
};

/** The columns that each table of a query's plan is cut down to. */
function tableColumns(query: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const look = (part: unknown): void => {
    for (const rel of relsWithin([part])) {
      if (rel.op === 'table') found.push(rel.columns.map(({ name }) => name));
      look(Object.values(rel));
    }
  };
  const { value } = prepareQuery(query, options);
  look([value?.plan.bindings, value?.plan.root]);
  return found;
}

const rowsOf = (query: string): unknown => {
  const { value } = prepareQuery(query, options);
  const result = value && runPrepared(value, { now: testClock, tables: options.tables });
  return result?.value ? tableJson(result.value).rows : result?.problems;
};

test.each<readonly [string, readonly (readonly string[])[]]>([
  ['T | count', [[]]],
  ['T | where Count > 5 | summarize dcount(Zone)', [['Zone', 'Count']]],
  ['T | project Zone', [['TimeGenerated', 'Zone']]],
  [
    'T | where Zone in ((T | project Network))',
    [['TimeGenerated', 'Address', 'Network', 'Zone', 'Count'], ['Network']],
  ],
  ['let x = T | where Count > 5; x | summarize count() by Zone', [['Zone', 'Count']]],
  [
    'T | join kind=leftsemi (T | where Count > 5) on Zone | project Address',
    [
      ['TimeGenerated', 'Address', 'Zone'],
      ['Zone', 'Count'],
    ],
  ],
  [
    'T | summarize arg_max(Count, *) by Zone | project Zone, Address',
    [['TimeGenerated', 'Address', 'Network', 'Zone', 'Count']],
  ],
])('%s reads what it needs', (query, wanted) => {
  const found = tableColumns(query);
  expect([...found].sort()).toEqual([...wanted].sort());
});

test('rows come by time, groups by their keys, whatever the order of the data', () => {
  expect(rowsOf('T | project Zone')).toEqual([['office'], ['lab']]);
  expect(rowsOf('T | summarize sum(Count) by Zone')).toEqual([
    ['lab', 5],
    ['office', 7],
  ]);
  expect(rowsOf('T | summarize make_list(Zone)')).toEqual([[['office', 'lab']]]);
});

test('a table that a plugin looks things up in keeps its columns', () => {
  const query =
    'T | project Address | evaluate ipv4_lookup((T | project Network, Zone), Address, Network) | project Zone';
  expect(rowsOf(query)).toEqual([['office'], ['lab']]);
});
