import { expect, test } from 'vitest';
import { runQuery } from '../query.ts';
import { tableJson } from '../result-json.ts';

const now = new Date('2026-03-02T10:00:00Z');
const run = (query: string, missing: 'empty' | 'refuse' = 'empty') => runQuery(query, { now, missing });

test.each([
  ['_GetWatchlist("Servers") | where Notes has "old" | project Address', ['Address:string']],
  [
    'let Servers = _GetWatchlist("Servers") | extend Tags = column_ifexists("Tags", ""); Servers | project Tags, Site',
    ['Tags:string', 'Site:string'],
  ],
  [
    'Custom_CL | where level_d > 3 | summarize count() by site_s, bin(TimeGenerated, 1h)',
    ['site_s:string', 'TimeGenerated:datetime', 'count_:long'],
  ],
  [
    'Custom_CL | mv-expand parse_json(hosts_s) | project hosts_s, tag = tostring(extra.tag)',
    ['hosts_s:dynamic', 'tag:string'],
  ],
])('%s runs on nothing, with the columns that it names', (query, columns) => {
  const { value, problems } = run(query);
  expect(problems.map(({ code }) => code)).toEqual(['ENG114']);
  expect(value?.columns.map(({ name, type }) => `${name}:${type}`)).toEqual(columns);
  expect(value && tableJson(value).rows).toEqual([]);
});

test('nothing is assumed where what is missing is refused', () => {
  expect(run('Custom_CL | where level_d > 3', 'refuse').problems.map(({ code }) => code)).toContain('ENG104');
});
