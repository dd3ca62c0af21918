import { readRows } from '@picket/engine';
import { expect, test } from 'vitest';
import { openSampleEngine } from './sample-engine.ts';

const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'UserPrincipalName', type: 'string' },
  { name: 'AuthenticationDetails', type: 'string' },
] as const;
const made: string[] = [];
const hours = ['08', '09', '10', '11'];
const engine = openSampleEngine({
  columns: new Map([['SigninLogs', columns]]),
  rows: (name) => {
    made.push(name);
    const lines = hours.map((hour) => `{"TimeGenerated":"2026-03-02T${hour}:00:00Z","UserPrincipalName":"u${hour}"}`);
    return readRows(lines.join('\n'), name, columns).value ?? { columns, rows: [] };
  },
});
const now = new Date('2026-03-02T12:00:00Z');
const within = { from: new Date('2026-03-02T09:00:00Z'), to: new Date('2026-03-02T11:00:00Z') };
const rowsOf = async (query: string, span?: typeof within) =>
  (await engine.query(query, { now, ...(span ? { within: span } : {}) })).value?.rows;

test('a span holds what was generated from its first moment up to its last', async () => {
  expect(
    await rowsOf(
      'SigninLogs | summarize Count = count(), First = min(UserPrincipalName), Arrived = max(ingestion_time()) | project Count, First, hourofday(Arrived)',
      within,
    ),
  ).toEqual([[2n, 'u09', 10n]]);
  expect(await rowsOf('SigninLogs | count')).toEqual([[4n]]);
  expect(made).toEqual(['SigninLogs']);
});

test('columns that depend on the rows are those of the span', async () => {
  const query = 'SigninLogs | project Bag = bag_pack(UserPrincipalName, 1) | evaluate bag_unpack(Bag)';
  const { value } = await engine.query(query, { now, within });
  expect(value?.columns.map(({ name }) => name)).toEqual(['u09', 'u10']);
});

test('a table that the sample does not have is empty, and told', async () => {
  const { value, problems } = await engine.query('AuditLogs | count', { now });
  expect(value?.rows).toEqual([[0n]]);
  expect(problems.map(({ code }) => code)).toEqual(['ENG114']);
});

test('what is wrong with a query is told', async () => {
  expect((await engine.query('SigninLogs | where Foo', { now })).problems.map(({ code }) => code)).toEqual(['ENG105']);
});
