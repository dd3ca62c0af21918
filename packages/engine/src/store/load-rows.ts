import { columnsRead, conjunctsOf, looksAround, relsWithin, scalarBindings } from '../optimise/reads.ts';
import { throughExprs } from '../optimise/through-exprs.ts';
import { orderedTable } from '../outside/ordered-table.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Expr, Named, Plan, Rel } from '../plan/plan.ts';
import type { Run } from '../run/run.ts';
import type { Column, Row, Table } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { openSource, type SourceOptions } from './asked-source.ts';
import { keptWhere, limitedWhere, summarizeSql, tableSql } from './push-down.ts';
import { limitBelow, type RowLimit } from './row-limit.ts';
import type { Store } from './store.ts';

/** What a plan does not do itself any more. */
export interface Pushed {
  /** The operator at which DuckDB took over. */
  readonly op: Rel['op'];
  readonly sql: string;
}

/**
 * The rows that a plan takes from the store, by the part of the plan that they stand for: parts that DuckDB computes
 * whole, and else the rows of a table, without those that the query's filters drop for certain. The evaluator does the
 * rest with the very plan. Only what the root needs is read.
 */
export async function loadRows(
  plan: Plan,
  run: Omit<Run, 'loaded'>,
  store: Store,
  how: Pick<Walk, 'told' | 'lookups'> = {},
): Promise<ReadonlyMap<Rel, readonly Row[]>> {
  return (await walkTables(plan, run, store, how)).loaded;
}

type TableRel = Extract<Rel, { op: 'table' }>;

/**
 * For each place where a plan reads a table of the store: SQL conditions on the rows that its filters may keep whenever
 * the query runs. Filters that look at the clock are left out. Nothing is read.
 */
export async function timelessWhere(
  plan: Plan,
  run: Omit<Run, 'loaded'>,
  store: Store,
): Promise<ReadonlyMap<TableRel, readonly string[]>> {
  return (await walkTables(plan, run, store, { timeless: true })).kept;
}

/** A summarize whose rows DuckDB is still to be asked for. */
interface Waiting {
  readonly rel: Rel;
  readonly sql: string;
  /** Loads what it takes its rows from, where DuckDB fails. */
  readonly otherwise: () => Promise<void>;
}

/** Operators that look at each row of their input by itself, and at nothing else. */
const passesRows: ReadonlySet<Rel['op']> = new Set(['where', 'extend', 'project', 'canonical']);
const partColumn: Column = { name: 'part', type: 'long' };

interface Walk extends Pick<SourceOptions, 'lookups'> {
  readonly told?: (pushed: Pushed) => void;
  readonly timeless?: true;
}

async function walkTables(
  plan: Plan,
  run: Omit<Run, 'loaded'>,
  store: Store,
  { told = () => undefined, timeless, lookups }: Walk,
): Promise<{
  readonly loaded: ReadonlyMap<Rel, readonly Row[]>;
  readonly kept: ReadonlyMap<TableRel, readonly string[]>;
}> {
  const loaded = new Map<Rel, readonly Row[]>();
  const found = new Map<TableRel, readonly string[]>();
  const { source, withFacts } = openSource(plan, { ...run, loaded }, store, {
    ...(timeless ? { timeless } : {}),
    ...(lookups ? { lookups } : {}),
  });
  const uses = bindingUses(plan);
  const met = new Set<number>();

  async function computed(
    rel: Rel,
    sql: string | undefined,
    rows = (text: string): Promise<readonly Row[]> => store.rows(text, rel.columns),
  ): Promise<boolean> {
    if (sql === undefined) return false;
    try {
      loaded.set(rel, await rows(sql));
    } catch (failure) {
      // DuckDB fails where a long overflows, and where KQL has an answer: the evaluator computes it.
      if (!isArithmetic(failure)) throw failure;
      return false;
    }
    told({ op: rel.op, sql });
    return true;
  }

  /** Groups of the inputs of a union that are alike are asked for together: each question by itself costs some milliseconds. */
  async function computedTogether(waiting: readonly Waiting[]): Promise<void> {
    const alike = new Map<string, Waiting[]>();
    for (const each of waiting) {
      const types = each.rel.columns.map(({ type }) => type).join();
      alike.set(types, [...(alike.get(types) ?? []), each]);
    }
    for (const parts of alike.values()) {
      const [first] = parts;
      if (!first) continue;
      const sql = parts.map((part, i) => `SELECT ${i}, * FROM (${part.sql})`).join(' UNION ALL ');
      const rowsOf = parts.map((): Row[] => []);
      try {
        for (const [i, ...row] of await store.rows(sql, [partColumn, ...first.rel.columns]))
          rowsOf[Number(i)]?.push(row);
      } catch (failure) {
        if (!isArithmetic(failure)) throw failure;
        for (const part of parts) if (!(await computed(part.rel, part.sql))) await part.otherwise();
        continue;
      }
      for (const [i, part] of parts.entries()) {
        loaded.set(part.rel, rowsOf[i] ?? []);
        told({ op: part.rel.op, sql: part.sql });
      }
    }
  }

  /** `waiting`: where groups may be left that are then asked for together. */
  async function load(rel: Rel, filters: readonly Expr[], limit?: RowLimit, waiting?: Waiting[]): Promise<void> {
    await loadWithin(rel);
    if (rel.op === 'table') {
      // Nobody gave it: the evaluator says what that means.
      if (!store.columns(rel.name)) return;
      const asksIngestion = rel.columns.some(({ name }) => name === ingestionColumn.name);
      if (asksIngestion && !store.keeps(rel.name, ingestionColumn.name)) {
        throw new Refusal('ingestion_time()', `nobody said when the rows of ${rel.name} came in`);
      }
      const where = await withFacts(() => keptWhere(rel, filters, source));
      if (timeless) {
        const known = found.get(rel);
        // What is read in several places by one name has to serve them all.
        found.set(rel, known && known.join() !== where.join() ? [] : where);
        return;
      }
      const fetched = (conditions: readonly string[]): Promise<boolean> =>
        computed(rel, tableSql(rel, conditions, store), () => store.tableRows(rel.name, rel.columns, conditions));
      const within = limit && (await withFacts(() => limitedWhere(rel, filters, limit, source)));
      if (within && (await fetched(within))) return;
      if (!(await fetched(where))) await fetched([]);
      return;
    }
    if (rel.op === 'binding') {
      const binding = plan.bindings[rel.id];
      if (met.has(rel.id) || binding?.kind !== 'rel') return;
      met.add(rel.id);
      const isOnly = uses.get(rel.id) === 1;
      await load(binding.rel, isOnly ? filters : [], isOnly ? limit : undefined);
      return;
    }
    if (rel.op === 'summarize' && !timeless) {
      await loadConstants(rel);
      const sql = await withFacts(() => summarizeSql(rel, source, filters));
      if (sql !== undefined && waiting) {
        waiting.push({ rel, sql, otherwise: () => loadInputs() });
        return;
      }
      if (await computed(rel, sql)) return;
    }
    const isUnion = rel.op === 'union' && !timeless;
    const parts = isUnion ? [] : passesRows.has(rel.op) ? waiting : undefined;
    await loadInputs(parts);
    if (isUnion && parts) await computedTogether(parts);

    async function loadInputs(left?: Waiting[]): Promise<void> {
      for (const { input, kept, whole } of inputsOf(rel, filters))
        await load(input, kept, limitBelow(rel, input, limit, whole === true, countOf), left);
    }
  }

  const countOf = (expr: Expr): number | undefined => {
    const count = source.constant(expr);
    return typeof count === 'bigint' && count > 0n ? Number(count) : undefined;
  };

  /** Everything that constants below a summarize need, so that they have a value when SQL is made. */
  async function loadConstants(rel: Rel): Promise<void> {
    for (const each of relsBelow(rel)) await loadWithin(each);
  }

  /** The tabular expressions within a relation's scalar ones, and the bindings that they name. */
  async function loadWithin(rel: Rel): Promise<void> {
    const inputs = new Set(inputsOf(rel, []).map(({ input }) => input));
    for (const each of relsWithin(rel)) if (!inputs.has(each) && !loaded.has(each)) await load(each, []);
    for (const id of scalarBindings(rel)) {
      const binding = plan.bindings[id];
      if (met.has(id) || binding?.kind !== 'scalar') continue;
      met.add(id);
      for (const each of relsWithin([binding.expr])) await load(each, []);
      const inner: Rel = { op: 'rows', rows: [], columns: [], serialized: false };
      await loadWithin({ ...inner, op: 'where', input: inner, condition: binding.expr });
    }
  }

  /** A relation and those that it takes its rows from, through bindings. */
  function relsBelow(rel: Rel): readonly Rel[] {
    const binding = rel.op === 'binding' ? plan.bindings[rel.id] : undefined;
    const inner = binding?.kind === 'rel' ? [binding.rel] : inputsOf(rel, []).map(({ input }) => input);
    return [rel, ...inner.flatMap(relsBelow)];
  }

  await load(plan.root, []);
  return { loaded, kept: found };
}

/** Tables with all of their rows, in canonical order. */
export async function wholeTables(names: readonly string[], store: Store): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>();
  for (const name of names) {
    const columns = store.columns(name) ?? [];
    const ingested = store.keeps(name, ingestionColumn.name);
    const all = ingested ? [...columns, ingestionColumn] : columns;
    const whole: Rel = { op: 'table', name, columns: all, serialized: false };
    const rows = await store.rows(tableSql(whole, [], store), all);
    tables.set(
      name,
      orderedTable({
        columns,
        rows: rows.map((row) => row.slice(0, columns.length)),
        ...(ingested ? { ingested: rows.map((row) => row[columns.length] ?? null) } : {}),
      }),
    );
  }
  return tables;
}

/** True for a failure of DuckDB's arithmetic, where KQL has an answer. */
export const isArithmetic = (failure: unknown): boolean =>
  failure instanceof Error && /out of range|overflow|conversion error/i.test(failure.message);

/** How often each binding is named in what the root needs. */
function bindingUses(plan: Plan): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const count = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || part instanceof Map) return;
    if ('op' in part && (part.op === 'literal' || part.op === 'rows')) return;
    if ('op' in part && part.op === 'binding' && 'id' in part) {
      const id = Number(part.id);
      const known = uses.get(id) ?? 0;
      uses.set(id, known + 1);
      if (known === 0) count(plan.bindings[id]);
      return;
    }
    for (const each of Object.values(part)) count(each);
  };
  count(plan.root);
  return uses;
}

interface Input {
  readonly input: Rel;
  /** Filters of those above that hold for the input's rows too: without the rows that they drop, nothing changes. */
  readonly kept: readonly Expr[];
  /** True when `kept` are all filters of those above and of the relation itself. */
  readonly whole?: boolean;
}

const readingOnly = (filters: readonly Expr[], names: ReadonlySet<string>): readonly Expr[] =>
  filters.filter((filter) => [...columnsRead(filter)].every((name) => names.has(name)));

const reference = (name: string, type: Expr['type']): Expr => ({ op: 'column', name, type });

/** What a relation takes its rows from. An operator that is not here lets no filter through. */
function inputsOf(rel: Rel, filters: readonly Expr[]): readonly Input[] {
  switch (rel.op) {
    case 'where': {
      // A condition that looks at neighbours must see them all.
      if (looksAround(rel.condition)) return [{ input: rel.input, kept: [] }];
      return [{ input: rel.input, kept: [...filters, ...conjunctsOf(rel.condition)], whole: true }];
    }
    case 'summarize':
      return [{ input: rel.input, kept: [] }];
    case 'canonical':
    case 'sort':
    case 'serialize':
      return [{ input: rel.input, kept: filters, whole: true }];
    case 'extend':
    case 'project': {
      const kept = throughExprs(filters, rel.exprs, rel.op === 'extend');
      return [{ input: rel.input, kept, whole: kept.length === filters.length }];
    }
    case 'mv-expand':
    case 'parse': {
      const names =
        rel.op === 'parse'
          ? rel.pieces.flatMap((each) => (each.kind === 'column' ? [each.column.name] : []))
          : rel.expansions.map(({ name }) => name);
      const untouched = new Set(rel.input.columns.flatMap(({ name }) => (names.includes(name) ? [] : [name])));
      return [{ input: rel.input, kept: readingOnly(filters, untouched) }];
    }
    case 'union':
      return rel.inputs.map(({ rel: input, exprs }) => {
        const named = rel.columns.flatMap(({ name }, i): Named[] => {
          const expr = exprs[i];
          return expr ? [{ name, expr }] : [];
        });
        const kept = throughExprs(filters, named, false);
        return { input, kept, whole: kept.length === filters.length };
      });
    case 'join': {
      const keepsLeft = ['inner', 'leftouter', 'leftsemi', 'leftanti'].includes(rel.kind);
      const named = rel.left.columns.map(
        ({ name, type }, i): Named => ({ name: rel.columns[i]?.name ?? '', expr: reference(name, type) }),
      );
      return [
        { input: rel.left, kept: keepsLeft ? throughExprs(filters, named, false) : [] },
        { input: rel.right, kept: [] },
      ];
    }
    default:
      return relsWithin(rel).map((input) => ({ input, kept: [] }));
  }
}
