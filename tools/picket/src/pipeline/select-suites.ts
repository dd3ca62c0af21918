import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '@picket/diagnostics';
import { readRuleTest } from '@picket/model';
import { filesNamedBy } from '@picket/simulate';
import { openGit } from './git.ts';
import { gitPath } from './history.ts';
import { type SuitePaths, suitesOf } from './rule-tests.ts';
import { readBytes, selectFiles } from './select-files.ts';

/**
 * The suites that paths name: a rule or its test for one of them, a folder for all below.
 *
 * @param paths relative to `cwd`; none: all content of `base`
 */
export function selectSuites(
  paths: readonly string[],
  cwd: string,
  base: string,
): { readonly suites: readonly SuitePaths[]; readonly problems: readonly Diagnostic[] } {
  const given = paths.length > 0;
  const { files, problems } = selectFiles(given ? paths : ['content'], given ? cwd : base, base);
  return { suites: suitesOf(files.map(({ path }) => path)), problems };
}

/**
 * The suites that a change since a git commit concerns: their rule, their test, a file of events that the test names, or
 * picket.yaml, which all queries may depend on. Deleted files count.
 *
 * @throws OutsideFailure when git cannot tell
 */
export async function changedSuites(
  suites: readonly SuitePaths[],
  ref: string,
  base: string,
): Promise<readonly SuitePaths[]> {
  const git = await openGit(base);
  const names = new Set([...(await git.changedSince(ref)), ...(await git.deletedSince(ref))]);
  const hasChanged = (path: string): boolean => names.has(gitPath(git, base, path));
  if (hasChanged('picket.yaml')) return suites;
  return suites.filter(({ rule, test }) => [rule, test, ...eventFiles(test, base)].some(hasChanged));
}

/** Files of events that a test names; none when it cannot be read, which is told when it is run. */
function eventFiles(path: string, base: string): readonly string[] {
  const file = resolve(base, path);
  if (!existsSync(file)) return [];
  const { test } = readRuleTest({ path, bytes: readBytes(file) });
  return test ? filesNamedBy(test) : [];
}
