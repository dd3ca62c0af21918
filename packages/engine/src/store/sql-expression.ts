import { overloadsOf } from '../functions/blueprint.ts';
import { functions } from '../functions/index.ts';
import { isAsciiText, type SqlValue, sqlText } from '../functions/sql-form.ts';
import { columnsRead, looksAround } from '../optimise/reads.ts';
import type { Expr, Rel } from '../plan/plan.ts';
import { type Cell, isArray, type Row, type ScalarType } from '../values/cell.ts';
import { sqlTypeOf } from './store-form.ts';

/** What an expression in SQL is made of. */
export interface SqlContext {
  /** What a column of the row at hand is in SQL; undefined where it cannot be said. */
  readonly column: (name: string) => SqlValue | undefined;
  /** The value of an expression that reads no column; undefined where it is refused. */
  readonly constant: (expr: Expr) => Cell | undefined;
  /** The rows of a tabular expression within a scalar one, where they are at hand. */
  readonly rows: (rel: Rel) => readonly Row[] | undefined;
  /** What an expression without SQL is where its values are known beforehand. */
  readonly lookedUp?: (expr: Expr) => SqlValue | undefined;
}

/** Longer lists are left to the evaluator. */
const longestList = 2000;

type InExpr = Extract<Expr, { readonly op: 'in' }>;
type ToSql<Op extends Expr['op']> = (
  expr: Extract<Expr, { readonly op: Op }>,
  context: SqlContext,
) => SqlValue | undefined;

const value = (text: string, type: ScalarType, isAscii = type !== 'string'): SqlValue => ({ text, type, isAscii });

/** The SQL of an expression, that has its very value for every row. Undefined where there is none. */
export function sqlOf(expr: Expr, context: SqlContext): SqlValue | undefined {
  if (isConstant(expr)) return sqlConstant(context.constant(expr), expr.type);
  const translate = translations[expr.op] as ToSql<Expr['op']> | undefined;
  return translate?.(expr, context) ?? context.lookedUp?.(expr);
}

/**
 * A condition that is true for every row for which the expression is, and perhaps for others. Undefined where there is
 * none. `exact` tells that it is true for no other row.
 */
export function sqlKeeping(
  expr: Expr,
  context: SqlContext,
): { readonly text: string; readonly exact: boolean } | undefined {
  const whole = sqlOf(expr, context);
  if (whole) return { text: whole.text, exact: true };
  if (expr.op === 'in') {
    const text = keepingIn(expr, context);
    return text === undefined ? undefined : { text, exact: false };
  }
  if (expr.op !== 'call') return undefined;
  const parts = expr.name === 'and' || expr.name === 'or' ? expr.args.map((arg) => sqlKeeping(arg, context)) : [];
  const known = parts.flatMap((part) => part ?? []);
  if (known.length > 0 && (expr.name === 'and' || known.length === parts.length)) {
    const exact = known.length === parts.length && known.every((part) => part.exact);
    return { text: `(${known.map((part) => part.text).join(expr.name === 'and' ? ' AND ' : ' OR ')})`, exact };
  }
  const keeps = rowOf(expr)?.sqlKeeps;
  const args = keeps && argumentsOf(expr.args, context);
  const text = args && keeps(...args);
  return text === undefined ? undefined : { text, exact: false };
}

/** True when an expression has one value for all rows. */
const isConstant = (expr: Expr): boolean => columnsRead(expr).size === 0 && !looksAround(expr);

/** A value as SQL writes it, in the form in which the store keeps its type. */
export function sqlConstant(constant: Cell | undefined, type: ScalarType): SqlValue | undefined {
  if (constant === undefined) return undefined;
  const text = constantText(constant, type);
  return text === undefined ? undefined : { text, type, isAscii: type !== 'string' || isAsciiText(constant), constant };
}

function constantText(constant: Cell, type: ScalarType): string | undefined {
  if (constant === null) return `CAST(NULL AS ${sqlTypeOf(type)})`;
  if (typeof constant === 'boolean') return constant ? 'TRUE' : 'FALSE';
  if (typeof constant === 'bigint') return `CAST(${constant} AS ${sqlTypeOf(type)})`;
  if (typeof constant === 'number') return `CAST('${constant}' AS ${sqlTypeOf(type)})`;
  // The members of a dynamic are looked at one by one by those who take them.
  return typeof constant === 'string' ? sqlText(constant) : 'NULL';
}

const rowOf = (expr: Extract<Expr, { op: 'call' }>) => overloadsOf(functions[expr.name] ?? [])[expr.overload];

function argumentsOf(args: readonly Expr[], context: SqlContext): readonly SqlValue[] | undefined {
  const known = args.flatMap((arg) => {
    // What is wrapped into a dynamic keeps its own type here.
    const inner = arg.op === 'cast' && arg.type === 'dynamic' && !isConstant(arg) ? arg.arg : arg;
    return sqlOf(inner, context) ?? [];
  });
  return known.length === args.length ? known : undefined;
}

const translations: { readonly [Op in Expr['op']]?: ToSql<Op> } = {
  column: ({ name }, context) => context.column(name),
  cast: ({ type, arg, exact }, context) => {
    const inner = exact ? undefined : sqlOf(arg, context);
    const written = inner && casts[`${inner.type} ${type}`];
    return inner && written && value(written(inner.text), type, inner.isAscii);
  },
  call: (expr, context) => {
    const row = rowOf(expr);
    const args = row?.sql && argumentsOf(expr.args, context);
    const text = args && row?.sql?.(...args);
    return text === undefined || !args
      ? undefined
      : value(
          text,
          expr.type,
          args.every((arg) => arg.isAscii),
        );
  },
  choose: ({ type, branches, otherwise }, context) => {
    const pairs = branches.map(([when, then]) => [sqlOf(when, context), sqlOf(then, context)] as const);
    const last = sqlOf(otherwise, context);
    if (!last || type === 'dynamic' || type === 'decimal') return undefined;
    let text = 'CASE';
    let isAscii = last.isAscii;
    for (const [when, then] of pairs) {
      if (!when || !then) return undefined;
      text += ` WHEN ${when.text} THEN ${then.text}`;
      isAscii &&= then.isAscii;
    }
    return value(`(${text} ELSE ${last.text} END)`, type, isAscii);
  },
  coalesce: ({ type, args }, context) => {
    const known = args.flatMap((arg) => sqlOf(arg, context) ?? []);
    if (known.length !== args.length || type === 'dynamic' || type === 'decimal') return undefined;
    const isAscii = known.every((each) => each.isAscii);
    const texts = known.map(({ text }) => (type === 'string' ? `nullif(${text}, '')` : text));
    return value(`coalesce(${texts.join(', ')}${type === 'string' ? ", ''" : ''})`, type, isAscii);
  },
  in: (expr, context) => {
    const subject = sqlOf(expr.value, context);
    const list = subject && listOf(expr, context, subject.type);
    if (!subject || !list || (expr.foldCase && !(subject.isAscii && list.every(({ isAscii }) => isAscii))))
      return undefined;
    const among = `coalesce(${amongSql(subject, list, expr.foldCase)}, FALSE)`;
    return value(expr.negated ? `(NOT ${among})` : among, 'bool');
  },
};

/** An in~ whose list is ASCII: rows with other characters are kept for the evaluator. */
function keepingIn(expr: InExpr, context: SqlContext): string | undefined {
  const subject = expr.foldCase && !expr.negated ? sqlOf(expr.value, context) : undefined;
  const list = subject && listOf(expr, context, subject.type);
  if (!subject || !list?.every(({ isAscii }) => isAscii)) return undefined;
  return `(${amongSql(subject, list, true)} OR strlen(${subject.text}) <> length(${subject.text}))`;
}

function amongSql(subject: SqlValue, list: readonly SqlValue[], foldCase: boolean): string {
  if (list.length === 0) return 'FALSE';
  const [before, after] = foldCase ? ['lower(', ')'] : ['', ''];
  return `${before}${subject.text}${after} IN (${list.map(({ text }) => before + text + after).join(', ')})`;
}

/** Types whose members are compared by their value, and the type that SQL compares them as. */
const listed: Readonly<Partial<Record<ScalarType, ScalarType>>> = {
  string: 'string',
  guid: 'guid',
  int: 'long',
  long: 'long',
  datetime: 'datetime',
  timespan: 'timespan',
};

/** The members of a list that are of the subject's own type; undefined when there are others, or nulls, or too many. */
function listOf(expr: InExpr, context: SqlContext, type: ScalarType): readonly SqlValue[] | undefined {
  const memberType = listed[type];
  if (!memberType || (expr.foldCase && type !== 'string')) return undefined;
  const members = expr.table ? tableMembers(expr.table, type, context) : itemMembers(expr.items, type, context);
  if (!members || members.length > longestList) return undefined;
  const known = members.flatMap((member) => {
    const cell = typeof member === 'number' && Number.isSafeInteger(member) ? BigInt(member) : member;
    const fits = typeof cell === (memberType === 'string' || memberType === 'guid' ? 'string' : 'bigint');
    return fits ? (sqlConstant(cell, memberType) ?? []) : [];
  });
  return known.length === members.length ? known : undefined;
}

function tableMembers(table: Rel, type: ScalarType, context: SqlContext): readonly Cell[] | undefined {
  return table.columns[0]?.type === type ? context.rows(table)?.map(([first = null]) => first) : undefined;
}

function itemMembers(items: readonly Expr[], type: ScalarType, context: SqlContext): readonly Cell[] | undefined {
  const members: Cell[] = [];
  for (const item of items) {
    const cell = isConstant(item) ? context.constant(item) : undefined;
    // A dynamic's members keep their kind: only texts and whole numbers are those of a column's type.
    const isAlike = item.type === type || (item.type === 'long' && type === 'int');
    const isPlain = item.type === 'dynamic' && (type === 'string' || type === 'int' || type === 'long');
    if (cell === undefined || !(isAlike || isPlain)) return undefined;
    if (isArray(cell)) members.push(...cell);
    else members.push(cell);
  }
  return members;
}

/** Conversions that mean the same in both; what is missing here is not the same for some value. */
const casts: Readonly<Record<string, (text: string) => string>> = {
  'int long': (text) => `CAST(${text} AS BIGINT)`,
  'int real': (text) => `CAST(${text} AS DOUBLE)`,
  'long real': (text) => `CAST(${text} AS DOUBLE)`,
  'int string': (text) => `coalesce(CAST(${text} AS VARCHAR), '')`,
  'long string': (text) => `coalesce(CAST(${text} AS VARCHAR), '')`,
  'guid string': (text) => `coalesce(${text}, '')`,
  'bool string': (text) => `CASE WHEN ${text} THEN 'True' WHEN NOT ${text} THEN 'False' ELSE '' END`,
};
