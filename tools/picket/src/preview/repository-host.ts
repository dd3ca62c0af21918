import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { ContentPackage } from '@picket/model';
import { type CategoryData, type CategorySummary, type PreviewHost, pageProblem, readsOf } from '@picket/preview';
import { logCategory } from '@picket/tables';
import type { Repository } from '../pipeline/repository.ts';
import { type Answers, answersHere } from './answers.ts';
import { attackCoverage } from './attack-coverage.ts';
import { type ContentReading, openReading, shown } from './content-reading.ts';
import { logFacts } from './log-facts.ts';
import type { SampleWish } from './sample-facts.ts';

/** A host over the repository as it is on the disk, read again after `changed`. */
export interface RepositoryHost extends PreviewHost {
  readonly changed: () => void;
  readonly close: () => Promise<void>;
}

/** What a host is opened with; plain data. */
export interface HostStart {
  readonly cwd: string;
  /** Folders or files of packages, relative to `cwd`; none: all content of the repository. */
  readonly paths: readonly string[];
  readonly sample: SampleWish;
}

/**
 * @param answersOf makes what answers questions, from the content; on this thread unless told otherwise
 * @returns no value when the paths hold no package
 */
export function openRepositoryHost(
  repository: Repository,
  { cwd, paths, sample }: HostStart,
  answersOf: (reading: ContentReading) => Answers = (reading) => answersHere(reading, sample, repository.declarations),
): Checked<RepositoryHost> {
  const { root, declarations, settings } = repository;
  const reading = openReading(repository, paths, cwd);
  const { find } = reading;
  const first = reading.now();
  if (first.packages.length === 0) {
    const where = paths.length > 0 ? paths.join(', ') : 'content/';
    return { problems: first.problems.length > 0 ? first.problems : [diagnostic('PRE102', { where })] };
  }
  const answers = answersOf(reading);

  const host: RepositoryHost = {
    site: async () => {
      const { packages, problems } = reading.now();
      const { now: clock, says } = await answers.sample();
      return {
        name: settings.value.repository,
        sample: says,
        now: clock.toISOString(),
        categories: packages.map((each) => summaryOf(each, problems)),
        attack: attackCoverage(packages),
      };
    },
    category: async (slug) => {
      const found = find(slug);
      return found && categoryData(found, reading.now().problems);
    },
    workbook: async (slug) => {
      const found = find(slug);
      return found && shown(found);
    },
    rules: async (slug) => {
      const { ruleData } = await import('./rule-data.ts');
      return (find(slug)?.rules ?? []).map((rule) => ruleData(rule, declarations));
    },
    problems: async (slug) => {
      const found = find(slug);
      if (!found) return [];
      const { packageProblems } = await import('./package-problems.ts');
      return packageProblems(repository, found.folder);
    },
    cases: async (slug) => {
      const { runCases } = await import('./rule-cases.ts');
      return runCases(find(slug)?.rules.map(({ file }) => file) ?? [], root, declarations);
    },
    answer: answers.answer,
    changed: () => {
      reading.changed();
      answers.changed();
    },
    close: answers.close,
  };
  return { value: host, problems: [] };
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
