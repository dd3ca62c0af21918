import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';

const run = promisify(execFile);

/** Questions to git about one repository. Every failure is told; a failed read is never "nothing changed". */
export interface Git {
  /** Files that differ from `ref`, also untracked ones, relative to the git top folder; deleted ones left out. */
  readonly changedSince: (ref: string) => Promise<readonly string[]>;
  /** Files that were there at `ref` and are no more. */
  readonly deletedSince: (ref: string) => Promise<readonly string[]>;
  /** The file's bytes at `ref`; undefined when it did not exist there. `path` is relative to the git top folder. */
  readonly fileAt: (ref: string, path: string) => Promise<Uint8Array | undefined>;
  /** All files below `folder` at `ref`. */
  readonly filesAt: (ref: string, folder: string) => Promise<readonly string[]>;
  readonly top: string;
}

/** @throws OutsideFailure when git is missing, this is no repository, or a ref does not exist */
export async function openGit(folder: string): Promise<Git> {
  const git = async (cwd: string, ...args: string[]): Promise<Buffer> => {
    try {
      const { stdout } = await run('git', args, { cwd, encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });
      return stdout;
    } catch (cause) {
      const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
      throw new OutsideFailure(diagnostic('CMD004', { command: `git ${args.join(' ')}`, said }), cause);
    }
  };
  const top = (await git(folder, 'rev-parse', '--show-toplevel')).toString('utf8').trim();
  const commitOf = async (ref: string): Promise<string> =>
    (await git(top, 'rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`)).toString('utf8').trim();
  const names = (bytes: Buffer): string[] => bytes.toString('utf8').split('\0').filter(Boolean);
  return {
    top,
    async changedSince(ref) {
      const commit = await commitOf(ref);
      const [changed, untracked] = await Promise.all([
        git(top, 'diff', '--name-only', '-z', '--diff-filter=d', commit, '--'),
        git(top, 'ls-files', '--others', '--exclude-standard', '-z'),
      ]);
      return [...new Set([...names(changed), ...names(untracked)])].sort();
    },
    async deletedSince(ref) {
      return names(
        await git(top, 'diff', '--name-only', '-z', '--diff-filter=D', '--no-renames', await commitOf(ref), '--'),
      );
    },
    async filesAt(ref, below) {
      return names(await git(top, 'ls-tree', '-r', '--name-only', '-z', await commitOf(ref), '--', below || '.'));
    },
    async fileAt(ref, path) {
      const commit = await commitOf(ref);
      const listed = names(await git(top, 'ls-tree', '--name-only', '-z', commit, '--', path));
      return listed.length === 0 ? undefined : git(top, 'cat-file', 'blob', `${commit}:${path}`);
    },
  };
}
