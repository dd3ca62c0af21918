import { readRows } from '@picket/engine';
import { analyseQuery } from '@picket/kql';
import { logCategories, tableSchema } from '@picket/tables';
import { expect, test } from 'vitest';
import { jsonLines, tablesForQuery } from './event-tables.ts';
import { generateEvents } from './generate-events.ts';

const now = new Date('2026-03-02T10:00:00Z');
const eventsOf = (table: string, seed = 1, query?: string) =>
  generateEvents({ table, count: 60, seed, now, ...(query ? { literals: analyseQuery(query).literals } : {}) }) ?? [];

const tables = [...new Set(logCategories().map(({ table }) => table))].filter((table) => tableSchema(table));

test.each([...tables, 'IdentityInfo', 'BehaviorAnalytics', 'SecurityAlert', 'OfficeActivity'])(
  'rows of %s are of its columns and types',
  (table) => {
    const { value, problems } = readRows(
      jsonLines(eventsOf(table)),
      `${table}.jsonl`,
      tableSchema(table)?.columns ?? [],
    );
    expect(problems).toEqual([]);
    expect(value?.rows.length).toBeGreaterThanOrEqual(60);
  },
);

test('the same seed gives the same events, another seed others', () => {
  expect(eventsOf('SigninLogs')).toEqual(eventsOf('SigninLogs'));
  expect(eventsOf('SigninLogs', 2)).not.toEqual(eventsOf('SigninLogs'));
});

test('no event is in the future, and some are of the last hour', () => {
  const times = eventsOf('AuditLogs').map((event) => Date.parse(String(event.TimeGenerated)));
  expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
  expect(times.some((time) => time > now.getTime() - 3_600_000)).toBe(true);
});

test('some rows have nothing in a column, some come twice', () => {
  const events = eventsOf('SigninLogs');
  expect(events.some((event) => !('UserAgent' in event))).toBe(true);
  expect(new Set(events.map((event) => JSON.stringify(event))).size).toBeLessThan(events.length);
});

test.each([
  ['SigninLogs', 'SigninLogs | where AppDisplayName == "Rare app" and Status.errorCode == 4711'],
  ['AuditLogs', 'AuditLogs | where TargetResources[0].modifiedProperties[0].displayName has "Rare property"'],
  [
    'AADNonInteractiveUserSignInLogs',
    'AADNonInteractiveUserSignInLogs | where parse_json(DeviceDetail).trustType =~ "rare trust"',
  ],
])('some rows of %s, and not all, meet what %s looks for', (table, query) => {
  const events = eventsOf(table, 1, query);
  const wanted = events.filter((event) => JSON.stringify(event).toLowerCase().includes('rare '));
  expect(wanted.length).toBeGreaterThan(5);
  expect(wanted.length).toBeLessThan(events.length);
});

test('tables for a query are those that it reads and somebody documents', () => {
  const analysis = analyseQuery('union isfuzzy=true SigninLogs, NobodysTable_CL | count');
  const made = tablesForQuery(analysis, { count: 5, seed: 1, now });
  expect([...made.keys()]).toEqual(['SigninLogs']);
  const { rows = [], ingested = [] } = made.get('SigninLogs') ?? {};
  expect(ingested.length).toBe(rows.length);
});

test('a table that nobody documents has no events', () => {
  expect(generateEvents({ table: 'NobodysTable_CL', count: 1, seed: 1, now })).toBeUndefined();
});
