import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type ContentPackage, type Document, readContent, type Workbook } from '@picket/model';
import {
  type CategoryData,
  type CategorySummary,
  openSession,
  type PreviewHost,
  pageProblem,
  type RuleCases,
  readsOf,
  type Session,
} from '@picket/preview';
import { logCategory } from '@picket/tables';
import type { Repository } from '../pipeline/repository.ts';
import { suitesOf } from '../pipeline/rule-tests.ts';
import { selectFiles } from '../pipeline/select-files.ts';
import { testSuite } from '../pipeline/test-suite.ts';
import { attackCoverage } from './attack-coverage.ts';
import { logFacts } from './log-facts.ts';
import { ruleCases, ruleData, ruleId } from './rule-data.ts';
import { openSample, type Sample, type SampleWish } from './sample.ts';
import { shownWorkbook } from './shown-workbook.ts';

/** A host over the repository as it is on the disk, read again after `changed`. */
export interface RepositoryHost extends PreviewHost {
  readonly changed: () => void;
  readonly close: () => Promise<void>;
}

interface Reading {
  readonly packages: readonly ContentPackage[];
  readonly problems: readonly Diagnostic[];
}

/** What a host is opened with; plain data. */
export interface HostStart {
  readonly cwd: string;
  /** Folders or files of packages, relative to `cwd`; none: all content of the repository. */
  readonly paths: readonly string[];
  readonly sample: SampleWish;
}

/** @returns no value when the paths hold no package */
export function openRepositoryHost(
  repository: Repository,
  { cwd, paths, sample: wish }: HostStart,
): Checked<RepositoryHost> {
  const { root, declarations } = repository;
  let reading: Reading | undefined;
  let sample: Promise<Sample> | undefined;
  let session: Promise<Session> | undefined;
  const now = (): Reading => {
    reading ??= read(paths, cwd, root);
    return reading;
  };
  const theSample = (): Promise<Sample> => {
    sample ??= openSample(wish, declarations, now().packages);
    return sample;
  };
  const find = (slug: string): ContentPackage | undefined => now().packages.find((each) => each.slug === slug);
  const first = now();
  if (first.packages.length === 0) {
    const where = paths.length > 0 ? paths.join(', ') : 'content/';
    return { problems: first.problems.length > 0 ? first.problems : [diagnostic('PRE102', { where })] };
  }

  const host: RepositoryHost = {
    site: async () => {
      const { packages, problems } = now();
      const { now: clock, says } = await theSample();
      return {
        name: repository.settings.value.repository,
        sample: says,
        now: clock.toISOString(),
        categories: packages.map((each) => summaryOf(each, problems)),
        attack: attackCoverage(packages),
      };
    },
    category: async (slug) => {
      const found = find(slug);
      return found && categoryData(found, now().problems);
    },
    workbook: async (slug) => {
      const found = find(slug);
      return found && shown(found);
    },
    rules: async (slug) => (find(slug)?.rules ?? []).map((rule) => ruleData(rule, declarations)),
    cases: async (slug) => {
      const found = find(slug);
      const suites = suitesOf(found?.rules.map(({ file }) => file) ?? []);
      const results: Record<string, RuleCases> = {};
      for (const suite of suites) {
        const report = testSuite(suite, root, declarations, {});
        if (report) results[ruleId(suite.rule)] = ruleCases(report);
        // Tiles are answered in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return results;
    },
    session: () => {
      session ??= theSample().then(({ engine, now: clock }) => openSession({ engine, now: clock }));
      return session;
    },
    changed: () => {
      reading = undefined;
    },
    close: async () => {
      await (await sample)?.engine.close();
    },
  };
  return { value: host, problems: [] };
}

/** Read back once for each reading of the package. */
const workbooks = new WeakMap<ContentPackage, { readonly workbook: Document<Workbook> | undefined }>();

function shown(found: ContentPackage): Document<Workbook> | undefined {
  const known = workbooks.get(found) ?? { workbook: shownWorkbook(found) };
  workbooks.set(found, known);
  return known.workbook;
}

function read(paths: readonly string[], cwd: string, root: string): Reading {
  const { files, manifests, problems } = selectFiles(
    paths.length > 0 ? paths : ['content'],
    paths.length > 0 ? cwd : root,
    root,
  );
  const all = new Map([...manifests, ...files].map((file) => [file.path, file]));
  const { value, problems: faults } = readContent([...all.values()]);
  return { packages: value?.packages ?? [], problems: [...problems, ...faults] };
}

function problemsIn({ folder }: ContentPackage, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return problems.filter(({ at }) => at?.file.startsWith(`${folder}/`));
}

function summaryOf(found: ContentPackage, problems: readonly Diagnostic[]): CategorySummary {
  const log = logCategory(found.category);
  const rules: Record<string, number> = {};
  for (const { value } of found.rules) rules[value.severity] = (rules[value.severity] ?? 0) + 1;
  return {
    slug: found.slug,
    // A package that is about no log is called what its workbook is.
    title: log?.displayName ?? shown(found)?.value.name ?? found.slug,
    table: found.table,
    ...(log ? { licence: log.licence } : {}),
    hasWorkbook: (found.workbook ?? found.rawWorkbook) !== undefined,
    rules,
    errors: problemsIn(found, problems).filter(({ severity }) => severity === 'error').length,
  };
}

function categoryData(found: ContentPackage, problems: readonly Diagnostic[]): CategoryData {
  const own = problemsIn(found, problems);
  const log = logFacts(found.category);
  const workbook = shown(found);
  const ofWorkbook = (problem: Diagnostic): boolean => problem.at?.file === workbook?.file;
  return {
    summary: summaryOf(found, problems),
    ...(log ? { log } : {}),
    ...(workbook
      ? {
          workbook: {
            file: workbook.file,
            source: workbook.value,
            reads: readsOf(workbook.value),
            problems: own.filter(ofWorkbook).map(pageProblem),
          },
        }
      : {}),
    attack: attackCoverage([found]),
    problems: own.filter((problem) => !ofWorkbook(problem)).map(pageProblem),
  };
}
