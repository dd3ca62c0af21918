import { entry } from '../entry.ts';

/** What keeps a YAML file from being read, or makes it read otherwise than its author thinks. */
export const fileProblems = {
  YAML001: entry<{ bytes: number; limit: number }>({
    severity: 'error',
    title: 'the file is too large',
    message: (p) => `the file has ${p.bytes} bytes; content files may have ${p.limit}`,
    hint: () => 'move data out of the file: a watchlist for a list of values, a function for shared logic',
  }),
  YAML002: entry<{ byte: number }>({
    severity: 'error',
    title: 'the file is not UTF-8',
    message: (p) => `the byte 0x${p.byte.toString(16).toUpperCase().padStart(2, '0')} here is not valid UTF-8`,
    hint: () => "save the file with the encoding UTF-8; it may be 'Windows 1252' or 'ISO 8859-1' now",
  }),
  YAML003: entry<{ encoding: string }>({
    severity: 'error',
    title: 'the file is UTF-16',
    message: (p) => `the file is encoded in ${p.encoding}`,
    hint: () => "save it with the encoding UTF-8; in Windows PowerShell add -Encoding utf8 to Out-File instead of '>'",
  }),
  YAML004: entry({
    severity: 'warning',
    title: 'the file begins with a byte order mark',
    message: () =>
      'the file begins with a byte order mark (EF BB BF), which some tools take for a part of the first key',
    hint: () => "save it as 'UTF-8', not 'UTF-8 with BOM'",
  }),
  YAML005: entry<{ mixed: boolean; lines: number }>({
    severity: 'note',
    title: 'line ends with a carriage return',
    message: (p) =>
      p.mixed
        ? `${p.lines} lines end with a carriage return, the others do not`
        : 'the lines end with a carriage return (CRLF), as on Windows',
    hint: () => 'save the file with LF line ends, so that it reads the same in every tool and diff',
  }),
  YAML006: entry<{ codePoint: string }>({
    severity: 'error',
    title: 'a control character',
    message: (p) => `the invisible control character ${p.codePoint} is not allowed in YAML`,
    hint: () => 'delete it; it often comes along when text is copied from a terminal or a document',
  }),
  YAML007: entry<{ lines: number }>({
    severity: 'error',
    title: 'a tab in the indentation',
    message: (p) =>
      `${p.lines > 1 ? `${p.lines} lines are` : 'this line is'} indented with a tab; YAML takes spaces only`,
    hint: () => 'replace each tab at the start of a line with spaces',
  }),
  YAML008: entry<{ what: string; hint?: string | undefined }>({
    severity: 'error',
    title: 'the YAML cannot be read',
    message: (p) => p.what,
    hint: (p) => p.hint,
  }),
  YAML009: entry<{ cause: string }>({
    severity: 'error',
    title: 'a text that must be quoted',
    message: (p) => `this text must be quoted: ${p.cause}`,
    hint: () => "put it in single quotes, and write a single quote inside it as ''",
  }),
  YAML010: entry<{ quote: string }>({
    severity: 'error',
    title: 'a quote that is not closed',
    message: (p) => `the text that begins here with ${p.quote} is not closed where its value ends`,
    hint: (p) => `close it with ${p.quote}; if it goes on over several lines, indent all of them`,
  }),
  YAML011: entry<{ key: string }>({
    severity: 'error',
    title: 'a key is given twice',
    message: (p) => `the key '${p.key}' is already given above; only one of the two values would count`,
    hint: () => 'remove one of them',
  }),
  YAML012: entry<{ what: string }>({
    severity: 'error',
    title: 'indentation that does not fit',
    message: (p) => p.what,
    hint: () => 'begin sibling keys in the same column, and indent what belongs under a key further than the key',
  }),
  YAML013: entry<{ name: string; near?: string | undefined }>({
    severity: 'error',
    title: 'an alias without an anchor',
    message: (p) => `*${p.name} refers to an anchor &${p.name}, but there is none above`,
    hint: (p) => (p.near ? `did you mean '*${p.near}'?` : "if the text itself begins with a '*', put it in quotes"),
  }),
  YAML014: entry<{ name: string; limit: number; itself: boolean }>({
    severity: 'error',
    title: 'aliases that grow without bound',
    message: (p) =>
      p.itself
        ? `*${p.name} stands inside the anchor &${p.name}, so it would contain itself`
        : `with *${p.name} put in, the file would grow to more than ${p.limit} values`,
    hint: () => 'write the values out instead of repeating them by alias',
  }),
  YAML015: entry<{ limit: number }>({
    severity: 'error',
    title: 'nested too deeply',
    message: (p) => `this is nested more than ${p.limit} levels deep`,
  }),
  YAML016: entry({
    severity: 'error',
    title: 'a merge key',
    message: () => "the merge key '<<' is not part of YAML 1.2, and the tools of Sentinel do not merge",
    hint: () => 'write the keys out',
  }),
  YAML017: entry({
    severity: 'error',
    title: 'several documents in one file',
    message: () => 'a second document begins here; it would be ignored',
    hint: () => 'put each rule into a file of its own',
  }),
  YAML018: entry({
    severity: 'error',
    title: 'the file is empty',
    message: () => 'the file holds no value',
  }),
  YAML019: entry<{ found: string }>({
    severity: 'error',
    title: 'the file is not a mapping',
    message: (p) => `the file must consist of 'key: value' lines; it holds ${p.found}`,
  }),
  YAML020: entry<{ tag: string }>({
    severity: 'error',
    title: 'an unknown tag',
    message: (p) => `the tag ${p.tag} has no meaning here`,
    hint: () => 'remove it; if the text itself begins with an exclamation mark, put it in quotes',
  }),
  YAML021: entry<{ found: string }>({
    severity: 'error',
    title: 'a key that is not a text',
    message: (p) => `a key must be a plain text; here it is ${p.found}`,
  }),
  YAML022: entry<{ escape: string }>({
    severity: 'error',
    title: 'an unknown escape',
    message: (p) => `${p.escape} means nothing inside double quotes`,
    hint: () => 'write the backslash twice, use single quotes, or a block that begins with |',
  }),
  YAML023: entry<{ bracket: string }>({
    severity: 'error',
    title: 'a bracket that is not closed',
    message: (p) => `the ${p.bracket} that begins here is not closed, or a comma is missing in it`,
    hint: () => 'write the list with a hyphen a line instead, or put a text that begins with a bracket in quotes',
  }),
};
