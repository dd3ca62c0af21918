import { type Cell, isArray, isBag } from '../values/cell.ts';
import { parseJson } from '../values/json.ts';

/** Where a column's values come from. */
export type MappedColumn = { readonly column: string } & (
  | { readonly path: readonly (string | number)[] }
  | { readonly ordinal: number }
  | { readonly constant: string }
);

/**
 * A mapping as `ingestionMapping` gives it: JSON text with a path, a place or a constant for each column. Undefined
 * when it says more than that, as a transformation. Microsoft Learn, "Ingestion mappings".
 */
export function readMapping(text: string): readonly MappedColumn[] | undefined {
  const value = parseJson(text);
  if (value === undefined || !isArray(value)) return undefined;
  const columns = value.map(readColumn);
  const known = columns.flatMap((column) => column ?? []);
  return known.length === columns.length ? known : undefined;
}

/** The names are taken in whatever case. */
function member(value: Cell, name: string): Cell | undefined {
  if (!isBag(value)) return undefined;
  return [...value].find(([key]) => key.toLowerCase() === name)?.[1];
}

function readColumn(value: Cell): MappedColumn | undefined {
  const column = member(value, 'column');
  const properties = member(value, 'properties') ?? null;
  if (typeof column !== 'string' || !isBag(properties)) return undefined;
  const names = [...properties.keys()].map((key) => key.toLowerCase());
  if (names.length !== 1) return undefined;
  const path = member(properties, 'path');
  const ordinal = member(properties, 'ordinal');
  const constant = member(properties, 'constvalue');
  if (typeof path === 'string') {
    const steps = readPath(path);
    return steps && { column, path: steps };
  }
  if (typeof ordinal === 'bigint' || typeof ordinal === 'string') {
    return /^\d+$/.test(String(ordinal)) ? { column, ordinal: Number(ordinal) } : undefined;
  }
  return typeof constant === 'string' ? { column, constant } : undefined;
}

/** `$.a.b`, `$['a b']`, `$.a[0]`. Microsoft Learn, "JSONPath expressions". */
function readPath(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const form = /\.?\[(\d+)\]|\.?\['((?:[^'\\]|\\.)*)'\]|\.([\p{L}\p{N}_-]+)/uy;
  form.lastIndex = 1;
  while (form.lastIndex < path.length) {
    const match = form.exec(path);
    if (!match) return undefined;
    steps.push(match[1] === undefined ? (match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '') : Number(match[1]));
  }
  return steps;
}

/** What stands at a path; null when nothing does. */
export function elementAt(value: Cell, path: readonly (string | number)[]): Cell {
  return path.reduce<Cell>((at, step) => {
    if (typeof step === 'number') return isArray(at) ? (at[step] ?? null) : null;
    return isBag(at) ? (at.get(step) ?? null) : null;
  }, value);
}
