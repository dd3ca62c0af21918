import type { ExpectationChange } from '../pipeline/update-expectations.ts';

/** What an update changes: the case with its place, then each key as it was and as it is. */
export function changesText(changes: readonly ExpectationChange[]): string {
  return changes
    .map(({ name, at, keys }) => {
      const lines = keys.flatMap(({ key, before, after }) => [
        ...(before === undefined ? [] : [`  - ${key}: ${before}\n`]),
        ...(after === undefined ? [] : [`  + ${key}: ${after}\n`]),
      ]);
      return `${at.file}:${at.start.line}:${at.start.column}  ${name}\n${lines.join('')}`;
    })
    .join('');
}
