import type { Cell, ScalarType } from '../values/cell.ts';

/**
 * A value as DuckDB computes it, in the form in which the store keeps its type: string VARCHAR and never NULL, bool
 * BOOLEAN, int INTEGER, long BIGINT, real DOUBLE, datetime and timespan BIGINT ticks, guid VARCHAR in lower case, dynamic
 * VARCHAR of JSON text. Null is SQL's NULL.
 */
export interface SqlValue {
  /** An SQL expression, in parentheses where it needs them. */
  readonly text: string;
  /** The type whose form the text has. Where the function takes any `value`, that of the value before it is wrapped. */
  readonly type: ScalarType;
  /** True when every character of it is ASCII, so that case and order are SQL's. Other types than string count as such. */
  readonly isAscii: boolean;
  /** The value itself where it is the same for all rows. */
  readonly constant?: Cell;
}

/**
 * The SQL text that means the same as a function's `run`, nulls included: a function that passes nulls is NULL in SQL
 * as soon as an argument is, or an empty string. Undefined when for these arguments it is not the same.
 * DuckDB fails where a long overflows; the evaluator then takes over.
 */
export type SqlForm = (...args: readonly SqlValue[]) => string | undefined;

/** A template: `{0}` is the first argument. */
export function sqlForm(template: string): SqlForm {
  return (...args) => template.replace(/\{(\d)\}/g, (_, place) => args[Number(place)]?.text ?? 'NULL');
}

/** As the other form, where all texts are ASCII; elsewhere it is not the same. */
export function asciiForm(form: SqlForm): SqlForm {
  return (...args) => (args.every((arg) => arg.isAscii) ? form(...args) : undefined);
}

/** A text as SQL writes it. The one place where text gets into SQL; undefined for text that SQL cannot hold. */
export function sqlText(text: string): string | undefined {
  return /\0|\p{Surrogate}/u.test(text) ? undefined : `'${text.replaceAll("'", "''")}'`;
}

/** A name as SQL writes it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The names of columns beside each other as SQL writes them. SQL does not tell capitals from small letters, KQL does:
 * a name that an earlier one has but for its case takes its place behind it.
 */
export function sqlNames(columns: readonly { readonly name: string }[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const [place, { name }] of columns.entries()) {
    if (names.has(name)) continue;
    let free = name;
    while (taken.has(free.toLowerCase())) free = `${free} ${place}`;
    taken.add(free.toLowerCase());
    names.set(name, sqlName(free));
  }
  return names;
}

/** True where a text in the column is not ASCII: it has more bytes than characters. */
export const sqlBeyondAscii = (value: SqlValue): string => `strlen(${value.text}) <> length(${value.text})`;

export const isAsciiText = (cell: Cell | undefined): cell is string =>
  typeof cell === 'string' && /^\p{ASCII}*$/u.test(cell);
