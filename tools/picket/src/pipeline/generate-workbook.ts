import { type ContentPackage, readContent } from '@picket/model';
import type { LogCategory } from '@picket/tables';
import { generateOverview, generateWorkbook, type Kept, overviewCategory } from '@picket/workbooks';
import { selectFiles } from './select-files.ts';

/** What a workbook is generated for: a log category, or all of them together. */
export type WorkbookSubject = LogCategory | { readonly category: typeof overviewCategory; readonly slug: 'overview' };

/** The workbook over all logs is asked for by the name of its package. */
export function isOverview(name: string): boolean {
  return name.toLowerCase() === overviewCategory.toLowerCase();
}

export const overview: WorkbookSubject = { category: 'Overview', slug: 'overview' };

/**
 * The generated workbook.yaml of a category, with the rules of the repository that read its table; or the one over all logs,
 * with all rules. Id and version are those of the workbook that the package has.
 */
export function generatedText(subject: WorkbookSubject, root: string): string {
  const { files } = selectFiles(['content'], root, root);
  const packages = readContent(files).value?.packages ?? [];
  const there = packages.find(({ slug }) => slug === subject.slug);
  const workbook = there?.workbook?.value;
  const kept: Kept = workbook ? { id: workbook.id, version: workbook.version } : {};
  if (!('table' in subject))
    return generateOverview(
      ruleFacts(packages, () => true),
      kept,
    );
  // A table's name in a comment or a text would count, too: one rule too many in a list does no harm.
  const named = new RegExp(`\\b${subject.table}\\b`);
  const reads = (rule: ContentPackage['rules'][number]) => there?.rules.includes(rule) || named.test(rule.value.query);
  return generateWorkbook(subject, ruleFacts(packages, reads), kept);
}

function ruleFacts(packages: readonly ContentPackage[], isWanted: (rule: ContentPackage['rules'][number]) => boolean) {
  return packages
    .flatMap(({ rules }) => rules)
    .filter(isWanted)
    .map(({ value: { id, name, severity } }) => ({ id, name, severity: severity ?? '' }));
}
