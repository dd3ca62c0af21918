import { type Checked, diagnostic, type Span } from '@picket/diagnostics';
import { readRows } from '../read-rows.ts';
import type { Column, Table } from '../values/cell.ts';
import { isArray, isBag } from '../values/cell.ts';
import { parseJson } from '../values/json.ts';
import { readDelimited } from './delimited.ts';

/** Items are text, whatever they look like. */
const datetimes = new Set(['LastUpdatedTimeUTC', 'TimeGenerated']);
const typed = (name: string): Column => ({ name, type: datetimes.has(name) ? 'datetime' : 'string' });

/**
 * The items of a watchlist from CSV with the names of its columns in the first line, or from JSON: an array of objects,
 * or one a line. A record with more or fewer fields than the first line, and a value that is no text, are problems.
 */
export function readWatchlist(text: string, file: string): Checked<Table> {
  if (/^\s*[[{]/.test(text)) return fromJson(text, file);
  const at = (line = 1): Span => ({ file, start: { line, column: 1 }, end: { line, column: 1 } });
  const read = readDelimited(text, ',');
  if ('said' in read) return { problems: [diagnostic('ENG107', { said: read.said }, at(read.line))] };
  const [names = [], ...records] = read.records;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    return { problems: [diagnostic('ENG107', { said: `the head names the column ${twice} twice` }, at())] };
  const uneven = records.findIndex((record) => record.length !== names.length);
  if (uneven >= 0) {
    const said = `item ${uneven + 1} does not have the ${names.length} fields of the first line`;
    return { problems: [diagnostic('ENG107', { said }, at(read.lines[uneven + 1]))] };
  }
  const objects = records.map((record) => Object.fromEntries(names.map((name, i) => [name, record[i] || null])));
  return readRows(JSON.stringify(objects), file, names.map(typed));
}

function fromJson(text: string, file: string): Checked<Table> {
  const whole = parseJson(text);
  const lines = text.split(/\r?\n/).flatMap((line) => parseJson(line) ?? []);
  const items = whole !== undefined && isArray(whole) ? whole : lines;
  const names = new Set(items.flatMap((item) => (isBag(item) ? [...item.keys()] : [])));
  return readRows(text, file, [...names].map(typed));
}
