/** Strings and comments, whose brackets do not nest; then the brackets themselves. */
const pieces =
  /\/\/[^\n]*|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|```[\s\S]*?```|[()[\]{}]/g;

/** How deep the brackets of a query nest: a cheap look before the parser, which takes minutes over 10,000 levels. */
export function bracketDepth(query: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [piece] of query.matchAll(pieces)) {
    if (piece === '(' || piece === '[' || piece === '{') deepest = Math.max(deepest, ++depth);
    else if (piece === ')' || piece === ']' || piece === '}') depth--;
  }
  return deepest;
}
