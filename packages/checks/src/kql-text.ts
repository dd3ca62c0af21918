/**
 * The query with comments and the contents of string literals blanked out, every character at its old offset: what
 * is left can be searched for names. Strings: '…' and "…" with backslash escapes, @'…' and @"…" verbatim (a doubled
 * quote stands for one), ```…``` and ~~~…~~~ over several lines; `//` starts a comment (page scalar-data-types/string).
 */
export function codeOnly(query: string): string {
  return query.replace(
    /\/\/[^\r\n]*|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?/g,
    (found) => found.replace(/[^\r\n]/g, ' '),
  );
}
