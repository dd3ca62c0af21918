import { type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import type { SourceText } from './decode.ts';

/** A place where the parser gave up: its words, the offset in the text, and the top-level entry it was reading. */
export interface SyntaxFault {
  readonly reason: string;
  readonly offset: number;
  readonly entry: { readonly start: number; readonly end: number };
  readonly maxDepth: number;
}

/** What js-yaml says, in words for the author of a rule; the first row that fits names the problem. */
const rows: readonly {
  readonly when: RegExp;
  readonly say: (fault: SyntaxFault, source: SourceText) => Diagnostic;
}[] = [
  { when: /nesting exceeded/, say: (f, s) => diagnostic('YAML015', { limit: f.maxDepth }, at(s, f.offset, 1)) },
  { when: /unknown escape|hexadecimal/, say: unknownEscape },
  { when: /within a (?:single|double) quoted/, say: openQuote },
  { when: /within a flow|missed comma|expected the node content/, say: openBracket },
  { when: /tab characters/, say: tabs },
  { when: /alias node|name of an (?:alias|anchor) node/, say: misplaced },
  { when: /indentation|multiline key|':' after|document separator is expected/, say: misplaced },
  {
    when: /line break is expected/,
    say: words("nothing but a comment may follow '|' or '>' on its line; the text begins on the next line"),
  },
  { when: /whitespace character is expected/, say: words("a space is missing after the ':' of this key") },
  { when: /explicit indentation width/, say: words('the indentation of a block must be given as 1 to 9') },
  { when: /repeat of|duplication of a/, say: words("an indicator is given twice after '|', '>', '&' or '!'") },
  { when: /tag/, say: words('the tag (a word after an exclamation mark) is not well formed') },
  { when: /directive|YAML version/, say: words('the directive (a line that begins with %) is not well formed') },
];

/** The problem that an author sees where the parser gave up. */
export function syntaxProblem(fault: SyntaxFault, source: SourceText): Diagnostic {
  const row = rows.find(({ when }) => when.test(fault.reason));
  return row ? row.say(fault, source) : diagnostic('YAML008', { what: fault.reason }, at(source, fault.offset, 1));
}

function words(what: string): (fault: SyntaxFault, source: SourceText) => Diagnostic {
  return (fault, source) => diagnostic('YAML008', { what }, at(source, fault.offset, 1));
}

function at({ file, text, positionAt }: SourceText, offset: number, length: number): Span {
  const end = Math.min(offset + length, lineEnd(text, offset));
  return { file, start: positionAt(offset), end: positionAt(Math.max(offset, end)) };
}

function unknownEscape(fault: SyntaxFault, source: SourceText): Diagnostic {
  const slash = source.text.lastIndexOf('\\', fault.offset);
  const start = slash < 0 ? fault.offset : slash;
  const written = source.text.slice(start, fault.offset + 1);
  return diagnostic('YAML022', { escape: written }, at(source, start, written.length));
}

/** The quote that is open where the parser gave up: the last one of the entry that begins a value. */
function openQuote(fault: SyntaxFault, source: SourceText): Diagnostic {
  const found = lastValueStart(fault, source, /["']/);
  if (found === undefined) return words('a quoted text is not closed')(fault, source);
  return diagnostic('YAML010', { quote: source.text.charAt(found) }, at(source, found, lineEnd(source.text, found)));
}

function openBracket(fault: SyntaxFault, source: SourceText): Diagnostic {
  const start = valueStarts(fault, source, /[[{]/).find((at) => openAt(source.text, at, fault.offset) !== undefined);
  const found = start === undefined ? undefined : openAt(source.text, start, fault.offset);
  if (found === undefined) return words('a list in brackets is not well formed')(fault, source);
  if (source.text.startsWith('{{', found)) return bracesAtStart(found, source);
  return diagnostic('YAML023', { bracket: source.text.charAt(found) }, at(source, found, 1));
}

/** The innermost bracket of a list or mapping in brackets that is open at `end`; undefined when all are closed. */
function openAt(text: string, start: number, end: number): number | undefined {
  const open: number[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{}]/g;
  tokens.lastIndex = start;
  for (let token = tokens.exec(text); token && token.index < end; token = tokens.exec(text)) {
    if (/[[{]/.test(token[0].charAt(0))) open.push(token.index);
    else if (/[\]}]/.test(token[0].charAt(0))) open.pop();
    if (open.length === 0) return undefined;
  }
  return open.at(-1);
}

function bracesAtStart(offset: number, source: SourceText): Diagnostic {
  const cause = "a text that begins with '{{' is taken for a mapping";
  return diagnostic('YAML009', { cause }, at(source, offset, lineEnd(source.text, offset)));
}

function lastValueStart(fault: SyntaxFault, source: SourceText, first: RegExp): number | undefined {
  return valueStarts(fault, source, first).at(-1);
}

/** Where in the entry, up to the fault, a value begins with one of these characters. */
function valueStarts({ entry, offset }: SyntaxFault, { text }: SourceText, first: RegExp): readonly number[] {
  const starts = new RegExp(`(?:^[ ]*|: +|- +)(?=${first.source})`, 'gm');
  const found = text.slice(entry.start, offset + 1).matchAll(starts);
  return [...found].map((match) => entry.start + match.index + match[0].length);
}

/** All lines of the entry that are indented with a tab, named once at the first. */
function tabs(fault: SyntaxFault, source: SourceText): Diagnostic {
  const lines = [...source.text.slice(fault.entry.start, fault.entry.end).matchAll(/^ *\t[ \t]*(?=[^\s])/gm)];
  const first = lines[0];
  if (!first) return diagnostic('YAML007', { lines: 1 }, at(source, fault.offset, 1));
  const start = fault.entry.start + first.index;
  return diagnostic('YAML007', { lines: lines.length }, at(source, start, first[0].length));
}

const indicators: Readonly<Record<string, string>> = {
  '@': "a text cannot begin with '@'",
  '`': "a text cannot begin with '`'",
  '%': "a text cannot begin with '%'",
  '*': "a text that begins with '*' is taken for an alias",
  '&': "a text that begins with '&' is taken for an anchor",
  '!': "a text that begins with '!' is taken for a tag",
  ',': "a text cannot begin with ','",
  ']': "a text cannot begin with ']'",
  '}': "a text cannot begin with '}'",
  '|': "a text that begins with '|' is taken for a block",
  '>': "a text that begins with '>' is taken for a block",
};

/** Something stands where a key, an item or the end is expected. Why, is read off the line. */
function misplaced(fault: SyntaxFault, source: SourceText): Diagnostic {
  const { text } = source;
  const start = lineStart(text, fault.offset);
  const line = text.slice(start, lineEnd(text, fault.offset));
  if (/^ *\t/.test(line)) return tabs(fault, source);
  const value = /^\s*(?:- +)*(?:[^\s:'"#][^:]*|"[^"]*"|'[^']*'): +(?=\S)/.exec(line) ?? /^\s*(?:- +)+(?=\S)/.exec(line);
  if (value && start + value[0].length <= fault.offset) {
    const valueStart = start + value[0].length;
    const written = text.slice(valueStart, lineEnd(text, valueStart));
    const span = at(source, valueStart, written.length);
    if (written.startsWith('{{')) return bracesAtStart(valueStart, source);
    const indicator = indicators[written.charAt(0)];
    if (indicator) return diagnostic('YAML009', { cause: indicator }, span);
    if (/^["']/.test(written)) return diagnostic('YAML009', { cause: 'text goes on behind the closing quote' }, span);
    if (/^[[{]/.test(written)) return diagnostic('YAML009', { cause: 'text goes on behind the closing bracket' }, span);
    if (/:(?:\s|$)/.test(written)) return diagnostic('YAML009', { cause: "it contains ': '" }, span);
  }
  const quote = /deficient/.test(fault.reason) ? openInEarlierLine(fault, source) : undefined;
  return quote ?? strayLine(fault, source);
}

/** "Deficient indentation" means that something opened in an earlier line goes on here. */
function openInEarlierLine(fault: SyntaxFault, source: SourceText): Diagnostic | undefined {
  const found = lastValueStart({ ...fault, offset: fault.offset - 1 }, source, /["'[{]/);
  if (found === undefined) return undefined;
  return /["']/.test(source.text.charAt(found)) ? openQuote(fault, source) : openBracket(fault, source);
}

function strayLine(fault: SyntaxFault, source: SourceText): Diagnostic {
  const { text } = source;
  const multiline = /multiline key/.test(fault.reason);
  // The parser notices a line without a colon only at the next one.
  const offset = multiline ? (lineWithoutColon(fault, text) ?? fault.offset) : fault.offset;
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  const indent = line.length - line.trimStart().length;
  const span = at(source, start + indent, line.length);
  if (
    new RegExp(`[|>][-+]? *\\r?\\n(?: *\\r?\\n)* {${indent + 1},}\\r?\\n(?: *\\r?\\n)*$`).test(
      text.slice(fault.entry.start, start),
    )
  ) {
    const what = 'an empty line above has more spaces than this line, the first of the block';
    return diagnostic('YAML012', { what }, span);
  }
  if (!/^\s*(?:- )*(?:[^\s#][^:]*|"[^"]*"|'[^']*'):(?:\s|$)/.test(line) && !/^\s*- /.test(line)) {
    return diagnostic('YAML012', { what: "this line is neither 'key: value' nor part of the value above it" }, span);
  }
  return diagnostic(
    'YAML012',
    { what: 'the indentation of this line fits neither the line above nor a key before' },
    span,
  );
}

function lineWithoutColon({ entry, offset }: SyntaxFault, text: string): number | undefined {
  let end = lineStart(text, offset) - 1;
  for (let start = lineStart(text, offset); start >= entry.start; ) {
    const line = text.slice(start, lineEnd(text, start));
    if (line.trim() !== '' && !/:(?:\s|$)/.test(line)) return start;
    if (end < entry.start) return undefined;
    start = lineStart(text, end);
    end = start - 1;
  }
  return undefined;
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
