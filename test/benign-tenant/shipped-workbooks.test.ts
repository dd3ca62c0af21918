import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benignTenant, rowsByTable } from '@picket/benign-tenant';
import { prepareQuery, readRows, runPrepared, type Table } from '@picket/engine';
import { readContent, type Workbook } from '@picket/model';
import { tableSchema } from '@picket/tables';
import {
  declaredParameters,
  fillText,
  itemsOf,
  type ParameterValue,
  parameterFactsByName,
  parametersOf,
} from '@picket/workbooks';
import { beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const now = new Date('2026-03-02T12:00:00Z');
const day = 86_400_000;

const files = readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /^[^/]+\/(?:package\.json|workbook\.yaml|rules\/[^/]+\.yaml)$/.test(path))
  .map((path) => ({ path: `content/${path}`, bytes: readFileSync(join(root, 'content', path)) }));
const packages = readContent(files).value?.packages ?? [];
const rules = packages.flatMap(({ table, rules: own }) =>
  own.map(({ value }) => ({ ...value, tactics: value.tactics ?? [], table })),
);
const workbooks = packages.flatMap(({ slug, workbook }) => (workbook ? [{ slug, workbook: workbook.value }] : []));

/** All days, and the week that the workbooks show first. */
let days = new Map<string, Table>();
let week = new Map<string, Table>();

beforeAll(() => {
  const tenant = rowsByTable(benignTenant({ seed: 7, days: 14, events: 30_000, now, rules }));
  const typed = (name: string, from: number): Table => {
    const since = (tenant.get(name) ?? []).filter((row) => Date.parse(String(row.TimeGenerated)) >= from);
    const lines = since.map((row) => JSON.stringify(row)).join('\n');
    const { value, problems } = readRows(lines, name, tableSchema(name)?.columns ?? []);
    if (!value) throw new Error(`${name}: ${problems[0]?.message}`);
    return value;
  };
  const tables = (from: number) => new Map([...tenant.keys()].map((name) => [name, typed(name, from)]));
  days = tables(0);
  week = tables(now.getTime() - 7 * day);
}, 300_000);

/** Titles of the tiles without rows; a click takes the first row of a tile that hands something on. */
function emptyTiles(slug: string, workbook: Workbook): readonly string[] {
  const facts = parameterFactsByName(declaredParameters(workbook));
  const values = new Map<string, ParameterValue>(
    [...facts].flatMap(([name, { kind, all }]): (readonly [string, ParameterValue])[] => {
      if (kind === 'time-range') return [[name, { from: new Date(now.getTime() - 7 * day), to: now, last: 'P7D' }]];
      return all === undefined ? [] : [[name, { texts: [], isAll: true }]];
    }),
  );
  const rowsOf = (query: string, time: string | undefined): Table => {
    const tables = time === 'none' ? days : week;
    const text = fillText(query, facts, values, 'query').text;
    const { value: prepared, problems } = prepareQuery(text, { tables, missing: 'empty' });
    expect({ text, problems: problems.filter(({ severity }) => severity === 'error') }).toEqual({ text, problems: [] });
    const result = prepared && runPrepared(prepared, { now, tables, missing: 'empty' });
    expect({ text, ran: result?.value !== undefined }).toEqual({ text, ran: true });
    return result?.value ?? { columns: [], rows: [] };
  };
  const choices = parametersOf(workbook).flatMap(({ parameter }) => {
    if (!('query' in parameter) || parameter.query === undefined) return [];
    return rowsOf(parameter.query, parameter.time).rows.length === 0 ? [`${slug} / ${parameter.parameter}`] : [];
  });
  const tiles = itemsOf(workbook).flatMap(({ item }) => {
    if (!('query' in item)) return [];
    const { columns, rows } = rowsOf(item.query, item.time);
    for (const { column, parameter } of item.exports ?? []) {
      const at = columns.findIndex(({ name }) => name === column);
      expect({ tile: item.title, column, isThere: at >= 0 }).toEqual({ tile: item.title, column, isThere: true });
      if (rows[0]) values.set(parameter, { texts: [String(rows[0][at] ?? '')] });
    }
    return rows.length === 0 ? [`${slug} / ${item.title}`] : [];
  });
  return [...choices, ...tiles];
}

test('each package has a workbook', () => {
  expect(workbooks.length).toBe(packages.length);
});

test.each(workbooks)(
  'every tile of $slug has rows on ordinary days',
  ({ slug, workbook }) => {
    expect(emptyTiles(slug, workbook)).toEqual([]);
  },
  120_000,
);
