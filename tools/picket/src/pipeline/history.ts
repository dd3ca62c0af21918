import { join, relative, sep } from 'node:path';
import { type RuleDraft, readRule } from '@picket/model';
import type { Git } from './git.ts';

/**
 * What changed rule files said at a git commit.
 *
 * @param paths as printed: relative to `root`
 * @returns by path; a file that is new or did not change is missing
 */
export async function historyAt(
  git: Git,
  ref: string,
  root: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, RuleDraft>> {
  const changed = new Set(await git.changedSince(ref));
  const before = new Map<string, RuleDraft>();
  for (const path of paths) {
    const inGit = gitPath(git, root, path);
    if (!changed.has(inGit) || !/\.ya?ml$/i.test(path)) continue;
    const bytes = await git.fileAt(ref, inGit);
    const draft = bytes && readRule({ path, bytes }).draft;
    if (draft) before.set(path, draft.value);
  }
  return before;
}

/** A printed path as git writes it: relative to the git top folder. */
export function gitPath(git: Git, root: string, path: string): string {
  return relative(git.top, join(root, path)).split(sep).join('/');
}
