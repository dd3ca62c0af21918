import { readContent } from '@picket/model';
import type { LogCategory } from '@picket/tables';
import { generateWorkbook, type Kept } from '@picket/workbooks';
import { selectFiles } from './select-files.ts';

/**
 * The generated workbook.yaml of a category, with the rules of the repository that read its table.
 *
 * @param kept id and version that it is to have; without them, those of the workbook in the package
 */
export function generatedText(category: LogCategory, root: string, kept?: Kept): string {
  const { files } = selectFiles(['content'], root, root);
  const packages = readContent(files).value?.packages ?? [];
  const there = packages.find(({ slug }) => slug === category.slug);
  // A table's name in a comment or a text would count, too: one rule too many in a list does no harm.
  const named = new RegExp(`\\b${category.table}\\b`);
  const rules = packages
    .flatMap((each) => each.rules)
    .filter((rule) => there?.rules.includes(rule) || named.test(rule.value.query))
    .map(({ value: { id, name, severity } }) => ({ id, name, severity: severity ?? '' }));
  const workbook = there?.workbook?.value;
  return generateWorkbook(category, rules, kept ?? (workbook ? { id: workbook.id, version: workbook.version } : {}));
}
