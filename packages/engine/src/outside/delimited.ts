import { CsvError, parse } from 'csv-parse/sync';

/** The records of a text, or why it cannot be read. */
export type Records =
  | {
      readonly records: readonly (readonly string[])[];
      /** The line that each ends at, from 1. */
      readonly lines: readonly number[];
    }
  | {
      readonly said: string;
      /** From 1, where it is known. */
      readonly line?: number;
    };

/**
 * Reads comma-separated values as RFC 4180 says, or values with another separator and without quotes. Empty lines at
 * the end count for nothing. The door to csv-parse: no other file knows it.
 */
export function readDelimited(text: string, separator: string): Records {
  const quoted = separator === ',';
  if (!quoted && text.includes('"')) return { said: 'quotes, whose meaning in this format is not said' };
  try {
    const lines: number[] = [];
    const records = parse(text.replace(/[\r\n]+$/, ''), {
      delimiter: separator,
      quote: quoted ? '"' : null,
      bom: true,
      on_record: (record: string[], context) => {
        lines.push(context.lines);
        return record;
      },
      relax_column_count: true,
    });
    return { records, lines };
  } catch (failure) {
    if (failure instanceof CsvError) return { said: failure.message, line: Number(failure.lines ?? 1) };
    throw failure;
  }
}
