import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast, commonType } from '../plan/overload.ts';
import type { Expr, NestedLevel, Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { elements, namesGiven, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type Frame, nowhere, type Run, type RunRel } from '../run/run.ts';
import { absent, type Cell, type Row } from '../values/cell.ts';
import { keyOf } from '../values/compare.ts';
import { Refusal } from '../values/refusal.ts';
import { aggregateExpression } from './aggregate-expression.ts';
import type { TranslateOperator } from './operator.ts';
import { compareAs } from './sort.ts';
import { compileAggregate } from './summarize.ts';

/** The first groups by a value, within each of them the first by another, and so on. Microsoft Learn, "top-nested operator". */
export const translateTopNested: TranslateOperator = (input, node, scope) => {
  const names = columnsOf(node, scope).map((column) => column.name);
  const levels = elements(node, 'Clauses').map((each, i) => levelOf(each, names.slice(2 * i, 2 * i + 2), input, scope));
  const known = levels.flatMap((level) => level ?? []);
  const isNamed = names.length === 2 * known.length && new Set(names).size === names.length;
  const deepest = known.at(-1);
  // What of the levels below stands beside the others is known only where the last level has others too.
  const isOdd = known.some((level) => level.others) && deepest?.others === undefined;
  if (known.length !== levels.length || !isNamed || isOdd) return refuseRel(scope, 'top-nested in this form', node);
  const columns = known.flatMap(({ key, value }) =>
    [key, value].map((each) => ({ name: each.name, type: each.expr.type })),
  );
  return { op: 'top-nested', input, levels: known, columns, serialized: false };
};

function levelOf(node: KqlNode, [keyName, valueName]: readonly string[], input: Rel, scope: Scope) {
  const outside = { ...scope, columns: [], serialized: false };
  const of = part(node, 'OfExpression');
  const by = part(node, 'ByExpression');
  const ordered = by?.kind === 'OrderedExpression' ? by : undefined;
  const aggregated = (ordered && part(ordered, 'Expression')) ?? by;
  if (!of || !aggregated || keyName === undefined || valueName === undefined) return undefined;
  const key = translateExpr(namesGiven(of).value, withColumns(scope, input));
  const { calls, expr } = aggregateExpression(namesGiven(aggregated).value, input, scope);
  const written = part(node, 'Expression');
  const count = written && translateExpr(written, outside);
  const clause = part(node, 'WithOthersClause');
  const named = clause && part(clause, 'Expression');
  const others = named && asKey(translateExpr(named, outside), key);
  const words = (ordered && part(ordered, 'Ordering')?.text.trim()) ?? 'desc';
  const isCount = count === undefined || count.type === 'long' || count.type === 'int';
  if (!isCount || key.type === 'dynamic' || expr.type === 'dynamic' || !/^(asc|desc)$/.test(words)) return undefined;
  if (named && !others) return undefined;
  return {
    key: { name: keyName, expr: key },
    count: count && cast(count, 'long'),
    others,
    aggregates: calls,
    value: { name: valueName, expr },
    descending: words === 'desc',
  } satisfies NestedLevel;
}

function asKey(value: Expr, key: Expr): Expr | undefined {
  return commonType([value.type, key.type]) === key.type ? cast(value, key.type) : undefined;
}

interface Group {
  readonly key: Cell;
  readonly value: Cell;
  readonly frames: readonly Frame[];
}

export const runTopNested: RunRel<'top-nested'> = ({ input, levels }, run) => {
  const rows = evaluateRel(input, run);
  const compiled = levels.map((level) => compileLevel(level, input, run));
  const below = (frames: readonly Frame[], depth: number): readonly Row[] => {
    const level = compiled[depth];
    if (!level) return [[]];
    const { chosen, others } = level(frames);
    const made = chosen.flatMap((group) =>
      below(group.frames, depth + 1).map((rest) => [group.key, group.value, ...rest]),
    );
    return others ? [...made, ...othersBelow(others, depth)] : made;
  };
  // Levels below that name others sum up all the rows, those that name none stay empty.
  const othersBelow = (others: Group, depth: number): readonly Row[] => {
    const rest = levels.slice(depth + 1).flatMap((level, i): Cell[] => {
      const all = level.others && compiled[depth + 1 + i]?.(others.frames, true).others;
      return all ? [all.key, all.value] : [absent(level.key.expr.type), absent(level.value.expr.type)];
    });
    return [[others.key, others.value, ...rest]];
  };
  return below(
    rows.map((row, index) => ({ row, index, rows })),
    0,
  );
};

type Choose = (
  frames: readonly Frame[],
  onlyOthers?: boolean,
) => { readonly chosen: readonly Group[]; readonly others: Group | undefined };

function compileLevel(level: NestedLevel, input: Rel, run: Run): Choose {
  const key = compileExpr(level.key.expr, input.columns, run);
  const totals = level.aggregates.map((call) => compileAggregate(call, input.columns, run));
  const value = compileExpr(
    level.value.expr,
    level.aggregates.flatMap((call) => call.columns),
    run,
  );
  const most = level.count ? Number(compileExpr(level.count, [], run)(nowhere) ?? 0n) : Infinity;
  const others = level.others ? compileExpr(level.others, [], run)(nowhere) : undefined;
  const aggregateOf = (frames: readonly Frame[]): Cell =>
    value({ row: totals.flatMap((total) => total(frames)), index: 0, rows: [] });
  return (frames, onlyOthers = false) => {
    const byKey = new Map<string, { readonly key: Cell; readonly frames: Frame[] }>();
    for (const frame of onlyOthers ? [] : frames) {
      const cell = key(frame);
      const group = byKey.get(keyOf(cell));
      if (group) group.frames.push(frame);
      else byKey.set(keyOf(cell), { key: cell, frames: [frame] });
    }
    const groups = [...byKey.values()].map((group): Group => ({ ...group, value: aggregateOf(group.frames) }));
    const order = { descending: level.descending, nullsFirst: !level.descending };
    groups.sort((a, b) => compareAs(order, a.value, b.value));
    const chosen = groups.slice(0, Math.max(0, most));
    const [last, next] = [chosen.at(-1), groups[chosen.length]];
    if (last && next && compareAs(order, last.value, next.value) === 0)
      throw new Refusal('top-nested', 'groups with the same value compete for the last place');
    if (others === undefined) return { chosen, others: undefined };
    const taken = new Set(chosen.flatMap((group) => group.frames));
    const left = frames.filter((frame) => !taken.has(frame));
    if (left.length === 0) throw new Refusal('top-nested with others', 'no other rows are left');
    return { chosen, others: { key: others, value: aggregateOf(left), frames: left } };
  };
}
