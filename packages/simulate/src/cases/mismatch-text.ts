import type { Mismatch } from './expectations.ts';
import { isMapping } from './mapping.ts';
import { isMatcher } from './matching.ts';

const longestLine = 100;
const mostCharacters = 400;
const mostMembers = 10;

/**
 * A difference for its reader. Short values on one line: `alerts[0].title is "B"; expected "A"`. Long texts below each
 * other, with a mark where they part; mappings side by side, key by key; and what there is when something is missing or
 * more than expected.
 */
export function mismatchText(mismatch: Mismatch): string {
  return [...said(mismatch), ...amongLines(mismatch)].join('\n');
}

function said({ what, expected, actual }: Mismatch): readonly string[] {
  if (expected === undefined) return [`${what}: one more than expected: ${memberText(actual)}`];
  if (actual === undefined) return [`${what} is missing; expected ${shown(expected)}`];
  if (isMapping(expected) && isMapping(actual) && !isMatcher(expected)) return sideBySide(what, expected, actual);
  const line = `${what} is ${shown(actual)}; expected ${shown(expected)}`;
  return line.length <= longestLine ? [line] : belowEachOther(what, shown(expected), shown(actual));
}

function belowEachOther(what: string, expected: string, actual: string): readonly string[] {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same++;
  // Far into a long text, both begin a little before they part.
  const from = same > 60 ? same - 30 : 0;
  const cut = (text: string): string => (from > 0 ? `…${text.slice(from)}` : text);
  const mark = same > 2 ? [`${' '.repeat(11 + same - from + (from > 0 ? 1 : 0))}^`] : [];
  return [`${what} is not as expected`, `  expected ${cut(expected)}`, `  actual   ${cut(actual)}`, ...mark];
}

function sideBySide(
  what: string,
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): readonly string[] {
  const rows = Object.keys(expected).map((key) => [key, shown(expected[key]), shown(actual[key])] as const);
  const widths = [0, 1].map((at) => Math.max('expected'.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const [first = 0, second = 0] = widths;
  return [
    `${what} is not as expected`,
    `  ${''.padEnd(first)}  ${'expected'.padEnd(second)}  actual`,
    ...rows.map(([key, wanted, got]) =>
      `  ${key.padEnd(first)}  ${wanted.padEnd(second)}  ${got}${wanted === got ? '' : '  ≠'}`.trimEnd(),
    ),
  ];
}

function amongLines({ path, among = [] }: Mismatch): readonly string[] {
  const isPart = path.length > 2 && typeof path.at(-1) === 'string';
  if (isPart) return among.map((member) => `  in ${memberText(member)}`);
  const left = among.length - mostMembers;
  return [
    ...(among.length > 0 ? ['  there are:'] : []),
    ...among.slice(0, mostMembers).map((member) => `    ${memberText(member)}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
  ];
}

/** An alert or incident by its title and severity, a row or entity by its cells. */
function memberText(member: unknown): string {
  if (!isMapping(member)) return shown(member);
  const { title, severity } = member;
  return typeof title === 'string' && typeof severity === 'string' ? `${shown(title)} (${severity})` : shown(member);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, leaveOutRows) ?? 'nothing';
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** Rows inside an alert are told by their number. */
const leaveOutRows = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items.length
    : value;
