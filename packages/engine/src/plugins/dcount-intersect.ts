import { isSketch } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { compiledFor, givenFor, type PluginArguments, type PluginRow } from './plugin.ts';

const plugin = 'evaluate dcount_intersect';

const columnsFor = (args: PluginArguments) =>
  givenFor(args, 'hll').map((_, i) => ({ name: `s${i}`, type: 'long' as const }));

/**
 * How many values the first set holds, the first two have in common, the first three, and so on. Exact here, where the
 * service may estimate; refused for more than one row. Microsoft Learn, "dcount_intersect plugin".
 */
export const dcountIntersect: PluginRow = {
  takes: [{ name: 'hll', is: 'column', types: ['dynamic'], repeats: true }],
  columns: (args) => {
    const columns = columnsFor(args);
    return columns.length >= 2 && columns.length <= 16 ? columns : undefined;
  },
  run: (call) => {
    const [row, ...more] = call.rows;
    if (!row || more.length > 0) throw new Refusal(plugin, 'an input that is not of one row');
    const sets = compiledFor(call, 'hll').map((cell) => {
      const value = cell({ row, index: 0, rows: call.rows });
      if (!isSketch(value) || value.tag !== 'hll') throw new Refusal(plugin, 'a value that hll() did not make');
      return value.keys;
    });
    const counts = sets.map((_, i) => {
      const [first, ...others] = sets.slice(0, i + 1);
      return BigInt([...(first ?? [])].filter((key) => others.every((other) => other.has(key))).length);
    });
    return { columns: columnsFor(call.args), rows: [counts] };
  },
};
