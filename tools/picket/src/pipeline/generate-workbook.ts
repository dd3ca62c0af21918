import { join } from 'node:path';
import { readContent } from '@picket/model';
import type { LogCategory } from '@picket/tables';
import { generateWorkbook, type Kept } from '@picket/workbooks';
import { selectFiles } from './select-files.ts';

/**
 * The generated workbook.yaml of a category, with the rules of its package.
 *
 * @param kept id and version that it is to have; without them, those of the workbook in the package
 */
export function generatedText(category: LogCategory, root: string, kept?: Kept): string {
  const { files } = selectFiles([join('content', category.slug)], root, root);
  const found = readContent(files).value?.packages[0];
  const rules = (found?.rules ?? []).map(({ value: { id, name, severity } }) => ({
    id,
    name,
    severity: severity ?? '',
  }));
  const there = found?.workbook?.value;
  return generateWorkbook(category, rules, kept ?? (there ? { id: there.id, version: there.version } : {}));
}
