/** `end` closes the list and stands behind the last character. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'mark' | 'end' | 'fault';
  /** The name, the text without its quotes, the digits, the mark, or for a fault what is wrong. */
  readonly text: string;
  readonly at: number;
}

const space = /\s+/y;
const name = /[A-Za-z_$][\w$]*/y;
const number = /-?\d+(?:\.\d+)?/y;
const text = /'([^']*(?:''[^']*)*)'/y;
const mark = /[()[\],.]/y;

/**
 * Splits `source` from `from` to `to` into tokens. Never fails: what it cannot read is a `fault` token, and ends the list.
 * Texts stand in single quotes; a quote inside is doubled. Names start with a letter or underscore.
 */
export function lexExpression(source: string, from: number, to: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = from;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (!found || at + found[0].length > to) return null;
    at += found[0].length;
    return found;
  };
  while (at < to) {
    const start = at;
    if (take(space)) continue;
    const word = take(name);
    if (word) {
      tokens.push({ kind: 'name', text: word[0], at: start });
      continue;
    }
    const quoted = take(text);
    if (quoted) {
      tokens.push({ kind: 'text', text: (quoted[1] ?? '').replaceAll("''", "'"), at: start });
      continue;
    }
    const digits = take(number);
    if (digits) {
      tokens.push({ kind: 'number', text: digits[0], at: start });
      continue;
    }
    const sign = take(mark);
    if (!sign) {
      const what =
        source[start] === "'" ? 'the text is not closed by a quote' : `'${source[start]}' has no meaning here`;
      tokens.push({ kind: 'fault', text: what, at: start });
      return tokens;
    }
    tokens.push({ kind: 'mark', text: sign[0], at: start });
  }
  tokens.push({ kind: 'end', text: '', at: to });
  return tokens;
}
