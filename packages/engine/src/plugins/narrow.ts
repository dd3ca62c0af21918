import { toText } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { PluginRow } from './plugin.ts';

/** A row for each cell. The text of dates and of null is not said. Microsoft Learn, "narrow plugin". */
export const narrow: PluginRow = {
  takes: [],
  columns: () => [
    { name: 'Row', type: 'long' },
    { name: 'Column', type: 'string' },
    { name: 'Value', type: 'string' },
  ],
  run: ({ columns, rows }) => ({
    columns: [
      { name: 'Row', type: 'long' },
      { name: 'Column', type: 'string' },
      { name: 'Value', type: 'string' },
    ],
    rows: rows.flatMap((row, i) =>
      columns.map(({ name, type }, at) => {
        const cell = row[at] ?? null;
        if (cell === null || type === 'datetime')
          throw new Refusal('evaluate narrow', cell === null ? 'null' : 'a datetime');
        return [BigInt(i), name, toText(cell, type)];
      }),
    ),
  }),
};
