import { flow, type Workbook } from '@picket/model';

/** Longer than this, a value goes on several lines. */
const longestLine = 116;

/** What a reviewer reads a key a line, however short it is. */
const spread: ReadonlySet<string> = new Set(['tabs', 'items', 'parameters', 'group']);

/** Text that a literal block gives back as it is: no line starts it with a blank, nothing that YAML would not print. */
const literal = /^(?![ \n])[\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

/**
 * The text of a workbook.yaml: keys in the order that the workbook has them, texts of several lines as literal blocks, short
 * rows on a line. The same workbook gives the same text, and reading the text gives the workbook.
 */
export function workbookText(workbook: Workbook): string {
  return `${members(workbook, 0).join('\n')}\n`;
}

function members(value: object, indent: number): readonly string[] {
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .flatMap(([key, each]) => member(key, each, indent));
}

/** A key with its value; lines without the indentation of the first. */
function member(key: string, value: unknown, indent: number): readonly string[] {
  const name = `${flow(key)}:`;
  if (typeof value === 'string') return texted(name, value, indent);
  if (typeof value !== 'object' || value === null) return [`${name} ${flow(value)}`];
  const list = Array.isArray(value);
  const onALine = `${name} ${flow(value)}`;
  const fits = indent + onALine.length <= longestLine && !onALine.includes('\\n');
  const empty = Object.keys(value).length === 0;
  const isSimple = Object.values(value).every((each) => typeof each !== 'object') && !spread.has(key);
  if (empty || (fits && isSimple)) return [onALine];
  const inner = list ? value.flatMap((each) => element(each, indent + 2, spread.has(key))) : members(value, indent + 2);
  return [name, ...inner.map((line) => shifted(line))];
}

/** An element of a list, behind its dash. */
function element(value: unknown, indent: number, isSpread: boolean): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`- ${flow(value)}`];
  const onALine = `- ${flow(value)}`;
  const fits = indent + onALine.length <= longestLine && !onALine.includes('\\n');
  if (Object.keys(value).length === 0 || (fits && !isSpread)) return [onALine];
  return members(value, indent + 2).map((line, index) => (index === 0 ? `- ${line}` : shifted(line)));
}

function texted(name: string, text: string, indent: number): readonly string[] {
  const short = `${name} ${flow(text)}`;
  const isLong = indent + short.length > longestLine && text.includes(' ');
  if (!text.includes('\n') || !literal.test(text) || /\n\n+$/.test(text)) {
    return isLong && /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text) ? folded(name, text, indent) : [short];
  }
  const ends = text.endsWith('\n');
  const lines = (ends ? text.slice(0, -1) : text).split('\n');
  return [`${name} ${ends ? '|' : '|-'}`, ...lines.map((line) => shifted(line))];
}

/** A long text without line breaks, folded between words. */
function folded(name: string, text: string, indent: number): readonly string[] {
  const width = longestLine - indent - 2;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return [`${name} >-`, ...lines.map((line) => shifted(line))];
}

/** An empty line of a literal block has no blanks behind it. */
function shifted(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
