import type { Column, Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { constantOf, type PluginRow, placeOf } from './plugin.ts';

const schema: readonly Column[] = [
  { name: 'ColumnName', type: 'string' },
  { name: 'ColumnOrdinal', type: 'int' },
  { name: 'DataType', type: 'string' },
  { name: 'ColumnType', type: 'string' },
];

const outOfOrder = 'ERROR(columns are out of order)';

/**
 * One schema out of those that getschema gives. A column whose place differs shows an error, or with PreserveOrder=false
 * takes the last place; refused where that is not also the farthest, and where types differ. Microsoft Learn,
 * "schema_merge plugin".
 */
export const schemaMerge: PluginRow = {
  takes: [{ name: 'PreserveOrder', is: 'constant', types: ['bool'], optional: true }],
  columns: (_, input) =>
    schema.every(({ name, type }) => input.find((each) => each.name === name)?.type === type) ? schema : undefined,
  run: (call) => {
    const places = schema.map(({ name }) => placeOf(call.columns, name));
    const byName = new Map<string, Row[]>();
    for (const row of call.rows) {
      const cells = places.map((place) => row[place] ?? null);
      const name = String(cells[0]);
      byName.set(name, [...(byName.get(name) ?? []), cells]);
    }
    const preserves = constantOf(call, 'PreserveOrder') !== false;
    const merged = [...byName.values()].map((given) => mergedColumn(given, preserves));
    const sound = merged.filter(([, ordinal]) => ordinal !== -1).sort((a, b) => Number(a[1]) - Number(b[1]));
    if (sound.some((cells, i) => cells[1] !== i))
      throw new Refusal('evaluate schema_merge', 'two columns have the same place');
    return { columns: schema, rows: [...sound, ...merged.filter(([, ordinal]) => ordinal === -1)] };
  },
};

/** One column as several schemas have it. */
function mergedColumn(given: readonly Row[], preserves: boolean): Row {
  const [name = null, first = null, ...types] = given[0] ?? [];
  if (given.some((cells) => types.some((type, i) => type !== cells[i + 2])))
    throw new Refusal('evaluate schema_merge', `the schemas do not agree on the type of '${name}'`);
  const ordinals = given.map((cells) => Number(cells[1]));
  if (ordinals.every((ordinal) => ordinal === first)) return [name, first, ...types];
  if (preserves) return [name, -1, `ERROR(unknown CSL type:${outOfOrder})`, outOfOrder];
  const last = ordinals.at(-1) ?? 0;
  if (last !== Math.max(...ordinals))
    throw new Refusal('evaluate schema_merge', `the schemas do not agree on the place of '${name}'`);
  return [name, last, ...types];
}
