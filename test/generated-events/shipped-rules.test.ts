import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuery, type Table } from '@picket/engine';
import { analyseQuery } from '@picket/kql';
import { readContent, readSettings } from '@picket/model';
import { expect, test } from 'vitest';
import { tablesForQuery } from './event-tables.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const now = new Date('2026-03-02T10:00:00Z');

/** Every file of the shipped content. */
const files = readdirSync(join(root, 'content'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.yaml$|^package\.json$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: path.slice(root.length), bytes: readFileSync(path) }));

const rules = (readContent(files).value?.packages ?? []).flatMap((each) => each.rules);

const settings = readSettings({ path: 'picket.yaml', bytes: readFileSync(join(root, 'picket.yaml')) }).value?.value;
const declarations = { tables: {}, functions: {}, watchlists: settings?.watchlists ?? {} };
/** Each declared watchlist with one item. */
const watchlists = new Map(
  Object.entries(declarations.watchlists).map(([alias, names]): [string, Table] => [
    alias,
    { columns: names.map((name) => ({ name, type: 'string' })), rows: [names.map((name) => `${name} 1`)] },
  ]),
);

test('there are rules to run', () => {
  expect(rules.length).toBeGreaterThan(10);
});

test.each(rules.map(({ file, value }) => [file, value.query] as const))('%s runs on generated events', (_, query) => {
  const analysis = analyseQuery(query, { declarations });
  for (const seed of [1, 2, 3]) {
    const tables = tablesForQuery(analysis, { count: 80, seed, now });
    const { value, problems } = runQuery(query, { now, tables, watchlists, declarations });
    expect(problems).toEqual([]);
    expect(value?.columns.map(({ name }) => name)).toEqual(analysis.output.columns.map(({ name }) => name));
  }
});
