import { Refusal } from '../values/refusal.ts';

/** Quotes, each an opening and a closing character, and the characters that escape within them. */
interface Quoting {
  readonly quotes: readonly (readonly [open: string, close: string])[];
  readonly escapes: readonly string[];
}

interface Delimiters extends Quoting {
  readonly pair: string;
  readonly kv: string;
}

/** The keys of a text with their values, in their order. */
export type FindValues = (text: string) => Iterable<readonly [key: string, value: string]>;

const unsure = (why: string): Refusal => new Refusal('parse-kv', why);

const blanksAt = (text: string, at: number): number => /^\s*/.exec(text.slice(at))?.[0].length ?? 0;

/** A quoted text from its opening quote on, and where it ends. Undefined when there is no quote. */
function quotedAt(text: string, at: number, { quotes, escapes }: Quoting): readonly [string, number] | undefined {
  const quote = quotes.find(([open]) => text.startsWith(open, at));
  if (!quote) return undefined;
  const [open, close] = quote;
  let value = '';
  for (let i = at + open.length; i < text.length; i++) {
    const character = text[i] ?? '';
    if (escapes.includes(character)) {
      const next = text[i + 1] ?? '';
      if (next !== open && next !== close && !escapes.includes(next)) throw unsure(`an escape before '${next}'`);
      value += next;
      i++;
    } else if (character === close) return [value, i + 1];
    else value += character;
  }
  throw unsure('a quote that is not closed');
}

const hasQuote = (text: string, { quotes }: Quoting): boolean =>
  quotes.some((quote) => quote.some((each) => text.includes(each)));

/**
 * Pairs between known delimiters. A key is what stands before the delimiter of its value, a value reaches to the next
 * delimiter of pairs; blanks around both do not count. Refuses quotes and delimiters that could be read in two ways.
 */
export function* delimitedValues(text: string, syntax: Delimiters): Iterable<readonly [string, string]> {
  let at = 0;
  while (at < text.length) {
    const key = keyAt(text, at, syntax);
    if (!key) return;
    const start = key.end + blanksAt(text, key.end);
    const quoted = quotedAt(text, start, syntax);
    if (quoted) {
      const [value, end] = quoted;
      const next = end + blanksAt(text, end);
      const isEnd = next >= text.length || text.startsWith(syntax.pair, end) || text.startsWith(syntax.pair, next);
      if (!isEnd) throw unsure('text behind a closing quote');
      yield [key.name, value];
      at = end;
      continue;
    }
    const stop = text.indexOf(syntax.pair, start);
    const end = stop < 0 ? text.length : stop;
    const value = text.slice(start, end);
    if (hasQuote(value, syntax)) throw unsure('a quote within a value');
    const skipped = text.slice(key.end, start);
    if (skipped.includes(syntax.pair) && (value.includes(syntax.kv) || value === ''))
      throw unsure('an empty value before a delimiter of blanks');
    yield [key.name, value.trim()];
    at = end + syntax.pair.length;
  }
}

/** The next key: the last piece before the next delimiter of a value, or a quoted text there. */
function keyAt(
  text: string,
  at: number,
  syntax: Delimiters,
): { readonly name: string; readonly end: number } | undefined {
  for (let i = at; i < text.length; i++) {
    const quoted = quotedAt(text, i, syntax);
    if (quoted) {
      const [name, end] = quoted;
      const next = end + blanksAt(text, end);
      if (!text.startsWith(syntax.kv, next)) throw unsure('a quoted text that is neither key nor value');
      return { name, end: next + syntax.kv.length };
    }
    if (text.startsWith(syntax.kv, i)) {
      return { name: lastPiece(text.slice(at, i), syntax.pair), end: i + syntax.kv.length };
    }
  }
  return undefined;
}

function lastPiece(text: string, delimiter: string): string {
  const trimmed = text.trimEnd();
  const cut = trimmed.lastIndexOf(delimiter);
  return (cut < 0 ? trimmed : trimmed.slice(cut + delimiter.length)).trim();
}

/** Values that reach to the next of the keys asked for. Refuses where another key stands in between, and quotes. */
export function* greedyValues(
  text: string,
  syntax: Delimiters,
  keys: ReadonlySet<string>,
): Iterable<readonly [string, string]> {
  if (hasQuote(text, syntax)) throw unsure('quotes in greedy mode');
  const starts: { readonly name: string; readonly from: number; readonly value: number }[] = [];
  for (let at = text.indexOf(syntax.kv); at >= 0; at = text.indexOf(syntax.kv, at + syntax.kv.length)) {
    const name = lastPiece(text.slice(starts.at(-1)?.value ?? 0, at), syntax.pair);
    if (!keys.has(name)) {
      if (starts.length > 0) throw unsure('a delimiter within a value in greedy mode');
      continue;
    }
    starts.push({ name, from: text.lastIndexOf(name, at - name.length), value: at + syntax.kv.length });
  }
  for (const [i, { name, value }] of starts.entries()) {
    let found = text.slice(value, starts[i + 1]?.from ?? text.length).trim();
    if (i + 1 < starts.length && found.endsWith(syntax.pair)) found = found.slice(0, -syntax.pair.length).trim();
    yield [name, found];
  }
}

/**
 * Pairs without known delimiters: whatever is no letter or digit parts words, and a value follows its key. Refuses where
 * taking the words by twos gives another answer than looking for the keys.
 */
export function looseValues(
  text: string,
  quoting: Quoting,
  keys: ReadonlySet<string>,
): readonly (readonly [string, string])[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = quotedAt(text, at, quoting);
    const word = quoted ? undefined : /^[A-Za-z0-9]+/.exec(text.slice(at))?.[0];
    if (quoted) {
      words.push(quoted[0]);
      at = quoted[1];
    } else if (word !== undefined) {
      words.push(word);
      at += word.length;
    } else {
      if (/[_\u0080-\uffff]/.test(text[at] ?? '')) throw unsure('letters beyond ASCII and underscores as delimiters');
      at++;
    }
  }
  const byTwos = new Map<string, string>();
  for (let i = 0; i + 1 < words.length; i += 2) keep(byTwos, words[i] ?? '', words[i + 1] ?? '');
  const byName = new Map<string, string>();
  words.forEach((word, i) => {
    const value = words[i + 1];
    if (value !== undefined) keep(byName, word, value);
  });
  return [...keys].flatMap((key) => {
    const value = byName.get(key);
    if (value !== byTwos.get(key)) throw unsure('words that do not pair up');
    return value === undefined ? [] : [[key, value] as const];
  });
}

/** Only the first value of a key counts. */
function keep(found: Map<string, string>, key: string, value: string): void {
  if (!found.has(key)) found.set(key, value);
}
