import { counted } from '@picket/diagnostics';
import type { TableDifference } from './merge.ts';

/** What a refresh found, a line a change, for people. */
export function reportText(
  differences: readonly TableDifference[],
  leftOut: readonly string[],
  changed: readonly string[],
  written: boolean,
): string {
  const lines = differences.flatMap(differenceLines);
  if (leftOut.length > 0) lines.push(`left out, the workspace's own: ${leftOut.join(', ')}`);
  if (changed.length === 0) lines.push('The facts are up to date; nothing was written.');
  else lines.push(`${written ? 'Written' : 'Not written (--dry-run)'}: ${changed.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function differenceLines({ table, isNew, added, retyped, removed, missing }: TableDifference): readonly string[] {
  if (isNew) return [`+ table ${table} (${counted(added.length, 'column')})`];
  return [
    ...added.map(({ name, type }) => `+ ${table}.${name} ${type}`),
    ...retyped.map(({ name, from, to }) => `~ ${table}.${name} ${from} → ${to}`),
    ...removed.map(({ name }) => `- ${table}.${name}`),
    ...(missing.length > 0
      ? [`  ${table}: the list lacks ${missing.map(({ name }) => name).join(', ')}; kept (--remove takes them out)`]
      : []),
  ];
}
