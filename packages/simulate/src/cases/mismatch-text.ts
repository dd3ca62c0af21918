import type { Mismatch } from './expectations.ts';

const mostShown = 400;

/** A difference in one line: `alerts[0].title is 'B'; expected 'A'`. */
export function mismatchText({ what, expected, actual }: Mismatch): string {
  if (expected === undefined) return `${what}: one more than expected: ${shown(actual)}`;
  if (actual === undefined) return `${what} is missing; expected ${shown(expected)}`;
  return `${what} is ${shown(actual)}; expected ${shown(expected)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, leaveOutRows) ?? 'nothing';
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

/** Rows inside an alert are told by their number. */
const leaveOutRows = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
    ? value.items.length
    : value;
