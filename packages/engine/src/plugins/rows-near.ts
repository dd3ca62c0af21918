import { Refusal } from '../values/refusal.ts';
import { compiledFor, constantOf, type PluginRow } from './plugin.ts';

/** The rows around those of which the condition is true. Microsoft Learn, "rows_near plugin". */
export const rowsNear: PluginRow = {
  takes: [
    { name: 'Condition', is: 'expression', types: ['bool'] },
    { name: 'NumRows', is: 'constant', types: ['int', 'long'] },
    { name: 'RowsAfter', is: 'constant', types: ['int', 'long'], optional: true },
  ],
  columns: (_, input) => input,
  ordered: true,
  run: (call) => {
    const before = Number(constantOf(call, 'NumRows') ?? -1);
    const after = Number(constantOf(call, 'RowsAfter') ?? before);
    if (before < 0 || after < 0) throw new Refusal('evaluate rows_near', 'a number of rows below 0');
    const [condition] = compiledFor(call, 'Condition');
    const hits = call.rows.flatMap((row, index) =>
      condition?.({ row, index, rows: call.rows }) === true ? [index] : [],
    );
    const near = new Set(hits.flatMap((hit) => Array.from({ length: before + after + 1 }, (_, i) => hit - before + i)));
    return { columns: call.columns, rows: call.rows.filter((_, index) => near.has(index)) };
  },
};
