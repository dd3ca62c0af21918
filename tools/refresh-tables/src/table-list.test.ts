import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listOfWorkspace } from './table-list.ts';

const provenance = { source: 'Table list of a workspace', date: '2026-09-02' };
const column = (name: string, type: string) => ({ name, type });

function typeOf(type: string) {
  const { value, problems } = listOfWorkspace([{ name: 'T', columns: [column('C', type)] }], provenance, 'list');
  return value?.tables.get('T')?.[0]?.type ?? problems.map(({ code }) => code).join();
}

test.each([
  ['dateTime', 'datetime'],
  ['DateTime', 'datetime'],
  ['boolean', 'bool'],
  ['Boolean', 'bool'],
  ['int', 'int'],
  ['long', 'long'],
  ['real', 'real'],
  ['double', 'real'],
  ['decimal', 'decimal'],
  ['string', 'string'],
  ['guid', 'guid'],
  ['timespan', 'timespan'],
  ['dynamic', 'dynamic'],
  ['Dynamic', 'dynamic'],
  ['money', 'TBL901'],
  ['', 'TBL901'],
  ['constructor', 'TBL901'],
])('the type %j is read as %s', (written, type) => {
  expect(typeOf(written)).toBe(type);
});

test.each([
  [
    'a table name that KQL does not take',
    [{ name: 'a b', columns: [column('C', 'string')] }],
    "'a b' is not a table name",
  ],
  ['a column without a name', [{ name: 'T', columns: [column('', 'string')] }], "'' of table T is not a column name"],
  [
    'a column with two types',
    [{ name: 'T', columns: [column('C', 'string'), column('C', 'int')] }],
    'column C of table T is listed twice, with two types',
  ],
  [
    'a table twice',
    [
      { name: 'T', columns: [column('C', 'string')] },
      { name: 'T', columns: [column('C', 'string')] },
    ],
    'table T is listed twice',
  ],
])('%s is refused', (_, tables, why) => {
  const { value, problems } = listOfWorkspace(tables, provenance, 'list.json');
  expect(value).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'TBL902', at: { file: 'list.json' } });
  expect(problems[0]?.message).toContain(why);
});

test('all problems of a list are told at once', () => {
  const tables = [{ name: 'T', columns: [column('A', 'money'), column('B', 'colour'), column('C-D', 'int')] }];
  expect(listOfWorkspace(tables, provenance, 'list').problems.map(({ code }) => code)).toEqual([
    'TBL901',
    'TBL901',
    'TBL902',
  ]);
});

test('the workspace keeps its own tables and columns to itself', () => {
  const tables = [
    { name: 'Heartbeat', tableType: 'Microsoft', columns: [column('Computer', 'string'), column('Site_CF', 'money')] },
    { name: 'Badges_CL', tableType: 'CustomLog', columns: [column('Door', 'colour')] },
    { name: 'Old', tableType: 'RestoredLogs', columns: [column('Door', 'string')] },
    { name: 'Heartbeat_SRCH', columns: [column('Door', 'string')] },
    { name: 'Empty', tableType: 'Microsoft', columns: [] },
  ];
  const { value, problems } = listOfWorkspace(tables, provenance, 'list');
  expect(problems).toEqual([]);
  expect([...(value?.tables.keys() ?? [])]).toEqual(['Heartbeat']);
  expect(value?.leftOut).toEqual(['Heartbeat.Site_CF', 'Badges_CL', 'Old', 'Heartbeat_SRCH']);
});

test('any list is either taken whole or refused with problems', () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('T', '__proto__', 'constructor'));
  const columns = fc.array(fc.record({ name, type: fc.oneof(fc.string(), fc.constant('string')) }), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.record({ name, columns })), (tables) => {
      const { value, problems } = listOfWorkspace(tables, provenance, 'list');
      return (value === undefined) === problems.length > 0;
    }),
  );
});
