import { aggregates } from '../aggregates/index.ts';
import type { Binding, Plan, Rel } from '../plan/plan.ts';
import { extended, projected } from '../plan/projected.ts';
import { writtenLike } from '../plan/written.ts';
import { columnsRead, looksAround, mapRels, relsWithin } from './reads.ts';

/** What those who read rows want of them: which columns, and whether they can tell in which order the rows come. */
interface Wish {
  readonly columns: ReadonlySet<string> | 'all';
  readonly order: boolean;
}

const everything: Wish = { columns: 'all', order: true };
const nothing: Wish = { columns: new Set(), order: false };

interface Pass {
  /** What is wanted of each binding, by all who name it. */
  readonly wishes: Map<number, Wish>;
  /** Bindings that are narrowed already, by their place. */
  readonly bindings: readonly Binding[];
}

/**
 * The plan with tables cut down to the columns that it reads, and with rows in canonical order wherever somebody can
 * tell their order: so a result depends neither on the order of files and rows nor on the path that computes it.
 * Pure. Plans that read no table stay as they are.
 */
export function narrowed(plan: Plan): Plan {
  if (!readsTable(plan.root) && !plan.bindings.some((binding) => readsTable(binding))) return plan;
  const wishes = new Map<number, Wish>();
  const looking: Pass = { wishes, bindings: plan.bindings };
  narrow(plan.root, everything, looking);
  // A binding is named by later ones only.
  for (const [id, binding] of [...plan.bindings.entries()].reverse()) narrowBinding(binding, id, looking);
  const bindings: Binding[] = [];
  const changing: Pass = { wishes: new Map(wishes), bindings };
  for (const [id, binding] of plan.bindings.entries()) bindings.push(narrowBinding(binding, id, changing));
  return { ...plan, bindings, root: narrow(plan.root, everything, changing) };
}

/** `named`: what a binding stands for may read one. */
function readsTable(part: unknown, named = false): boolean {
  const isOne = (rel: Rel): boolean => rel.op === 'table' || (named && rel.op === 'binding');
  return relsWithin([part]).some((rel) => isOne(rel) || relsWithin(rel).some((each) => readsTable(each, named)));
}

function narrowBinding(binding: Binding, id: number, pass: Pass): Binding {
  if (binding.kind === 'rel') {
    const wish = pass.wishes.get(id) ?? nothing;
    return { ...binding, rel: narrow(binding.rel, wish, pass) };
  }
  return { ...binding, expr: narrowExprs(binding.expr, pass) };
}

/** Tabular expressions within scalar ones: the order of toscalar()'s rows counts, that of in's does not. */
function narrowExprs<T>(part: T, pass: Pass): T {
  return mapRels(part, (rel, holder) => {
    const isList = 'op' in holder && holder.op === 'in';
    const first = rel.columns[0]?.name ?? '';
    return narrow(rel, isList ? { columns: new Set([first]), order: false } : everything, pass);
  });
}

function and(wish: Wish, ...parts: readonly unknown[]): Wish {
  const order = wish.order || parts.some(looksAround);
  if (wish.columns === 'all') return { columns: 'all', order };
  const columns = new Set(wish.columns);
  for (const part of parts) columnsRead(part, columns);
  return { columns, order };
}

const without = (wish: Wish, names: readonly string[]): Wish =>
  wish.columns === 'all'
    ? wish
    : { ...wish, columns: new Set([...wish.columns].filter((name) => !names.includes(name))) };

const only = (order: boolean, ...parts: readonly unknown[]): Wish =>
  and({ columns: new Set<string>(), order }, ...parts);

const wants = (wish: Wish, name: string): boolean => wish.columns === 'all' || wish.columns.has(name);

type Narrow<Op extends Rel['op']> = (rel: Extract<Rel, { readonly op: Op }>, wish: Wish, pass: Pass) => Rel;

/** The same columns as its input has. */
const passing =
  (wished: (rel: Rel, wish: Wish) => Wish) =>
  <R extends Rel & { readonly input: Rel }>(rel: R, wish: Wish, pass: Pass): Rel => {
    const input = narrow(rel.input, wished(rel, wish), pass);
    return { ...narrowOwn(rel, pass), input, columns: input.columns };
  };

/** Its input's columns and some of its own. */
const adding =
  (own: (rel: Rel) => readonly string[]) =>
  <R extends Rel & { readonly input: Rel }>(rel: R, wish: Wish, pass: Pass): Rel => {
    const added = own(rel);
    const { input: _, columns: __, ...parts } = rel;
    const input = narrow(rel.input, and(wish, parts), pass);
    const kept = new Set([...added, ...input.columns.map((column) => column.name)]);
    return { ...narrowOwn(rel, pass), input, columns: rel.columns.filter((column) => kept.has(column.name)) };
  };

/** A relation with the tabular expressions within its scalar ones narrowed. */
function narrowOwn<R extends Rel & { readonly input: Rel }>(rel: R, pass: Pass): R {
  const { input, ...parts } = rel;
  return { ...narrowExprs(parts, pass), input } as R;
}

const narrowings: { readonly [Op in Rel['op']]?: Narrow<Op> } = {
  table: (rel, wish) => {
    const columns = rel.columns.filter(({ name }) => wants(wish, name) || (wish.order && name === 'TimeGenerated'));
    const table: Rel = { ...rel, columns };
    return wish.order ? { op: 'canonical', input: table, columns, serialized: false } : table;
  },
  binding: (rel, wish, pass) => {
    const known = pass.wishes.get(rel.id);
    pass.wishes.set(rel.id, known ? both(known, wish) : wish);
    const binding = pass.bindings[rel.id];
    return { ...rel, columns: binding?.kind === 'rel' ? binding.rel.columns : rel.columns };
  },
  where: (rel, wish, pass) => {
    const input = narrow(rel.input, and(wish, rel.condition), pass);
    const made: Rel = { ...narrowOwn(rel, pass), input, columns: input.columns };
    // Fewer rows are put in order behind a condition that looks at one row at a time.
    return input.op === 'canonical' && !looksAround(rel.condition)
      ? { ...input, input: { ...made, input: input.input } }
      : made;
  },
  serialize: passing((_, wish) => wish),
  take: passing((_, wish) => ({ ...wish, order: true })),
  sort: passing((rel, wish) => (rel.op === 'sort' ? and(wish, rel.by) : everything)),
  project: (rel, wish, pass) => {
    const exprs = rel.exprs.filter(({ name }) => wants(wish, name));
    const input = narrow(rel.input, only(wish.order, exprs), pass);
    return { ...projected(input, narrowExprs(exprs, pass)), serialized: rel.serialized };
  },
  extend: (rel, wish, pass) => {
    const exprs = rel.exprs.filter(({ name }) => wants(wish, name));
    const names = rel.exprs.map(({ name }) => name);
    const input = narrow(rel.input, and(without(wish, names), exprs), pass);
    return { ...extended(input, narrowExprs(exprs, pass)), serialized: rel.serialized };
  },
  summarize: (rel, wish, pass) => {
    const seesOrder = rel.aggregates.some(
      ({ name, args }) => !aggregates[name]?.commutes?.(args.map((arg) => arg.type)),
    );
    const input = narrow(rel.input, only(seesOrder, rel.keys, rel.aggregates), pass);
    const made: Rel = { ...narrowOwn(rel, pass), input };
    return wish.order && rel.keys.length > 0 && readsTable(rel.input, true)
      ? { op: 'canonical', input: made, columns: made.columns, serialized: false }
      : made;
  },
  union: (rel, wish, pass) => {
    const places = rel.columns.flatMap(({ name }, i) => (wants(wish, name) ? [i] : []));
    const inputs = rel.inputs.map(({ rel: each, exprs }) => {
      const kept = places.flatMap((i) => exprs[i] ?? []);
      return { rel: narrow(each, only(wish.order, kept), pass), exprs: narrowExprs(kept, pass) };
    });
    return { ...rel, inputs, columns: places.flatMap((i) => rel.columns[i] ?? []) };
  },
  join: (rel, wish, pass) => {
    const isRightOnly = rel.kind === 'rightsemi' || rel.kind === 'rightanti';
    const isLeftOnly = rel.kind === 'leftsemi' || rel.kind === 'leftanti';
    const leftCount = isRightOnly ? 0 : rel.left.columns.length;
    const rightPlaces = isLeftOnly ? [] : isRightOnly ? rel.right.columns.map((_, i) => i) : rel.rightColumns;
    const wantedAt = (at: number): boolean => wants(wish, rel.columns[at]?.name ?? '');
    const leftWish = rel.left.columns.flatMap(({ name }, i) => (i < leftCount && wantedAt(i) ? [name] : []));
    const rightWish = rightPlaces.flatMap((place, i) =>
      wantedAt(leftCount + i) ? [rel.right.columns[place]?.name ?? ''] : [],
    );
    const order = wish.order || rel.kind === 'innerunique';
    const left = narrow(
      rel.left,
      and(
        { columns: new Set(leftWish), order: order && !isRightOnly },
        rel.on.map(([key]) => key),
      ),
      pass,
    );
    const right = narrow(
      rel.right,
      and(
        { columns: new Set(rightWish), order: wish.order && !isLeftOnly },
        rel.on.map(([, key]) => key),
      ),
      pass,
    );
    const columnAt = (side: 'left' | 'right', name: string): number => {
      const at = rel[side].columns.findIndex((column) => column.name === name);
      return side === 'left' ? at : leftCount + rightPlaces.indexOf(at);
    };
    const leftNames = isRightOnly ? [] : left.columns.map(({ name }) => columnAt('left', name));
    // Without its keys, a lookup's right side gives fewer columns than it has.
    const picked = right.columns.flatMap(({ name }, i) => {
      const at = rel.right.columns.findIndex((column) => column.name === name);
      return rightPlaces.includes(at) ? [{ i, at: columnAt('right', name) }] : [];
    });
    const columns = [...leftNames, ...(isLeftOnly ? [] : picked.map(({ at }) => at))].flatMap(
      (at) => rel.columns[at] ?? [],
    );
    const rightColumns = isRightOnly ? right.columns.map((_, i) => i) : picked.map(({ i }) => i);
    return { ...rel, left, right, on: narrowExprs(rel.on, pass), rightColumns, columns };
  },
  reduce: (rel, wish, pass) => {
    const input = narrow(rel.input, rel.keepsRows ? { columns: 'all', order: wish.order } : only(false, rel.by), pass);
    return { ...narrowOwn(rel, pass), input };
  },
  'mv-expand': adding((rel) =>
    rel.op === 'mv-expand'
      ? [...rel.expansions.map(({ name }) => name), ...(rel.itemIndex === undefined ? [] : [rel.itemIndex])]
      : [],
  ),
  parse: adding((rel) =>
    rel.op === 'parse' ? rel.pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column.name] : [])) : [],
  ),
};

const both = (a: Wish, b: Wish): Wish => ({
  columns: a.columns === 'all' || b.columns === 'all' ? 'all' : new Set([...a.columns, ...b.columns]),
  order: a.order || b.order,
});

/** Operators without a row here read all of their inputs, in order. */
function narrow(rel: Rel, wish: Wish, pass: Pass): Rel {
  const own = narrowings[rel.op] as Narrow<Rel['op']> | undefined;
  return writtenLike(own ? own(rel as never, wish, pass) : narrowExprs({ ...rel }, pass), rel);
}
