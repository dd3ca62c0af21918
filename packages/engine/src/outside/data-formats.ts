import { absent, type Bag, type Cell, type Column, isArray, isBag, type Row, type ScalarType } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { jsonText, parseJson } from '../values/json.ts';
import { Refusal } from '../values/refusal.ts';
import { readDelimited } from './delimited.ts';
import { elementAt, type MappedColumn } from './ingestion-mapping.ts';

/** How a file is to be read. */
export interface Reading {
  readonly columns: readonly Column[];
  readonly ignoreFirstRecord: boolean;
  readonly mapping: readonly MappedColumn[] | undefined;
}

type ReadFormat = (text: string, reading: Reading) => readonly Row[];

/** Microsoft Learn, "Data formats supported for ingestion": text formats by name. */
export const dataFormats: Readonly<Record<string, ReadFormat>> = {
  csv: delimited(','),
  tsv: delimited('\t'),
  psv: delimited('|'),
  scsv: delimited(';'),
  sohsv: delimited('\u0001'),
  txt: (text, reading) => {
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    return fromRecords(
      lines.filter((line) => line !== '').map((line) => [line]),
      reading,
    );
  },
  raw: (text, reading) => fromRecords([[text]], reading),
  json: (text, reading) => fromBags(jsonLines(text), reading),
  multijson: (text, reading) => fromBags(jsonValues(text), reading),
  singlejson: (text, reading) => fromBags([singleValue(text)], reading),
};

const what = 'externaldata';

function delimited(separator: string): ReadFormat {
  return (text, reading) => {
    const read = readDelimited(text, separator);
    if ('said' in read) throw new Refusal(what, read.said);
    const isBlank = (record: readonly string[]): boolean => record.length === 1 && record[0] === '';
    if (reading.columns.length > 1 && read.records.some(isBlank)) throw new Refusal(what, 'an empty line');
    return fromRecords(read.records, reading);
  };
}

/** Columns in the order of the fields, or at the place that the mapping says. */
function fromRecords(records: readonly (readonly string[])[], reading: Reading): readonly Row[] {
  const { columns, ignoreFirstRecord, mapping } = reading;
  return records.slice(ignoreFirstRecord ? 1 : 0).map((record) =>
    columns.map(({ name, type }, i) => {
      if (!mapping) return fromText(record[i] ?? '', type);
      const mapped = mapping.find((each) => each.column === name);
      if (!mapped) return absent(type);
      if ('constant' in mapped) return fromText(mapped.constant, type);
      if ('path' in mapped) throw new Refusal(what, `a path for '${name}' in a format without paths`);
      return fromText(record[mapped.ordinal] ?? '', type);
    }),
  );
}

/** A text that is not of the column's type is null. */
function fromText(text: string, type: ScalarType): Cell {
  if (type === 'string') return text;
  if (text.trim() === '') return null;
  if (type === 'dynamic') return parseJson(text) ?? text;
  return convert(text, 'string', type);
}

function jsonLines(text: string): readonly Cell[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const value = parseJson(line);
      if (value === undefined) throw new Refusal(what, 'a line that is no JSON');
      return value;
    });
}

/** One record that is the whole text. An array, of which it is not said what becomes, is refused as no object. */
function singleValue(text: string): Cell {
  const value = parseJson(text.replace(/^\uFEFF/, '').trim());
  if (value === undefined) throw new Refusal(what, 'a text that is no JSON');
  return value;
}

/** An array of bags, or bags one after the other, each over as many lines as it takes. */
function jsonValues(text: string): readonly Cell[] {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const whole = parseJson(trimmed);
  if (whole !== undefined) return isArray(whole) ? whole : [whole];
  const bags = parseJson(`[${betweenBags(trimmed)}]`);
  if (bags === undefined || !isArray(bags)) throw new Refusal(what, 'a text that is no JSON');
  return bags;
}

/** Puts commas between bags at the top level. */
function betweenBags(text: string): string {
  let depth = 0;
  return text
    .replace(/"(?:[^"\\]|\\.)*"|[{}]/g, (token) => {
      if (token === '{') depth++;
      if (token !== '}') return token;
      depth--;
      return depth === 0 ? '},' : token;
    })
    .replace(/,\s*$/, '');
}

/** Columns by the name of the members, or by the path that the mapping says. */
function fromBags(values: readonly Cell[], reading: Reading): readonly Row[] {
  if (reading.ignoreFirstRecord) throw new Refusal(what, 'ignoreFirstRecord of a format with named fields');
  return values.map((value) => {
    if (!isBag(value)) throw new Refusal(what, 'a record that is no JSON object');
    return reading.columns.map((column) => fromBag(value, column, reading.mapping));
  });
}

function fromBag(bag: Bag, { name, type }: Column, mapping: Reading['mapping']): Cell {
  if (!mapping) return fromJson(bag.get(name) ?? null, type);
  const mapped = mapping.find((each) => each.column === name);
  if (!mapped) return absent(type);
  if ('constant' in mapped) return fromText(mapped.constant, type);
  if ('ordinal' in mapped) throw new Refusal(what, `a place for '${name}' in a format with named fields`);
  return fromJson(elementAt(bag, mapped.path), type);
}

/** How a real is written as text is not said, nor is text that holds JSON. */
function fromJson(value: Cell, type: ScalarType): Cell {
  if (value === null) return absent(type);
  if (type === 'dynamic') {
    if (typeof value === 'string' && /^\s*[[{]/.test(value))
      throw new Refusal(what, 'JSON as text in a dynamic column');
    return value;
  }
  if (isArray(value) || isBag(value)) return type === 'string' ? jsonText(value) : null;
  if (type === 'string' && typeof value === 'boolean') return String(value);
  if (type === 'string' && typeof value === 'number') throw new Refusal(what, 'a real in a string column');
  return convert(value, 'dynamic', type);
}
