import type { Column, Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { type PluginRow, placeOf } from './plugin.ts';

const schema: readonly Column[] = [
  { name: 'ColumnName', type: 'string' },
  { name: 'ColumnOrdinal', type: 'int' },
  { name: 'DataType', type: 'string' },
  { name: 'ColumnType', type: 'string' },
];

/**
 * One schema out of those that getschema gives. What becomes of columns whose place or type differs is told only by
 * example. Microsoft Learn, "schema_merge plugin".
 */
export const schemaMerge: PluginRow = {
  takes: [{ name: 'PreserveOrder', is: 'constant', types: ['bool'], optional: true }],
  columns: (_, input) =>
    schema.every(({ name, type }) => input.find((each) => each.name === name)?.type === type) ? schema : undefined,
  run: ({ columns, rows }) => {
    const places = schema.map(({ name }) => placeOf(columns, name));
    const merged = new Map<string, Row>();
    for (const row of rows) {
      const cells = places.map((place) => row[place] ?? null);
      const name = String(cells[0]);
      const known = merged.get(name);
      if (known?.some((cell, i) => cell !== cells[i]))
        throw new Refusal('evaluate schema_merge', `the schemas do not agree on '${name}'`);
      merged.set(name, cells);
    }
    const ordered = [...merged.values()].sort((a, b) => Number(a[1]) - Number(b[1]));
    if (ordered.some((cells, i) => cells[1] !== i))
      throw new Refusal('evaluate schema_merge', 'two columns have the same place');
    return { columns: schema, rows: ordered };
  },
};
