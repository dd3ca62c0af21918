import { dirname, join } from 'node:path';
import { type Checked, type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import { type Document, readSettings, type Settings, type Target } from '@picket/model';
import { findRoot } from './find-root.ts';
import { readBytes } from './select-files.ts';

/** A folder with picket.yaml, and what that file says. */
export interface Repository {
  readonly root: string;
  readonly settings: Document<Settings>;
  readonly declarations: Declarations;
}

/** The repository around a folder. No value: there is none, or its picket.yaml has errors. */
export function openRepository(folder: string): Checked<Repository> {
  const root = findRoot(folder);
  if (!root) return { problems: [diagnostic('CMD003', { folder })] };
  const { value: settings, problems } = readSettings({
    path: 'picket.yaml',
    bytes: readBytes(join(root, 'picket.yaml')),
  });
  return settings
    ? { value: { root, settings, declarations: declarationsOf(settings.value) }, problems }
    : { problems };
}

/** A target by its name. */
export function findTarget({ settings }: Repository, name: string): Target | Diagnostic {
  const { targets } = settings.value;
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  const known = Object.keys(targets);
  return (
    target ?? diagnostic('CMD007', { target: name, known, near: didYouMean(name, known) }, settings.keyAt(['targets']))
  );
}

/** What picket.yaml declares besides the documented tables. */
function declarationsOf({ tables = {}, watchlists = {}, functions = {} }: Settings): Declarations {
  return {
    tables,
    watchlists,
    functions: Object.fromEntries(
      Object.entries(functions).map(([name, { parameters = {}, columns }]) => [name, { parameters, columns }]),
    ),
  };
}

/** Folder for analyses that a later run can use again: in the repository, else the user's cache. */
export function cacheFolder(root: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  if (root) return join(root, '.picket', 'cache');
  return join(env.XDG_CACHE_HOME ?? join(env.HOME ?? dirname('.'), '.cache'), 'picket');
}
