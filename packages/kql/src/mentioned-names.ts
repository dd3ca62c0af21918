const word = /[A-Za-z_][A-Za-z0-9_]*/g;
const wildcard = /[A-Za-z0-9_]*\*[A-Za-z0-9_*]*/g;
/** Only these take a wildcard for a table name; elsewhere `a*b` is a product. */
const takesTablePattern = /\b(?:union|search|find|table)\b/;

/** Every word of a query that may name a table or function, those in strings too, as in `table("SigninLogs")`. */
export function mentionedWords(query: string): ReadonlySet<string> {
  return new Set(query.match(word));
}

/**
 * The known names that a query's wildcards stand for. `*` alone stands for everything and is left out: it is reported
 * as a search through everything, and binding 900 tables would tell nothing more.
 */
export function namesMatchingWildcards(query: string, names: () => readonly string[]): readonly string[] {
  if (!takesTablePattern.test(query)) return [];
  const patterns = [...new Set(query.match(wildcard))].filter((pattern) => pattern.replaceAll('*', '').length >= 2);
  if (patterns.length === 0) return [];
  const tests = patterns.map((pattern) => new RegExp(`^${pattern.split(/\*+/).join('.*')}$`));
  return names().filter((name) => tests.some((test) => test.test(name)));
}

/** True for a query that may look through all tables there are: `union *`, and search and find without `in`. */
export function looksThroughAll(query: string): boolean {
  return /\b(?:search|find)\b|\bunion\b[^|;]*(?<![\w*])\*/.test(query);
}
