import { codeOnly } from './kql-text.ts';

export type Contents = 'array' | 'bag';

/** Functions and aggregates by what they always return (the Kusto pages of the same names). */
const returns: ReadonlyMap<string, Contents> = new Map([
  ...named('array', ['make_set', 'make_set_if', 'makeset', 'make_list', 'make_list_if', 'makelist']),
  ...named('array', ['make_list_with_nulls', 'pack_array', 'split', 'extract_all', 'bag_keys', 'array_concat']),
  ...named('array', ['set_union', 'set_intersect', 'set_difference', 'array_sort_asc', 'array_sort_desc']),
  ...named('bag', ['make_bag', 'make_bag_if', 'bag_pack', 'pack', 'pack_dictionary', 'pack_all', 'bag_merge']),
]);

/** They turn a value into text, and a list into the text of a list. */
const toText = new Set(['tostring', 'tojson', 'dynamic_to_json']);

/** Operators that hand on the values of the columns they keep. */
const passing = new Set([
  ...['where', 'filter', 'sort', 'order', 'top', 'take', 'limit', 'serialize', 'as', 'distinct'],
  ...['project-reorder', 'project-away', 'project-keep', 'render'],
]);
/** Operators that do so for the columns they do not mention. */
const touching = new Set(['mv-expand', 'mv-apply', 'parse', 'parse-where', 'parse-kv', 'project-rename']);

/**
 * What a column of the query's output holds in every row, where the last statement says so itself: the value it gives
 * to the column at its top level is a list or a property bag, or the text of one, and nothing takes it apart later on.
 * Undefined wherever that is less plain, as behind a join or inside of a union's legs.
 */
export function columnContents(query: string, column: string): Contents | undefined {
  if (!/^\w+$/.test(column)) return undefined;
  const code = codeOnly(query).trimEnd().replace(/;$/, '');
  const [, ...steps] = topLevel(code.slice(code.lastIndexOf(';') + 1), '|');
  let name = column;
  for (const step of steps.reverse()) {
    const [, operator = '', rest = ''] = /^\s*([\w-]+)([\s\S]*)$/.exec(step) ?? [];
    if (passing.has(operator) || (touching.has(operator) && !mentions(rest, name))) continue;
    if (operator !== 'extend' && operator !== 'project' && operator !== 'summarize') return undefined;
    const value = withoutText(expressionOf(rest, operator, name));
    if (value === undefined) {
      if (operator === 'extend') continue;
      return undefined;
    }
    if (!/^\w+$/.test(value)) return contentsOfCall(value);
    name = value;
  }
  return undefined;
}

/** The expression that an extend, project or summarize gives to the column. */
function expressionOf(rest: string, operator: string, column: string): string | undefined {
  const [values = ''] = operator === 'summarize' ? rest.split(/\bby\b/) : [rest];
  for (const item of topLevel(values, ',').reverse()) {
    const [, name, value] = /^\s*(\w+)\s*=(?![=~])\s*([\s\S]+?)\s*$/.exec(item) ?? [];
    if (name === column) return value;
    const plain = item.trim();
    if (operator === 'project' && plain === column) return plain;
    // An aggregate without a name takes its column's: `make_set(x)` becomes `set_x`.
    const [, kind, of] = /^make_(set|list|bag)\s*\(\s*(\w+)/.exec(plain) ?? [];
    if (kind && `${kind}_${of}` === column) return plain;
  }
  return undefined;
}

function withoutText(value: string | undefined): string | undefined {
  const call = value === undefined ? undefined : wholeCall(value);
  return call && toText.has(call.name) ? withoutText(call.inner) : value;
}

function contentsOfCall(value: string): Contents | undefined {
  const call = wholeCall(value);
  // split() with an index still gives an array, of one part.
  return call && returns.get(call.name);
}

/** An expression that is one call and nothing else: not `make_set(x)[0]`. */
function wholeCall(value: string): { readonly name: string; readonly inner: string } | undefined {
  const [head = '', name = ''] = /^\s*(\w+)\s*\(/.exec(value) ?? [];
  const text = value.trimEnd();
  if (head === '' || closingOf(text, head.length - 1) !== text.length - 1) return undefined;
  return { name, inner: text.slice(head.length, -1).trim() };
}

function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    depth += depthOf(text.charAt(i));
    if (depth === 0) return i;
  }
  return -1;
}

/** The text cut at each separator outside of all brackets. */
function topLevel(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    depth += depthOf(character);
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function depthOf(character: string): number {
  if (character === '(' || character === '[' || character === '{') return 1;
  return character === ')' || character === ']' || character === '}' ? -1 : 0;
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function named(contents: Contents, names: readonly string[]): (readonly [string, Contents])[] {
  return names.map((name) => [name, contents]);
}
