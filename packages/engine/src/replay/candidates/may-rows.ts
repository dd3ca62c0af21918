import { sqlName, sqlNames } from '../../functions/sql-form.ts';
import { columnsRead, conjunctsOf, looksAround } from '../../optimise/reads.ts';
import { throughExprs } from '../../optimise/through-exprs.ts';
import type { Expr, Named, Rel } from '../../plan/plan.ts';
import { sqlKeeping } from '../../store/sql-expression.ts';
import { whereClause } from '../../store/where-clause.ts';
import { joinsOfLeft } from '../sources.ts';
import { derivedColumns, renamedColumns, sqlValue } from './columns.ts';
import { fixedRows } from './fixed-rows.ts';
import { type Bound, boundOf, frequentSql, noneOf, witnessOf } from './groups.ts';
import { unmetSql } from './must-rows.ts';
import {
  handedOn,
  isKnown,
  keyName,
  type MayContext,
  type MayRows,
  selected,
  selectSql,
  type Times,
  tableRows,
  textOf,
  unitedRows,
} from './sql-rows.ts';
import { clockBounds, clockTexts } from './time-bounds.ts';
import { isUniqueBy } from './unique-by.ts';

/** What is asked of a relation. */
export interface Wish {
  /** Columns that conditions and keys above read: others need no SQL. */
  readonly wanted: ReadonlySet<string>;
  /** Conditions above that hold for rows of the relation, over its columns. */
  readonly above: readonly Expr[];
}

type May<Op extends Rel['op']> = (
  rel: Extract<Rel, { readonly op: Op }>,
  wish: Wish,
  context: MayContext,
) => MayRows | undefined;

/** Undefined where a relation may have rows that come from no row of a table, and where nothing is known of them. */
export function mayRows(rel: Rel, wish: Wish, context: MayContext): MayRows | undefined {
  const fixed = context.fixed(rel);
  if (fixed) return fixedRows(rel, fixed, wish.wanted);
  const may = relations[rel.op] as May<Rel['op']> | undefined;
  return may?.(rel as never, wish, context);
}

const through = ({ input }: { readonly input: Rel }, wish: Wish, context: MayContext): MayRows | undefined =>
  mayRows(input, wish, context);

const relations: { readonly [Op in Rel['op']]?: May<Op> } = {
  table: (rel, _, context) => tableRows(rel, context),
  canonical: through,
  sort: through,
  serialize: through,
  take: through,
  binding: ({ id }, wish, context) => {
    const binding = context.bindings[id];
    return binding?.kind === 'rel' && !binding.perGroup ? mayRows(binding.rel, wish, context) : undefined;
  },
  where: ({ input, condition }, { wanted, above }, context) => {
    const own = conjunctsOf(condition).filter((each) => !looksAround(each));
    const inner = mayRows(input, { wanted: reading(own, wanted), above: [...above, ...own] }, context);
    if (!inner) return undefined;
    const scope = { ...context, column: inner.column };
    const kept = own.flatMap((each) => keeping(each, inner, context));
    const where = [...inner.where, ...kept];
    if (!inner.times) return { ...inner, where };
    const { from, until, at, ingested, span } = inner.times;
    const bounds = clockBounds(own, scope);
    const { starts, ends } = clockTexts(bounds);
    const times: Times = {
      from: starts.length > 0 ? `greatest(${[from, ...starts].join(', ')})` : from,
      until: ends.length > 0 ? `least(${[until, ...ends].join(', ')})` : until,
      at,
      ingested,
      span: bounds.latest.reduce((least, { time, ticks }) => (time === at && ticks < least ? ticks : least), span),
    };
    return { ...inner, where, times };
  },
  project: ({ input, exprs }, { wanted, above }, context) => {
    const used = exprs.filter(({ name }) => wanted.has(name));
    const inner = mayRows(
      input,
      { wanted: reading(used, new Set()), above: throughExprs(above, exprs, false) },
      context,
    );
    return inner && { ...inner, ...derivedColumns(exprs, inner, context, false) };
  },
  extend: ({ input, exprs }, { wanted, above }, context) => {
    const names = new Set(exprs.map(({ name }) => name));
    const used = exprs.filter(({ name }) => wanted.has(name));
    const others = new Set([...wanted].filter((name) => !names.has(name)));
    const inner = mayRows(input, { wanted: reading(used, others), above: throughExprs(above, exprs, true) }, context);
    return inner && { ...inner, ...derivedColumns(exprs, inner, context, true) };
  },
  'mv-expand': ({ input, expansions, itemIndex }, wish, context) =>
    without([...expansions.map(({ name }) => name), itemIndex ?? ''], false, input, wish, context),
  'mv-apply': ({ input, picks, columns }, { wanted }, context) => {
    const from = new Map(
      picks.flatMap(({ from: side, at }, i) => (side === 'input' ? [[columns[i]?.name ?? '', at] as const] : [])),
    );
    const inputName = (name: string): string | undefined => input.columns[from.get(name) ?? -1]?.name;
    const inner = mayRows(
      input,
      { wanted: new Set([...wanted].flatMap((name) => inputName(name) ?? [])), above: [] },
      context,
    );
    return inner && { ...multiplied(inner), ...renamedColumns(inputName, inner) };
  },
  parse: ({ input, pieces }, wish, context) =>
    without(
      pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column.name] : [])),
      true,
      input,
      wish,
      context,
    ),
  'parse-kv': ({ input, targets }, wish, context) =>
    without(
      targets.map(({ name }) => name),
      true,
      input,
      wish,
      context,
    ),
  union: ({ inputs, columns }, { wanted, above }, context) => {
    const parts = inputs.map(({ rel, exprs }) => {
      const pairs = exprs.map((expr, i): Named => ({ name: columns[i]?.name ?? '', expr }));
      const used = pairs.filter(({ name }) => wanted.has(name));
      const inner = mayRows(
        rel,
        { wanted: reading(used, new Set()), above: throughExprs(above, pairs, false) },
        context,
      );
      return inner && { ...inner, ...derivedColumns(pairs, inner, context, false) };
    });
    const known = parts.flatMap((part) => part ?? []);
    return known.length === inputs.length ? unitedRows(known, columns, wanted) : undefined;
  },
  summarize: ({ input, keys, aggregates, columns }, { wanted, above }, context) => {
    if (keys.length === 0) return undefined;
    const bounds = above.flatMap((each) => boundOf(each, aggregates, context) ?? []);
    const witness = witnessOf(aggregates, wanted);
    const pairs = [...keys, ...witness];
    const nones = above.flatMap((each) => noneOf(each, aggregates, context) ?? []);
    const read = [...pairs.filter(({ name }) => wanted.has(name)), ...keys, ...bounds.map(({ call }) => call)];
    const all = mayRows(input, { wanted: reading([...read, ...nones], new Set()), above: [] }, context);
    if (!all) return undefined;
    const inner = nones.reduce(
      (rows, none) => withoutGroups(rows, input, keys, none, reading(read, new Set()), context),
      all,
    );
    const { key: _, ...rows } = inner;
    const grouped: MayRows = {
      ...rows,
      ...keyOf(keys, inner, context),
      ...derivedColumns(pairs, inner, context, false),
    };
    const asked = columns.filter(({ name }) => wanted.has(name));
    return (bounds.length > 0 ? often(inner, grouped, { keys, bounds, asked }, context) : undefined) ?? grouped;
  },
  join: (rel, wish, context) => {
    const { kind, left, right, rightColumns, columns } = rel;
    if (!joinsOfLeft.has(kind)) return undefined;
    const leftName = (name: string): string | undefined =>
      left.columns[columns.findIndex((column) => column.name === name)]?.name;
    const rightName = (name: string): string | undefined => {
      const at = columns.findIndex((column) => column.name === name) - left.columns.length;
      return at < 0 ? undefined : right.columns[rightColumns[at] ?? -1]?.name;
    };
    const ask = (nameOf: typeof leftName, keys: readonly Expr[]): Wish => ({
      wanted: reading(keys, new Set([...wish.wanted].flatMap((name) => nameOf(name) ?? []))),
      above: [],
    });
    const keptAbove = leftAlone.has(kind) ? wish.above : [];
    const lefts = mayRows(
      left,
      {
        ...ask(
          leftName,
          rel.on.map(([key]) => key),
        ),
        above: keptAbove,
      },
      context,
    );
    if (!lefts) return undefined;
    const rightKeys = new Set(rel.on.flatMap(([, key]) => (key.op === 'column' ? [key.name] : [])));
    const atMostOne = leftAlone.has(kind) || isUniqueBy(right, rightKeys, context.bindings);
    const counted: MayRows = atMostOne ? lefts : multiplied(lefts);
    const alone: MayRows = { ...counted, ...renamedColumns(leftName, lefts) };
    if (kind === 'leftouter') return alone;
    if (kind === 'leftanti') return unmet(rel, lefts, alone, wish, context) ?? alone;
    const rights = mayRows(
      right,
      ask(
        rightName,
        rel.on.map(([, key]) => key),
      ),
      context,
    );
    return rights ? joined(rel, { lefts: counted, rights, leftName, rightName }, wish, context) : alone;
  },
};

/** Joins of which each row is one of the left side. */
const leftAlone: ReadonlySet<string> = new Set(['leftanti', 'leftsemi']);

function reading(part: unknown, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...others, ...columnsRead(part)]);
}

/** Rows of which a step may make several. */
const multiplied = ({ key: _, ...rows }: MayRows): MayRows => ({ ...rows, isCounted: false });

/** A step that makes columns of which nothing is known, and leaves the others as they are. */
function without(
  made: readonly string[],
  isCounted: boolean,
  input: Rel,
  { wanted }: Wish,
  context: MayContext,
): MayRows | undefined {
  const unknown = new Set(made);
  const asked = new Set([...wanted].filter((name) => !unknown.has(name)));
  const inner = mayRows(input, { wanted: asked, above: [] }, context);
  if (!inner) return undefined;
  const rows = isCounted ? inner : multiplied(inner);
  return { ...rows, ...renamedColumns((name) => (unknown.has(name) ? undefined : name), inner) };
}

/** What tells the groups of a summarize apart. */
function keyOf(keys: readonly Named[], rows: MayRows, context: MayContext): Pick<MayRows, 'key'> {
  const texts = keys.flatMap(({ expr }) => {
    const key = sqlValue(expr, rows, context);
    return key && key.type !== 'real' ? [key.text] : [];
  });
  return texts.length === keys.length ? { key: `row(${texts.join(', ')})` } : {};
}

interface Grouping {
  readonly keys: readonly Named[];
  readonly bounds: readonly Bound[];
  /** Columns that are read above. */
  readonly asked: Rel['columns'];
}

/** The rows of groups in which an aggregate can be as great as conditions want it. */
function often(
  inner: MayRows,
  grouped: MayRows,
  { keys, bounds, asked }: Grouping,
  context: MayContext,
): MayRows | undefined {
  const shown = asked.filter(({ name }) => isKnown(name, grouped));
  const from = frequentSql(inner, keys, bounds, (extra) => selectSql(grouped, shown, extra), context);
  if (from === undefined) return undefined;
  return {
    ...selected(from, shown, (name) => grouped.column(name)?.isAscii === true),
    ...handedOn(grouped),
    isCounted: inner.isCounted,
  };
}

/** Rows without those of groups that have for certain a row which none of them may have. */
function withoutGroups(
  rows: MayRows,
  input: Rel,
  keys: readonly Named[],
  none: Expr,
  wanted: ReadonlySet<string>,
  context: MayContext,
): MayRows {
  const { columns, serialized } = input;
  const right: Rel = { op: 'where', input, condition: none, columns, serialized };
  const on = keys.map(({ expr }) => [expr, expr] as const);
  return unmet({ right, on, columns }, rows, rows, { wanted, above: [] }, context) ?? rows;
}

/** The rows of the left side that a leftanti may keep. */
function unmet(
  rel: Pick<Extract<Rel, { readonly op: 'join' }>, 'right' | 'on' | 'columns'>,
  lefts: MayRows,
  alone: MayRows,
  { wanted }: Wish,
  context: MayContext,
): MayRows | undefined {
  const shown = rel.columns.filter(({ name }) => wanted.has(name) && isKnown(name, alone));
  const from = unmetSql(rel, lefts, (keys) => selectSql(alone, shown, keys), context);
  if (from === undefined) return undefined;
  return {
    ...selected(from, shown, (name) => alone.column(name)?.isAscii === true),
    ...handedOn(lefts),
    isCounted: lefts.isCounted,
  };
}

interface Sides {
  readonly lefts: MayRows;
  readonly rights: MayRows;
  readonly leftName: (name: string) => string | undefined;
  readonly rightName: (name: string) => string | undefined;
}

/** Rows of both sides whose keys are equal, as far as the keys have SQL. */
function joined(
  { kind, on, columns }: Extract<Rel, { readonly op: 'join' }>,
  { lefts, rights, leftName, rightName }: Sides,
  { wanted }: Wish,
  context: MayContext,
): MayRows {
  const keys = on.flatMap(([left, right]) => {
    const [first, second] = [sqlValue(left, lefts, context), sqlValue(right, rights, context)];
    const isAlike = first && second && first.type === second.type && first.type !== 'real';
    return isAlike ? [[first.text, second.text] as const] : [];
  });
  const keyNames = keys.map((_, i) => sqlName(`$k${i}`));
  const [leftColumns, rightColumns] = [renamedColumns(leftName, lefts), renamedColumns(rightName, rights)];
  const ofLeft = columns.filter(({ name }) => wanted.has(name) && isKnown(name, leftColumns));
  const ofRight =
    kind === 'leftsemi' ? [] : columns.filter(({ name }) => wanted.has(name) && isKnown(name, rightColumns));
  const leftSql = selectSql(
    { ...lefts, ...leftColumns },
    ofLeft,
    keys.map(([text], i) => `${text} AS ${keyNames[i]}`),
  );
  const [leftNames, rightNames] = [sqlNames(ofLeft), sqlNames(ofRight)];
  const names = sqlNames([...ofLeft, ...ofRight]);
  const rightKeys = keys.map(([, text], i) => `${text} AS ${keyNames[i]}`);
  const rightShown = [
    ...ofRight.map(({ name }) => `${textOf(name, rightColumns)} AS ${rightNames.get(name)}`),
    ...rightKeys,
  ];
  const span = rights.times && [`min(${rights.times.from}) AS "$first"`, `max(${rights.times.until}) AS "$last"`];
  const groups = rightShown.map((_, i) => i + 1).join(', ');
  const byShown = groups && ` GROUP BY ${groups}`;
  const rightTexts = [
    ...rightShown,
    ...(span ?? []),
    ...(rightShown.length + (span?.length ?? 0) === 0 ? ['count(*) AS "$rows"'] : []),
  ];
  const rightSql = `SELECT ${rightTexts.join(', ')} FROM ${rights.from}${whereClause(rights.where)}${byShown} HAVING count(*) > 0`;
  const match = keyNames.map((name) => `l.${name} IS NOT DISTINCT FROM r.${name}`);
  if (lefts.times && span) match.push('l."$from" <= r."$last"', 'r."$first" <= l."$until"');
  const listed = [
    ...ofLeft.map(({ name }) => `l.${leftNames.get(name)} AS ${names.get(name)}`),
    ...ofRight.map(({ name }) => `r.${rightNames.get(name)} AS ${names.get(name)}`),
  ];
  const times = lefts.times
    ? [
        span && kind !== 'leftsemi' ? 'greatest(l."$from", r."$first") AS "$from"' : 'l."$from"',
        span && kind !== 'leftsemi' ? 'least(l."$until", r."$last") AS "$until"' : 'l."$until"',
        'l."$at"',
        'l."$ingested"',
      ]
    : [];
  const key = lefts.key === undefined ? [] : [`l.${keyName}`];
  const domain = (name: string): string | undefined => {
    const [side, own] = ofLeft.some((column) => column.name === name) ? [lefts, leftColumns] : [rights, rightColumns];
    return `SELECT DISTINCT ${textOf(name, own)} AS v FROM ${side.from}${whereClause(side.where)}`;
  };
  const side = kind === 'leftsemi' ? 'SEMI JOIN' : 'JOIN';
  const text = `(SELECT ${[...listed, ...times, ...key].join(', ') || '1'} FROM (${leftSql}) l ${side} (${rightSql}) r ON ${match.join(' AND ') || 'TRUE'})`;
  return {
    ...selected(
      text,
      [...ofLeft, ...ofRight],
      (name) => (leftColumns.column(name) ?? rightColumns.column(name))?.isAscii === true,
    ),
    domain,
    ...handedOn(lefts),
    isCounted: lefts.isCounted,
  };
}

/** SQL that is true for each row for which a condition is. */
function keeping(expr: Expr, rows: MayRows, context: MayContext): readonly string[] {
  const kept = sqlKeeping(expr, { ...context, column: rows.column });
  if (kept?.exact) return [kept.text];
  const other = context.lookUp(expr, rows)?.text ?? amongRows(expr, rows, context);
  return [...(kept ? [kept.text] : []), ...(other === undefined ? [] : [other])];
}

/** A condition that a value be among the rows of another relation. */
function amongRows(expr: Expr, rows: MayRows, context: MayContext): string | undefined {
  if (expr.op !== 'in' || !expr.table || expr.negated || expr.foldCase) return undefined;
  const [first] = expr.table.columns;
  const subject = sqlValue(expr.value, rows, context);
  if (!first || !subject || subject.type !== first.type || !compared.has(first.type)) return undefined;
  const among = mayRows(expr.table, { wanted: new Set([first.name]), above: [] }, context);
  const member = among?.column(first.name);
  return among && member && `${subject.text} IN (SELECT ${member.text} FROM ${among.from}${whereClause(among.where)})`;
}

const compared: ReadonlySet<string> = new Set(['string', 'guid', 'long', 'datetime', 'timespan']);
