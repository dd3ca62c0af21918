import type { ContentPackage, Document, Workbook } from '@picket/model';
import { importNotebook } from '@picket/workbooks';

/** Nobody sees the id of a workbook that is only shown. */
const noId = '00000000-0000-4000-8000-000000000000';

/**
 * The workbook of a package as the preview shows it: its source, or its workbook.json read back into one. Problems of
 * the latter's queries stand at the start of the file, as the JSON's lines are not those of a source.
 */
export function shownWorkbook({ workbook, rawWorkbook, slug }: ContentPackage): Document<Workbook> | undefined {
  if (workbook || !rawWorkbook) return workbook;
  const about = { id: noId, name: slug, description: 'As Azure wrote it, in workbook.json.', version: '1.0.0' };
  const { workbook: value } = importNotebook(rawWorkbook.value, about);
  const start = (): ReturnType<Document<unknown>['at']> => rawWorkbook.at([]);
  return { file: rawWorkbook.file, text: rawWorkbook.text, value, at: start, keyAt: start, within: start };
}
