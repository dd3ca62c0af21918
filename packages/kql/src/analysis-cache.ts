import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from './analysis.ts';

/** Analyses of earlier runs. A miss costs time, never truth: what cannot be read as written is not there. */
export interface AnalysisCache {
  get(key: string): Analysis | undefined;
  set(key: string, analysis: Analysis): void;
  /** Writes what is new, if anything. False when the folder cannot be written; the run goes on without. */
  save(): boolean;
}

/** About 10,000 rules; beyond it the entries that were not used for longest go first. */
const mostBytes = 48 * 1024 * 1024;
const fileName = 'kql-analyses.txt';

/** Names the one who wrote a file, so that another's, or another version's, is not read. */
export function versionLine(...parts: readonly string[]): string {
  return `picket kql analyses ${digest(parts.join('\n'), 32)}`;
}

/** Key of a query under declarations. Versions belong to the file as a whole. */
export function cacheKey(query: string, declarations: unknown): string {
  return digest(`${JSON.stringify(declarations)}\n${query}`, 32);
}

/**
 * Opens the cache in a folder, which need not exist. The file is text: the version line, then a line an entry with key,
 * checksum and JSON. It is replaced as a whole, so processes that run at the same time never see half of it; of two that
 * save at once, each keeps what the other had saved before.
 */
export function openCache(directory: string, version: string): AnalysisCache {
  const file = join(directory, fileName);
  const kept = readEntries(file, version);
  const used = new Set<string>();
  const added = new Map<string, string>();
  return {
    get(key) {
      const line = added.get(key) ?? kept.get(key);
      const analysis = line === undefined ? undefined : readEntry(line);
      if (analysis) used.add(key);
      return analysis;
    },
    set(key, analysis) {
      const json = JSON.stringify(analysis);
      added.set(key, `${digest(json, 16)} ${json}`);
    },
    save() {
      if (added.size === 0) return true;
      // Another process may have saved since this one began.
      const entries = readEntries(file, version);
      const recent = [...used].flatMap((key) => {
        const line = entries.get(key);
        return line === undefined ? [] : [[key, line] as const];
      });
      const all = new Map([...entries].filter(([key]) => !used.has(key) && !added.has(key)));
      for (const [key, line] of [...recent, ...added]) all.set(key, line);
      const saved = replaceFile(directory, file, [version, ...newest(all), ''].join('\n'));
      if (saved) added.clear();
      return saved;
    },
  };
}

/** The last entries that fit. */
function newest(entries: ReadonlyMap<string, string>): readonly string[] {
  const lines = [...entries].map(([key, line]) => `${key} ${line}`);
  let bytes = 0;
  let first = lines.length;
  while (first > 0) {
    bytes += (lines[first - 1]?.length ?? 0) + 1;
    if (bytes > mostBytes) break;
    first--;
  }
  return lines.slice(first);
}

function readEntries(file: string, version: string): Map<string, string> {
  const entries = new Map<string, string>();
  const text = readIfThere(file);
  if (!text.startsWith(`${version}\n`)) return entries;
  for (let start = version.length + 1; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const space = text.indexOf(' ', start);
    if (space > start && space < end) entries.set(text.slice(start, space), text.slice(space + 1, end));
    start = end + 1;
  }
  return entries;
}

function readEntry(line: string): Analysis | undefined {
  const space = line.indexOf(' ');
  const json = line.slice(space + 1);
  if (space < 0 || digest(json, 16) !== line.slice(0, space)) return undefined;
  const analysis: Analysis = JSON.parse(json);
  return analysis;
}

/** An absent or unreadable file is an empty cache. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function replaceFile(directory: string, file: string, text: string): boolean {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
    return true;
  } catch {
    if (existsSync(unfinished)) rmSync(unfinished);
    return false;
  }
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
