import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Column, type PreparedQuery, prepareQuery, type Row, runPrepared, type Table } from '../../index.ts';
import type { Expr } from '../../plan/plan.ts';
import { openRun } from '../../query.ts';
import { compileExpr } from '../../run/expression.ts';
import { evaluateRel } from '../../run/relation.ts';
import { keyOfCells } from '../../values/compare.ts';
import type { TableRel } from '../windowed.ts';
import { type GroupsWith, type Limit, neededRows } from './needed-rows.ts';

const columns: readonly Column[] = [
  { name: 'Id', type: 'string' },
  { name: 'User', type: 'string' },
  { name: 'Count', type: 'long' },
];
const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
const declarations = { tables: { Events: types, Other: types }, watchlists: {}, functions: {} };
const now = new Date('2026-03-02T00:00:00Z');

const row = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.constantFrom('ava', 'ben', ''),
  fc.constantFrom(0n, 1n, 2n, null),
);
const tableOf = (rows: readonly Row[]): Table => ({ columns, rows });

/** The rows of a table that some of its readers need, found with the evaluator where the product asks DuckDB. */
function neededOf(
  prepared: PreparedQuery,
  tables: ReadonlyMap<string, Table>,
  result: readonly Row[],
  limiting: readonly number[],
) {
  const options = { now, tables, missing: 'empty' as const };
  const { plan } = prepared;
  const run = openRun(prepared, options);
  const allowed = new Map<string, readonly Row[]>([['result', result]]);
  const keysOf = (exprs: readonly Expr[], over: readonly Column[], rows: readonly Row[]): readonly Row[] => {
    const cells = exprs.map((expr) => compileExpr(expr, over, run));
    return rows.map((each, index) => cells.map((cell) => cell({ row: each, index, rows })));
  };
  const passing = ({ keys, allowed: { from, columns: at } }: Limit, over: readonly Column[], rows: readonly Row[]) => {
    const known = new Set((allowed.get(from) ?? []).map((each) => keyOfCells(at.map((i) => each[i] ?? null))));
    const own = keysOf(keys, over, rows);
    return rows.map((_, i) => known.has(keyOfCells(own[i] ?? [])));
  };
  const groupsWith: GroupsWith = ({ input, keys }, ofRows) => {
    const rows = evaluateRel(input, run);
    const passes = passing(ofRows, input.columns, rows);
    const exprs = keys.map(({ expr }) => expr);
    const from = `groups ${allowed.size}`;
    allowed.set(
      from,
      keysOf(
        exprs,
        input.columns,
        rows.filter((_, i) => passes[i]),
      ),
    );
    return { keys: exprs, allowed: { from, columns: keys.map((_, i) => i) } };
  };
  const limit: Limit = {
    keys: limiting.flatMap((i): Expr[] => (plan.root.columns[i] ? [{ op: 'column', ...plan.root.columns[i] }] : [])),
    allowed: { from: 'result', columns: limiting },
  };
  const needs = neededRows(plan, limit, groupsWith);
  const rowsOf = (rel: TableRel): readonly Row[] => {
    const all = tables.get(rel.name)?.rows ?? [];
    const seen = all.map((each) =>
      rel.columns.map(({ name }) => each[columns.findIndex((column) => column.name === name)] ?? null),
    );
    const lists = needs.get(rel);
    if (!lists) return seen;
    const passes = lists.map((limits) => limits.map((each) => passing(each, rel.columns, seen)));
    return seen.filter((_, i) => passes.some((all) => all.every((pass) => pass[i])));
  };
  return { needs, rowsOf };
}

function tablesIn(part: unknown, found: Set<TableRel> = new Set()): ReadonlySet<TableRel> {
  if (typeof part !== 'object' || part === null || part instanceof Map) return found;
  if ('op' in part && part.op === 'table') found.add(part as TableRel);
  for (const each of Object.values(part)) tablesIn(each, found);
  return found;
}

test.each<[string, string, readonly string[]]>([
  ['filters and columns', 'Events | where Count > 0 | extend Who = toupper(User) | project Who, Id', ['Events']],
  ['order', 'Events | sort by Id asc | project Id', ['Events']],
  ['a union', 'union (Events | project Id, User), (Other | project Id = User, User = Id)', ['Events', 'Other']],
  ['keys of groups', 'Events | summarize Ids = make_list(Id), count() by User', ['Events']],
  ['a row of groups', 'Events | summarize arg_max(Count, User) by Id | project User', ['Events']],
  [
    'groups of groups',
    'Events | summarize arg_min(Count, *) by Id | summarize Ids = dcount(Id), Id = take_any(Id) by User',
    ['Events'],
  ],
  ['inner', 'Events | join kind=inner Other on Id | project Id, User1', ['Events', 'Other']],
  ['inner, by the right side', 'Events | join kind=inner Other on Id | project User1', ['Other']],
  [
    'inner over two names',
    'Events | join kind=inner Other on $left.Id == $right.User | project User1',
    ['Events', 'Other'],
  ],
  ['innerunique', 'Events | join kind=innerunique Other on User | project Id, Id1', ['Other']],
  [
    'innerunique by its key',
    'Events | join kind=innerunique Other on User | project Id, User, Id1',
    ['Events', 'Other'],
  ],
  ['leftouter', 'Events | join kind=leftouter (Other | where Count > 0) on Id | project User, User1', ['Events']],
  [
    'leftouter by its key',
    'Events | join kind=leftouter (Other | where Count > 0) on Id | project Id, User1',
    ['Events', 'Other'],
  ],
  ['leftanti', 'Events | join kind=leftanti (Other | where Count > 0) on Id', ['Events', 'Other']],
  [
    'leftanti by another column',
    'Events | join kind=leftanti (Other | where Count > 0) on Id | project User',
    ['Events'],
  ],
  ['leftsemi', 'Events | join kind=leftsemi Other on Id, Count', ['Events', 'Other']],
  ['rightouter', 'Events | join kind=rightouter Other on Id', []],
  [
    'what is read twice',
    'let all = Events | summarize arg_min(Count, *) by Id; all | where User == "ava" | join kind=inner (all | where User != "ava") on Count | project Id, Id1, Count',
    ['Events'],
  ],
  [
    'what is read once more, whole',
    'let all = Events | where Count > 0; all | where User in ((all | summarize by User | take 1)) | project Id',
    [],
  ],
  ['a list', 'Events | mv-expand Part = pack_array(Id, User) to typeof(string) | project Part, User', ['Events']],
  ['a list alone', 'Events | mv-expand Part = pack_array(Id, User) to typeof(string) | project Part', []],
  ['parts of a text', 'Events | parse User with First "v" Rest | project First, Id', ['Events']],
  ['the first rows', 'Events | sort by Id asc, User asc, Count asc | take 2', []],
  [
    'the row before',
    'Events | sort by Id asc, User asc, Count asc | extend Before = prev(User) | project Id, Before',
    [],
  ],
  ['all rows', 'Events | summarize Ids = dcount(Id), User = take_any(User)', []],
])('%s: the rows that are needed are enough', (_, query, limited) => {
  const { value: prepared } = prepareQuery(query, { declarations, missing: 'empty' });
  if (!prepared) throw new Error(`${query} is a query`);
  const { plan } = prepared;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.array(row, { maxLength: 8 }), fc.nat(), (some, others, pick) => {
      const tables = new Map([
        ['Events', tableOf(some)],
        ['Other', tableOf(others)],
      ]);
      const result = runPrepared(prepared, { now, tables }).value?.rows ?? [];
      const places = plan.root.columns.flatMap(({ type }, i) => (type === 'dynamic' ? [] : [i]));
      // Whatever columns the limit goes by.
      const limiting = pick % 3 === 0 ? places : places.filter((i) => i % 3 === pick % 3);
      const { rowsOf } = neededOf(prepared, tables, result, limiting.length > 0 ? limiting : places);
      const loaded = new Map([...tablesIn(plan)].map((rel) => [rel, rowsOf(rel)]));
      expect(runPrepared(prepared, { now, tables, loaded }).value?.rows).toEqual(result);
      const { needs } = neededOf(prepared, tables, result, places);
      expect([...new Set([...needs.keys()].map(({ name }) => name))].sort()).toEqual(limited);
    }),
    { numRuns: 60 },
  );
});
