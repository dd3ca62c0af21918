import type { Json } from '@picket/arm';
import type { Difference } from './difference.ts';
import { type DiffLine, lineDiff } from './line-diff.ts';
import type { Change, Plan } from './plan-types.ts';
import { workspaceName } from './workspace.ts';

/** Marks of the actions; the mark of a held item is `!`, whatever it would do. */
export const marks = {
  create: '+',
  update: '~',
  drift: '~',
  conflict: '~',
  adopt: '=',
  blocked: '!',
  delete: '-',
  orphan: '-',
  unchanged: ' ',
} as const satisfies Record<Change['action'], string>;

const longestValue = 80;

/**
 * The plan for a person at a terminal: one line of counts, one line an item, and below it what differs when that takes more
 * than a line. Unchanged items are only counted. Pure text without colour; the caller prints.
 */
export function renderPlan(plan: Plan): string {
  const shown = plan.changes.filter((change) => change.action !== 'unchanged');
  const width = Math.max(0, ...shown.map(({ kind }) => kind.length));
  return [
    `Plan for workspace ${workspaceName(plan.workspace)}: ${countsOf(plan)}`,
    ...shown.flatMap((change) => itemLines(change, width)),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** `1 to create, 1 to update, 0 to delete, 41 unchanged`, with adopted and held items where there are any. */
export function countsOf({ counts }: Plan): string {
  return [
    `${counts.create} to create`,
    `${counts.update} to update`,
    ...(counts.adopt > 0 ? [`${counts.adopt} to adopt`] : []),
    `${counts.delete} to delete`,
    `${counts.unchanged} unchanged`,
    ...(counts.held > 0 ? [`${counts.held} held back`] : []),
  ].join(', ');
}

function itemLines(change: Change, width: number): readonly string[] {
  const head = `  ${markOf(change)} ${change.kind.padEnd(width)}  ${printable(change.slug)}`;
  const words = wordsOf(change);
  const noted = words ? `${head}   (${words})` : head;
  const [only] = change.differences;
  if (change.differences.length === 1 && only && !isLong(only)) return [`${noted}   ${shortLine(only)}`];
  return [
    noted,
    ...change.differences.flatMap((difference) => differenceLines(difference).map((line) => `      ${line}`)),
  ];
}

export function markOf(change: Change): string {
  return change.held ? '!' : marks[change.action];
}

/** What a mark alone does not say: `drift: edited in the workspace`, `held back: …`. */
export function wordsOf(change: Change): string {
  const kind = { drift: 'drift', conflict: 'conflict', adopt: 'adopt', blocked: 'blocked', orphan: 'orphan' };
  const action = Object.hasOwn(kind, change.action) ? change.action : undefined;
  const head = [change.held ? 'held back' : undefined, action].filter(Boolean).join(', ');
  const notes = change.notes.map(printable).join('; ');
  return head && notes ? `${head}: ${notes}` : head || notes;
}

/** One difference: on one line where it fits, else the path and a comparison line by line. */
export function differenceLines(difference: Difference): readonly string[] {
  if (!isLong(difference)) return [shortLine(difference)];
  return [
    `${printable(difference.path)}:`,
    ...longLines(difference).map(({ sign, text }) => `  ${sign} ${printable(text)}`),
  ];
}

export function shortLine({ path, before, after }: Difference): string {
  return `${printable(path)}: ${valueText(before)} → ${valueText(after)}`;
}

/** Lines of the comparison of a long value: of texts line by line, of lists and objects their JSON. */
export function longLines({ before, after }: Difference): readonly DiffLine[] {
  if (before === undefined) return linesOf(after).map((text) => ({ sign: '+', text }));
  if (after === undefined) return linesOf(before).map((text) => ({ sign: '-', text }));
  return lineDiff(linesOf(before).join('\n'), linesOf(after).join('\n'));
}

export function isLong({ before, after }: Difference): boolean {
  return [before, after].some((value) => plainText(value).includes('\n') || plainText(value).length > longestValue);
}

function linesOf(value: Json | undefined): readonly string[] {
  return (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')).split('\n');
}

/** A value on one line; hashes are shortened, for nobody compares them by eye. */
export function valueText(value: Json | undefined): string {
  return printable(plainText(value)).replace(/\b(sha256:[0-9a-f]{8})[0-9a-f]{56}\b/g, '$1…');
}

function plainText(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  if (typeof value === 'string') return value.trim() === value && value !== '' ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(plainText).join(', ')}]`;
  return JSON.stringify(value);
}

/** Text from a workspace must not steer the terminal: each control character takes one visible place. */
export function printable(text: string): string {
  return text.replace(/\t/g, '  ').replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·');
}
