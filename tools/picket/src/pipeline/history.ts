import { join, relative, sep } from 'node:path';
import { type RuleDraft, readRule, readWorkbook, type WorkbookDraft } from '@picket/model';
import type { History } from './check-files.ts';
import type { Git } from './git.ts';

/**
 * What changed rules and workbooks said at a git commit.
 *
 * @param paths as printed: relative to `root`
 * @returns by path; a file that is new or did not change is missing
 */
export async function historyAt(git: Git, ref: string, root: string, paths: readonly string[]): Promise<History> {
  const changed = new Set(await git.changedSince(ref));
  const rules = new Map<string, RuleDraft>();
  const workbooks = new Map<string, WorkbookDraft>();
  for (const path of paths) {
    const inGit = gitPath(git, root, path);
    if (!changed.has(inGit) || !/\.ya?ml$/i.test(path)) continue;
    const bytes = await git.fileAt(ref, inGit);
    if (!bytes) continue;
    if (/(?:^|\/)workbook\.ya?ml$/.test(path)) {
      const { draft } = readWorkbook({ path, bytes });
      if (draft) workbooks.set(path, draft.value);
    } else {
      const { draft } = readRule({ path, bytes });
      if (draft) rules.set(path, draft.value);
    }
  }
  return { rules, workbooks };
}

/** A printed path as git writes it: relative to the git top folder. */
export function gitPath(git: Git, root: string, path: string): string {
  return relative(git.top, join(root, path)).split(sep).join('/');
}
