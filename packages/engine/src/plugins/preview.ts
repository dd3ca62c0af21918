import { Refusal } from '../values/refusal.ts';
import { constantOf, type PluginRow } from './plugin.ts';

/** The first of its two tables: some rows. Microsoft Learn, "preview plugin". */
export const preview: PluginRow = {
  takes: [{ name: 'NumberOfRows', is: 'constant', types: ['int', 'long'] }],
  columns: (_, input) => input,
  last: true,
  run: (call) => {
    const count = Number(constantOf(call, 'NumberOfRows') ?? -1);
    if (count < 0) throw new Refusal('evaluate preview', 'a number of rows below 0');
    return { columns: call.columns, rows: call.rows.slice(0, count) };
  },
};
