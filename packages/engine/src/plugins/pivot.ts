import { compileAggregate } from '../operators/summarize.ts';
import type { AggregateCall, Expr } from '../plan/plan.ts';
import type { Frame } from '../run/run.ts';
import { absent, type Cell, type Column, type Row, type ScalarType } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { toText } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { namesFor, type PluginOutcome, type PluginRow, type PluginRun, placeOf } from './plugin.ts';

const plugin = 'evaluate pivot';

const allowed = new Set([
  ...['min', 'max', 'take_any', 'sum', 'dcount', 'avg', 'stdev', 'variance'],
  ...['make_list', 'make_bag', 'make_set', 'count'],
]);

const counted: AggregateCall = { name: 'count', args: [], columns: [{ name: 'count', type: 'long' }] };

/**
 * A column for each value of a column, with an aggregate of its rows. The columns come in the order in which the values
 * are met, which fits the page's examples: they are not sorted there. Microsoft Learn, "pivot plugin".
 */
export const pivot: PluginRow = {
  takes: [
    { name: 'pivotColumn', is: 'column', types: ['string', 'int', 'long', 'guid'] },
    { name: 'aggregationFunction', is: 'aggregate', optional: true },
    { name: 'column', is: 'column', optional: true, repeats: true },
  ],
  columns: 'rows',
  run: turn,
};

interface Group {
  readonly key: Row;
  readonly frames: Map<string, Frame[]>;
}

/** What the column of a value that is empty is called is not said: the query must not look at it. */
function turn(call: PluginRun): PluginOutcome {
  const at = placeOf(call.columns, namesFor(call.args, 'pivotColumn')[0]);
  const isNameless = call.rows.some((row) => toText(row[at] ?? null, call.columns[at]?.type ?? 'string') === '');
  if (!isNameless || call.asked) return turnNaming(call, '');
  const other = {
    why: 'a column for a value that is empty, whose name is not said (isnotempty() leaves it out)',
    outcome: turnNaming(call, 'Column2'),
  };
  return { ...turnNaming(call, 'Column1'), others: [other] };
}

/** `nameless`: the name of the column for a value that is empty. */
function turnNaming(call: PluginRun, nameless: string): PluginOutcome {
  const { args, columns } = call;
  const at = placeOf(columns, namesFor(args, 'pivotColumn')[0]);
  const aggregate = args.aggregate ?? counted;
  if (!allowed.has(aggregate.name)) throw new Refusal(plugin, `the aggregate ${aggregate.name}()`);
  const keys = keyPlaces(call, at, aggregate);
  const groups = new Map<string, Group>();
  const names = new Set<string>();
  call.rows.forEach((row, index) => {
    const name = toText(row[at] ?? null, columns[at]?.type ?? 'string') || nameless;
    names.add(name);
    const key = keys.map((place) => row[place] ?? null);
    const id = keyOfCells(key);
    const group = groups.get(id) ?? { key, frames: new Map<string, Frame[]>() };
    groups.set(id, group);
    const frame = { row, index, rows: call.rows };
    group.frames.set(name, [...(group.frames.get(name) ?? []), frame]);
  });
  const made = { call, aggregate, keys: keys.flatMap((place) => columns[place] ?? []), groups: [...groups.values()] };
  if (call.asked) return asked(made, call.asked, names);
  const clash = made.keys.find((column) => names.has(column.name));
  if (clash) throw new Refusal(plugin, `a value and a column are both called '${clash.name}'`);
  const type = typeOf(aggregate);
  const wanted = [...made.keys, ...[...names].map((name): Column => ({ name, type }))];
  return { columns: wanted, rows: rowsOf(made, wanted, names) };
}

/** The columns named, or all but the pivot column and those that the aggregate reads. */
function keyPlaces({ args, columns }: PluginRun, at: number, aggregate: AggregateCall): readonly number[] {
  const named = namesFor(args, 'column');
  const read = new Set(aggregate.args.flatMap(columnsRead));
  const places = named.length > 0 ? named.map((name) => placeOf(columns, name)) : columns.map((_, place) => place);
  const keys =
    named.length > 0 ? places : places.filter((place) => place !== at && !read.has(columns[place]?.name ?? ''));
  const dynamic = keys.find((place) => columns[place]?.type === 'dynamic');
  if (dynamic !== undefined) throw new Refusal(plugin, `rows grouped by '${columns[dynamic]?.name}', which is dynamic`);
  return keys;
}

function columnsRead(expr: Expr): readonly string[] {
  if (expr.op === 'column') return [expr.name];
  return Object.values(expr)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .flatMap(readOf);
}

const readOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && 'op' in value ? columnsRead(value as Expr) : [];

const typeOf = (aggregate: AggregateCall): ScalarType => aggregate.columns[0]?.type ?? 'dynamic';

interface Made {
  readonly call: PluginRun;
  readonly aggregate: AggregateCall;
  readonly keys: readonly Column[];
  readonly groups: readonly Group[];
}

/** The columns that the query says: those the rows are grouped by, and values, there or not. */
function asked(made: Made, columns: readonly Column[], names: ReadonlySet<string>): PluginOutcome {
  const type = typeOf(made.aggregate);
  for (const column of columns) {
    const key = made.keys.find((each) => each.name === column.name);
    if (key && names.has(key.name)) throw new Refusal(plugin, `a value and a column are both called '${key.name}'`);
    if (column.type !== (key?.type ?? type)) {
      throw new Refusal(plugin, `'${column.name}' is ${key?.type ?? type}, not ${column.type}`);
    }
  }
  const left = made.keys.find((key) => !columns.some((column) => column.name === key.name));
  if (left) throw new Refusal(plugin, `a schema without the column '${left.name}'`);
  return { columns, rows: rowsOf(made, columns, names) };
}

function rowsOf(made: Made, columns: readonly Column[], names: ReadonlySet<string>): readonly Row[] {
  const total = compileAggregate(made.aggregate, made.call.columns, made.call.run);
  return made.groups.map(({ key, frames }) =>
    columns.map((column): Cell => {
      const at = made.keys.findIndex((each) => each.name === column.name);
      if (at >= 0) return key[at] ?? null;
      const own = names.has(column.name) ? frames.get(column.name) : undefined;
      return own ? (total(own)[0] ?? null) : ofNothing(made.aggregate);
    }),
  );
}

/** A count or sum of no rows is 0, the least and the greatest of them are null. */
function ofNothing({ name, columns }: AggregateCall): Cell {
  const type = columns[0]?.type ?? 'dynamic';
  if (name === 'count' || name === 'dcount') return 0n;
  if (name === 'sum') return type === 'real' ? 0 : 0n;
  if (name === 'min' || name === 'max' || name === 'take_any') return absent(type);
  throw new Refusal(plugin, `${name}() of a column without rows`);
}
