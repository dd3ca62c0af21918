import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { SourceFile } from '@picket/model';

/** Folders that never hold content. */
const skipped = new Set(['node_modules', '.git', 'dist', '.picket', '.turbo']);
const yaml = /\.ya?ml$/i;
/** Read as JSON: what a package is, and a workbook as Azure writes it. */
const json = new Set(['package.json', 'workbook.json']);
/** Events that the cases of rules share: `tests/events/*.jsonl`. */
const eventFile = /(?:^|[/\\])tests[/\\](?:.*[/\\])?[^/\\]+\.jsonl$/i;
/** The reader refuses anything above 1 MiB by its size; this bounds what is held in memory for it to do so. */
const readAtMost = 256 * 1024 * 1024;

export interface Selection {
  readonly files: readonly SourceFile[];
  /** Files that were named one by one: they are content even if nothing in them says so. */
  readonly named: ReadonlySet<string>;
  readonly problems: readonly Diagnostic[];
  /** package.json files of the packages in which some files were selected: they say what the package is. */
  readonly manifests: readonly SourceFile[];
}

/**
 * The YAML files (and a package's package.json, workbook.json and its tests' events) that the paths name, folders walked in name order. Links to folders
 * are not followed, so a loop cannot trap the walk.
 *
 * @param paths as given, relative to `cwd`
 * @param root what printed paths are relative to; files outside it are shown relative to `cwd` or whole
 */
export function selectFiles(paths: readonly string[], cwd: string, root: string): Selection {
  const files = new Map<string, SourceFile>();
  const named = new Set<string>();
  const problems: Diagnostic[] = [];
  const take = (file: string): void => {
    const path = shownPath(file, cwd, root);
    try {
      files.set(path, { path, bytes: readBytes(file) });
    } catch (error) {
      problems.push(diagnostic('CMD008', { path, said: reason(error) }));
    }
  };
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const child = join(folder, name);
      const found = lstatSync(child);
      if (found.isDirectory() && !skipped.has(name)) walk(child);
      else if (found.isFile() && (yaml.test(name) || json.has(name) || eventFile.test(child))) take(child);
    }
  };
  for (const path of paths) {
    const file = resolve(cwd, path);
    try {
      if (statSync(file).isDirectory()) walk(file);
      else {
        take(file);
        named.add(shownPath(file, cwd, root));
      }
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      problems.push(missing ? diagnostic('CMD001', { path }) : diagnostic('CMD008', { path, said: reason(error) }));
    }
  }
  return { files: [...files.values()], named, problems, manifests: manifestsOf([...files.keys()], root) };
}

/** Of content/<slug>/ only, and only those that exist. */
function manifestsOf(paths: readonly string[], root: string): readonly SourceFile[] {
  const folders = new Set(paths.flatMap((path) => /^content\/[^/]+(?=\/)/.exec(path)?.[0] ?? []));
  return [...folders]
    .map((folder) => `${folder}/package.json`)
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, bytes: readBytes(join(root, path)) }));
}

/** @throws Error when the system refuses, or the file is far beyond what any content file is */
export function readBytes(file: string): Uint8Array {
  const { size } = statSync(file);
  if (size > readAtMost) throw new Error(`the file has ${size} bytes; at most ${readAtMost} are read`);
  return readFileSync(file);
}

/** With forward slashes; relative to the repository where the file lies in it, so that links in a pull request work. */
export function shownPath(file: string, cwd: string, root: string): string {
  for (const base of [root, cwd]) {
    const path = relative(base, file);
    if (path !== '' && !path.startsWith('..') && !isAbsolute(path)) return path.split(sep).join('/');
  }
  return file.split(sep).join('/');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
