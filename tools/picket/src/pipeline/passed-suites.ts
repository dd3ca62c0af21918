import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Declarations } from '@picket/kql';
import type { SuiteReport } from './test-suite.ts';
import { textOf, writeWhole } from './write-file.ts';

/**
 * Suites whose cases all held, of earlier runs, so that a deployment need not run again what it ran before. An entry is
 * good for the very bytes of the rule, its test and its events, the declarations, and the code that ran them: nothing
 * that could change an answer is left out.
 */
export interface PassedSuites {
  /** How many cases of the suite hold; undefined when that is not known. */
  readonly casesOf: (rule: string) => number | undefined;
  /** Keeps those of the reports that passed, and forgets all others. */
  readonly keep: (reports: readonly SuiteReport[]) => void;
}

interface Entry {
  readonly rule: string;
  readonly cases: number;
  /** What was read, with the hash over all of it. */
  readonly files: readonly string[];
  readonly hash: string;
}

/** @param folder of caches; need not exist */
export function openPassedSuites(folder: string, base: string, declarations: Declarations): PassedSuites {
  const file = join(folder, 'passed-tests.json');
  const surroundings = `${codeHash()}\n${JSON.stringify(declarations)}`;
  const hashOf = (files: readonly string[]): string => {
    const hash = createHash('sha256').update(surroundings);
    for (const path of files) {
      const whole = resolve(base, path);
      hash.update(`\n${path}\n`).update(existsSync(whole) ? readFileSync(whole) : 'missing');
    }
    return hash.digest('hex');
  };
  const entries = new Map(readEntries(file).map((entry) => [entry.rule, entry]));
  const isGood = ({ files, hash }: Entry): boolean => hashOf(files) === hash;
  return {
    casesOf(rule) {
      const entry = entries.get(rule);
      return entry && isGood(entry) ? entry.cases : undefined;
    },
    keep(reports) {
      for (const { paths, cases, problems, files } of reports) {
        if (problems.length > 0 || cases.some(({ passed }) => !passed)) entries.delete(paths.rule);
        else entries.set(paths.rule, { rule: paths.rule, cases: cases.length, files, hash: hashOf(files) });
      }
      const kept = [...entries.values()].filter(({ rule }) => existsSync(resolve(base, rule)));
      writeWhole(
        file,
        `${JSON.stringify(
          kept.sort((a, b) => (a.rule < b.rule ? -1 : 1)),
          null,
          1,
        )}\n`,
      );
    },
  };
}

/** An absent file, or one that another wrote, holds nothing. */
function readEntries(file: string): readonly Entry[] {
  try {
    const read: unknown = JSON.parse(textOf(file) ?? '[]');
    return Array.isArray(read) ? read.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, cases, files, hash } = value as Partial<Record<keyof Entry, unknown>>;
  return typeof rule === 'string' && typeof cases === 'number' && Array.isArray(files) && typeof hash === 'string';
}

const packages = ['diagnostics', 'tables', 'model', 'kql', 'engine', 'simulate'];

/** Hash over the modules and data that decide what becomes of a case. */
function codeHash(): string {
  const { resolve: find } = createRequire(import.meta.url);
  const hash = createHash('sha256').update(readFileSync(find('@kusto/language-service-next/package.json')));
  const own = fileURLToPath(new URL('.', import.meta.url));
  const folders = packages.flatMap((name) => {
    const dist = dirname(find(`@picket/${name}`));
    return [dist, ...['data', 'schemas'].map((each) => join(dist, '..', each)).filter(existsSync)];
  });
  for (const folder of [own, ...folders]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/(?<!\.test|\.d)\.(?:[jt]s|json|txt)$/.test(name))
        hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
