/** A value as JSON writes it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Cells of a row that is being written, by column. */
export type Cells = Record<string, Json>;

/** Cells of a row by column: datetimes are ISO 8601 texts; a column that is left out is null, a string empty. */
export type Row = Readonly<Record<string, Json>>;

/** An event before its delivery: what happened at `at`, in milliseconds since 1970, as the table's own columns. */
export interface LoggedEvent {
  readonly table: string;
  readonly at: number;
  /** Handed over with the event: its delivery writes the standard columns into them. */
  readonly cells: Cells;
}

/** Takes an event into the log of the day; the cells are a new object for each. */
export type Log = (table: string, at: number, cells: Cells) => void;

/** A moment as Azure writes it. */
export const isoTime = (at: number): string => new Date(at).toISOString();
