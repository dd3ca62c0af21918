import { isDeepStrictEqual } from 'node:util';
import { columnsRead, looksAround, relsWithin, scalarBindings } from '../../optimise/reads.ts';
import { isLarge, substituteColumns } from '../../optimise/through-exprs.ts';
import type { Expr, Named, Plan, Rel } from '../../plan/plan.ts';
import { joinsOfLeft } from '../sources.ts';
import type { TableRel } from '../windowed.ts';
import { witnessOf } from './groups.ts';

/**
 * What is needed of a relation: rows whose values of the keys are those of an allowed row. Without all others, whatever
 * run of the query has the same result.
 */
export interface Limit {
  /** Over the relation's columns. */
  readonly keys: readonly Expr[];
  /** Where the allowed rows are, and which of their columns have the values of the keys. */
  readonly allowed: { readonly from: string; readonly columns: readonly number[] };
}

/** Rows that fulfil all limits of one list or another. */
export type Needed = readonly (readonly Limit[])[];

type Summarize = Extract<Rel, { readonly op: 'summarize' }>;

/**
 * The limit on the groups of a summarize in which some row fulfils a limit on the rows that flow in: `rows`. Undefined
 * where it has no SQL.
 */
export type GroupsWith = (rel: Summarize, rows: Limit) => Limit | undefined;

/**
 * Which rows of each table are needed for those rows of a plan's result that a limit allows. A table that is needed whole
 * is not among them.
 */
export function neededRows(plan: Plan, ofResult: Limit, groupsWith: GroupsWith): ReadonlyMap<TableRel, Needed> {
  const tables = new Map<TableRel, Needed | 'whole'>();
  const bindings = new Map<number, Needed | 'whole'>();
  const add = <K>(found: Map<K, Needed | 'whole'>, key: K, limits: readonly Limit[]): void => {
    const known = found.get(key) ?? [];
    found.set(key, known === 'whole' || limits.length === 0 ? 'whole' : [...known, limits]);
  };

  /** All that a part reads is needed whole. */
  function whole(part: unknown): void {
    if (typeof part !== 'object' || part === null || part instanceof Map) return;
    if ('op' in part) {
      if (part.op === 'table') add(tables, part as TableRel, []);
      if (part.op === 'binding' && 'id' in part) add(bindings, Number(part.id), []);
      if (typeof part.op === 'string' && hasNoParts.has(part.op)) return;
    }
    for (const each of Object.values(part)) whole(each);
  }

  function walk(rel: Rel, limits: readonly Limit[]): void {
    if (rel.op === 'table') add(tables, rel, limits);
    if (rel.op === 'binding') add(bindings, rel.id, limits);
    if (hasNoParts.has(rel.op)) return;
    const step = limits.length > 0 ? (steps[rel.op] as Step<Rel['op']> | undefined) : undefined;
    const inputs = step?.(rel as never, limits, groupsWith);
    if (!inputs) {
      whole(rel);
      return;
    }
    const walked = new Set(inputs.map(([input]) => input));
    for (const each of relsWithin(rel)) if (!walked.has(each)) whole(each);
    for (const id of scalarBindings(rel)) add(bindings, id, []);
    for (const [input, own] of inputs) walk(input, own);
  }

  walk(plan.root, [ofResult]);
  for (const id of usersFirst(plan)) {
    const binding = plan.bindings[id];
    const needed = bindings.get(id);
    if (!binding || !needed) continue;
    if (binding.kind !== 'rel' || binding.perGroup || needed === 'whole') whole(binding);
    else for (const limits of needed) walk(binding.rel, limits);
  }
  return new Map([...tables].flatMap(([rel, needed]) => (needed === 'whole' ? [] : [[rel, needed]])));
}

/** What reads nothing else. */
const hasNoParts: ReadonlySet<string> = new Set(['literal', 'rows', 'table', 'binding']);

/** Bindings, each behind all that name it. */
function usersFirst(plan: Plan): readonly number[] {
  const found: number[] = [];
  const met = new Set<number>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || part instanceof Map) return;
    if ('op' in part && (part.op === 'literal' || part.op === 'rows')) return;
    if ('op' in part && part.op === 'binding' && 'id' in part) {
      const id = Number(part.id);
      if (met.has(id)) return;
      met.add(id);
      look(plan.bindings[id]);
      found.push(id);
      return;
    }
    for (const each of Object.values(part)) look(each);
  };
  look(plan.root);
  return found.reverse();
}

/** What is needed of each input of a relation of which the limits say what is needed; undefined: all of it. */
type Step<Op extends Rel['op']> = (
  rel: Extract<Rel, { readonly op: Op }>,
  limits: readonly Limit[],
  groupsWith: GroupsWith,
) => readonly (readonly [input: Rel, limits: readonly Limit[]])[] | undefined;

const through = ({ input }: { readonly input: Rel }, limits: readonly Limit[]): ReturnType<Step<Rel['op']>> => [
  [input, limits],
];

const steps: { readonly [Op in Rel['op']]?: Step<Op> } = {
  canonical: through,
  sort: through,
  serialize: through,
  where: (rel, limits) => (looksAround(rel.condition) ? undefined : through(rel, limits)),
  project: ({ input, exprs }, limits) => givenBy(exprs, input, false, limits),
  extend: ({ input, exprs }, limits) => givenBy(exprs, input, true, limits),
  'mv-expand': ({ input, expansions, itemIndex }, limits) =>
    untouched(input, [...expansions.map(({ name }) => name), itemIndex ?? ''], limits),
  parse: ({ input, pieces }, limits) =>
    untouched(
      input,
      pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column.name] : [])),
      limits,
    ),
  'parse-kv': ({ input, targets }, limits) =>
    untouched(
      input,
      targets.map(({ name }) => name),
      limits,
    ),
  union: ({ inputs, columns }, limits) =>
    inputs.map(({ rel, exprs }) => {
      const pairs = exprs.map((expr, i): Named => ({ name: columns[i]?.name ?? '', expr }));
      return [rel, limits.flatMap((limit) => rewritten(limit, expressing(pairs, false)) ?? [])];
    }),
  summarize: (rel, limits, groupsWith) => {
    if (rel.keys.length === 0) return undefined;
    return [[rel.input, limits.flatMap((limit) => ofGroups(rel, limit, groupsWith) ?? [])]];
  },
  join: (rel, limits) => {
    const { kind, left, right, rightColumns, columns } = rel;
    if (!joinsOfLeft.has(kind)) return undefined;
    const sideOf = new Map(
      columns.map(({ name, type }, i): [string, readonly [side: 0 | 1, column: Expr]] => {
        const at = i - left.columns.length;
        const column = at < 0 ? left.columns[i] : right.columns[rightColumns[at] ?? -1];
        return [name, [at < 0 ? 0 : 1, { op: 'column', name: column?.name ?? '', type }]];
      }),
    );
    const sided = (side: 0 | 1) =>
      expressingBy((name) => {
        const found = sideOf.get(name);
        return found?.[0] === side ? found[1] : undefined;
      });
    /** A key of one side, as the other side has it. */
    const across = (from: 0 | 1) => (key: Expr) => {
      const own = sided(from)(key);
      return own && rel.on.find((pair) => isDeepStrictEqual(pair[from], own))?.[from === 0 ? 1 : 0];
    };
    const [ofLeft, ofRight] = [sided(0), sided(1)];
    const isInner = kind === 'inner' || kind === 'innerunique';
    // Which of a key's rows on the left innerunique takes must not depend on what is needed.
    const isKey = (key: Expr): Expr | undefined => {
      const own = ofLeft(key);
      return own && rel.on.some(([first]) => isDeepStrictEqual(first, own)) ? own : undefined;
    };
    const onLeft = kind === 'innerunique' ? isKey : ofLeft;
    const either =
      (...ways: readonly ((key: Expr) => Expr | undefined)[]) =>
      (key: Expr): Expr | undefined =>
        ways.reduce<Expr | undefined>((found, way) => found ?? way(key), undefined);
    // A row on the right that is not needed may still be what keeps a left row from standing alone, unless the key says
    // that the left row is not needed either.
    const lefts = isInner ? either(onLeft, across(1)) : onLeft;
    const rights = isInner ? either(ofRight, across(0)) : across(0);
    return [
      [left, limits.flatMap((limit) => rewritten(limit, lefts) ?? [])],
      [right, limits.flatMap((limit) => rewritten(limit, rights) ?? [])],
    ];
  },
};

function givenBy(
  exprs: readonly Named[],
  input: Rel,
  others: boolean,
  limits: readonly Limit[],
): ReturnType<Step<Rel['op']>> {
  if (exprs.some(({ expr }) => looksAround(expr))) return undefined;
  return [[input, limits.flatMap((limit) => rewritten(limit, expressing(exprs, others)) ?? [])]];
}

function untouched(input: Rel, made: readonly string[], limits: readonly Limit[]): ReturnType<Step<Rel['op']>> {
  const unknown = new Set(made);
  const kept = (key: Expr): Expr | undefined =>
    [...columnsRead(key)].some((name) => unknown.has(name)) ? undefined : key;
  return [[input, limits.flatMap((limit) => rewritten(limit, kept) ?? [])]];
}

/** A limit over the columns of a summarize, over the rows that flow into it. */
function ofGroups(rel: Summarize, limit: Limit, groupsWith: GroupsWith): Limit | undefined {
  const ofKeys = expressing(rel.keys, false);
  const rest = new Set(limit.keys.flatMap((key) => (ofKeys(key) ? [] : [...columnsRead(key)])));
  const byKeys = rewritten(limit, ofKeys);
  if (rest.size === 0) return byKeys;
  const ofRows = expressing([...rel.keys, ...witnessOf(rel.aggregates, rest)], false);
  const rows = rewritten(limit, ofRows);
  // A group that is allowed has a row with the values that it takes from it.
  return (rows && rows.keys.length > (byKeys?.keys.length ?? 0) ? groupsWith(rel, rows) : undefined) ?? byKeys;
}

/** A limit with each key in other words; those that cannot be said so are left out. Undefined when none is left. */
function rewritten({ keys, allowed }: Limit, say: (key: Expr) => Expr | undefined): Limit | undefined {
  const said = keys.flatMap((key, i) => {
    const other = say(key);
    return other ? [{ key: other, column: allowed.columns[i] ?? i }] : [];
  });
  if (said.length === 0) return undefined;
  return {
    keys: said.map(({ key }) => key),
    allowed: { from: allowed.from, columns: said.map(({ column }) => column) },
  };
}

/** Says keys over the columns that expressions give; `others`: beside those there were. */
const expressing = (exprs: readonly Named[], others: boolean) => {
  const byName = new Map(exprs.map(({ name, expr }) => [name, expr]));
  return expressingBy((name) => byName.get(name) ?? (others ? 'same' : undefined));
};

/** Says keys with other columns, as long as each that they read is known. */
const expressingBy =
  (known: (name: string) => Expr | 'same' | undefined) =>
  (key: Expr): Expr | undefined => {
    const names = [...columnsRead(key)];
    const byName = new Map<string, Expr>();
    for (const name of names) {
      const expr = known(name);
      if (expr === undefined || (expr !== 'same' && (isLarge(expr) || looksAround(expr)))) return undefined;
      if (expr !== 'same') byName.set(name, expr);
    }
    return names.length === 0 || isLarge(key) ? undefined : substituteColumns(key, byName);
  };
