import { invariant } from '@picket/diagnostics';
import type { KqlNode } from '@picket/kql';
import { aggregates } from '../aggregates/index.ts';
import { covarianceName, translateAggregate } from '../plan/aggregate.ts';
import { translateExpr } from '../plan/expression.ts';
import type { AggregateCall, Expr, Named, Rel } from '../plan/plan.ts';
import { projected } from '../plan/projected.ts';
import { columnsOf, refuseExpr, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { bare, elements, nameOf, namesGiven, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { Frame, Run, RunRel } from '../run/run.ts';
import type { Cell, Column, Row } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import type { TranslateOperator } from './operator.ts';

/** Groups by the keys; without keys there is one group, of no rows perhaps. Microsoft Learn, "summarize operator". */
export const translateSummarize: TranslateOperator = (input, node, scope) => {
  const inner = withColumns(scope, input);
  const names = columnsOf(node).map((column) => column.name);
  const keys = translateKeys(elements(part(node, 'ByClause'), 'Expressions'), names, inner);
  if (!keys || !hintsOnly(node)) return refuseRel(scope, 'summarize with these keys or parameters', node);
  return aggregated(input, keys, elements(node, 'Aggregates'), names.slice(keys.length), node, inner);
};

function hintsOnly(node: KqlNode): boolean {
  return [...parametersOf(node).keys()].every((name) => name.startsWith('hint.'));
}

export function translateKeys(
  written: readonly KqlNode[],
  names: readonly string[],
  scope: Scope,
): readonly Named[] | undefined {
  const keys = written.map((each, i): Named => {
    const given = namesGiven(each);
    const expr = translateExpr(given.value, scope);
    return {
      name: given.names[0] ?? names[i] ?? '',
      expr: expr.type === 'dynamic' ? refuseExpr(scope, 'grouping by a dynamic value', each) : expr,
    };
  });
  const distinct = new Set(keys.map((key) => key.name));
  return distinct.size === keys.length && !distinct.has('') ? keys : undefined;
}

/** Aggregate calls go into columns of their own; the expressions around them are computed afterwards. */
function aggregated(
  input: Rel,
  keys: readonly Named[],
  written: readonly KqlNode[],
  names: readonly string[],
  node: KqlNode,
  scope: Scope,
): Rel {
  const calls: AggregateCall[] = [];
  const outputs: Named[] = keys.map(({ name, expr }) => ({ name, expr: { op: 'column', type: expr.type, name } }));
  const addCall = (call: Omit<AggregateCall, 'columns'>, columns: readonly Column[]): readonly Expr[] => {
    const placed = columns.map((column, i) => ({ ...column, name: `#${calls.length}.${i}` }));
    calls.push({ ...call, columns: placed });
    return placed.map((column) => ({ op: 'column', ...column }));
  };
  const within: Scope = {
    ...scope,
    aggregate: (call, at) => {
      const found = translateAggregate(call, { ...at, columns: input.columns }, keys);
      const [only, ...more] = found ? addCall(found.call, found.columns) : [];
      return only && more.length === 0 ? only : refuseExpr(scope, `${nameOf(part(call, 'Name'))}()`, call);
    },
    columns: [],
    serialized: false,
  };
  let next = 0;
  for (const each of written) {
    const given = namesGiven(each);
    const value = bare(given.value);
    const isCall = value.kind === 'FunctionCallExpression' && Object.hasOwn(aggregates, nameOf(part(value, 'Name')));
    const found = isCall ? translateAggregate(value, scope, keys) : undefined;
    const exprs = found ? addCall(found.call, found.columns) : [translateExpr(value, within)];
    // The page and the analyser name this one's column differently.
    if (given.names.length === 0 && isCall && nameOf(part(value, 'Name')) === 'percentilesw_array')
      return refuseRel(scope, 'percentilesw_array() without a name', each);
    // The engine makes up a name where an index is no literal.
    if (given.names.length === 0 && hasComputedIndex(value))
      return refuseRel(scope, 'an aggregate without a name over a computed index', each);
    exprs.forEach((expr, i) => {
      const name = given.names[i] ?? covarianceName(value);
      // A name that a star has brought already gets a number, as the analyser says.
      const isTaken = name !== undefined && outputs.some((output) => output.name === name);
      outputs.push({ name: (isTaken ? undefined : name) ?? names[next + i] ?? '', expr });
    });
    next += exprs.length;
  }
  const distinct = new Set(outputs.map((output) => output.name));
  if (next !== names.length || distinct.size !== outputs.length || distinct.has('')) {
    return refuseRel(scope, 'summarize with these names', node);
  }
  return projected(summarized(input, keys, calls), outputs);
}

function hasComputedIndex(node: KqlNode): boolean {
  const selector = node.kind === 'ElementExpression' ? part(node, 'Selector') : undefined;
  const index = selector && part(selector, 'Expression');
  return (index !== undefined && index.literal === undefined) || node.children.some(hasComputedIndex);
}

export function summarized(input: Rel, keys: readonly Named[], calls: readonly AggregateCall[]): Rel {
  const columns = [
    ...keys.map(({ name, expr }) => ({ name, type: expr.type })),
    ...calls.flatMap((call) => call.columns),
  ];
  return { op: 'summarize', input, keys, aggregates: calls, columns, serialized: false };
}

/** Microsoft Learn, "count operator". */
export const translateCount: TranslateOperator = (input, node) => {
  const name = columnsOf(node)[0]?.name ?? 'Count';
  return summarized(input, [], [{ name: 'count', args: [], columns: [{ name, type: 'long' }] }]);
};

/** Microsoft Learn, "distinct operator". */
export const translateDistinct: TranslateOperator = (input, node, scope) => {
  const written = elements(node, 'Expressions');
  const inner = withColumns(scope, input);
  const names = columnsOf(node, scope).map((column) => column.name);
  const all = written[0]?.kind === 'StarExpression';
  const keys = all
    ? input.columns.map((column): Named => ({ name: column.name, expr: { op: 'column', ...column } }))
    : translateKeys(written, names, inner);
  return keys && keys.length === names.length
    ? summarized(input, keys, [])
    : refuseRel(scope, 'distinct with these names', node);
};

export const runSummarize: RunRel<'summarize'> = ({ input, keys, aggregates: calls }, run) => {
  const rows = evaluateRel(input, run);
  const keyCells = keys.map(({ expr }) => compileExpr(expr, input.columns, run));
  const opens = calls.map((call) => openAggregate(call, input.columns, run));
  const groups = new Map<string, { readonly key: Row; readonly first: number; last: number }>();
  // Each row's next one in its group: one group is computed at a time, so that the states of many are never there at once.
  const next = new Int32Array(rows.length).fill(-1);
  rows.forEach((row, index) => {
    const frame = { row, index, rows };
    const key = keyCells.map((cell) => cell(frame));
    const id = keyOfCells(key);
    const group = groups.get(id);
    if (group) {
      next[group.last] = index;
      group.last = index;
    } else groups.set(id, { key, first: index, last: index });
  });
  if (keys.length === 0 && groups.size === 0) groups.set('', { key: [], first: -1, last: -1 });
  return [...groups.values()].map(({ key, first }) => {
    const totals = opens.map((open) => open());
    for (let at = first; at >= 0; at = next[at] ?? -1) {
      const frame = { row: rows[at] ?? [], index: at, rows };
      for (const total of totals) total.add(frame);
    }
    const out = [...key];
    for (const total of totals) out.push(...total.finish());
    return out;
  });
};

/** An aggregate over one group: fed with rows, then asked for the values of its columns. */
export interface Total {
  readonly add: (frame: Frame) => void;
  readonly finish: () => readonly Cell[];
}

/** An aggregate call made ready: each call of what it gives begins a group. */
export function openAggregate(call: AggregateCall, columns: readonly Column[], run: Run): () => Total {
  const row = aggregates[call.name];
  invariant(row, `no aggregate ${call.name}`);
  const args = call.args.map((arg) => compileExpr(arg, columns, run));
  const types = call.args.map((arg) => arg.type);
  const cells: Cell[] = args.map(() => null);
  return () => {
    const { add, finish } = row.start(types, call.columns);
    return {
      add: (frame) => {
        for (let i = 0; i < args.length; i++) cells[i] = args[i]?.(frame) ?? null;
        add(cells);
      },
      finish,
    };
  };
}

/** An aggregate call as a function of a group's rows. */
export function compileAggregate(
  call: AggregateCall,
  columns: readonly Column[],
  run: Run,
): (frames: readonly Frame[]) => readonly Cell[] {
  const open = openAggregate(call, columns, run);
  return (frames) => {
    const total = open();
    frames.forEach(total.add);
    return total.finish();
  };
}
