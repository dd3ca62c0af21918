import { BrokenFile } from './file-text.ts';

export interface CsvRecord {
  readonly fields: readonly string[];
  /** The line that it begins at, from 1. */
  readonly line: number;
}

/**
 * Records of comma-separated values as RFC 4180 describes them: fields in double quotes may hold commas, line breaks and
 * doubled quotes. Throws BrokenFile for a quote that does not end or stands within a field.
 */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncIterable<CsvRecord> {
  let fields: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let line = 1;
  let began = 1;
  const endField = (): void => {
    fields.push(field);
    field = '';
    state = 'start';
  };
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at++) {
      const next = piece[at] ?? '';
      if (next === '\n') line++;
      if (state === 'quoted') {
        const quote = piece.indexOf('"', at);
        const upTo = quote < 0 ? piece.length : quote;
        const text = piece.slice(at, upTo);
        for (let i = text.indexOf('\n', next === '\n' ? 1 : 0); i >= 0; i = text.indexOf('\n', i + 1)) line++;
        field += text;
        at = upTo;
        if (quote >= 0) state = 'closed';
        continue;
      }
      if (next === '"') {
        if (state === 'plain') throw new BrokenFile('a field without quotes has one within', line);
        if (state === 'closed') field += '"';
        state = 'quoted';
        continue;
      }
      if (next === ',') endField();
      else if (next === '\n') {
        endField();
        if (fields.length > 1 || fields[0] !== '') yield { fields, line: began };
        fields = [];
        began = line;
      } else if (next !== '\r') {
        if (state === 'closed') throw new BrokenFile('text stands behind a closing quote', line);
        field += next;
        state = 'plain';
      }
    }
  }
  if (state === 'quoted') throw new BrokenFile('a quote does not end', began);
  endField();
  if (fields.length > 1 || fields[0] !== '') yield { fields, line: began };
}
