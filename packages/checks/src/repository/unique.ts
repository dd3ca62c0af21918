import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { ConnectorDraft, Document, Path, RuleDraft, WorkbookDraft } from '@picket/model';

/** REPO101, REPO102: over all rules that could meet in one workspace. Rules of any folder may be given together. */
export function checkUniqueRules(rules: readonly Document<RuleDraft>[]): readonly Diagnostic[] {
  return [
    ...repeats(
      rules,
      ['id'],
      (rule) => rule.id,
      (id, at, related) => diagnostic('REPO101', { id }, at, related),
    ),
    ...repeats(
      rules,
      ['name'],
      (rule) => rule.name,
      (name, at, related) => diagnostic('REPO102', { name }, at, related),
    ),
  ];
}

/** CON212: over all connectors of the repository. */
export function checkUniqueConnectors(connectors: readonly Document<ConnectorDraft>[]): readonly Diagnostic[] {
  return repeats(
    connectors,
    ['id'],
    (c) => c.id,
    (id, at, related) => diagnostic('CON212', { id }, at, related),
  );
}

/** REPO104, REPO105: over all workbooks of the repository. */
export function checkUniqueWorkbooks(workbooks: readonly Document<WorkbookDraft>[]): readonly Diagnostic[] {
  return [
    ...repeats(
      workbooks,
      ['id'],
      (workbook) => workbook.id,
      (id, at, related) => diagnostic('REPO104', { id }, at, related),
    ),
    ...repeats(
      workbooks,
      ['name'],
      (workbook) => workbook.name,
      (name, at, related) => diagnostic('REPO105', { name }, at, related),
    ),
  ];
}

type Report = (value: string, at: Diagnostic['at'] & object, related: Required<Diagnostic>['related']) => Diagnostic;

/** The second and later documents that say the same, letter case aside, each with the first as the related place. */
function repeats<T>(
  documents: readonly Document<T>[],
  path: Path,
  read: (value: T) => string | undefined,
  report: Report,
): readonly Diagnostic[] {
  const first = new Map<string, Document<T>>();
  return documents.flatMap((document) => {
    const value = read(document.value)?.trim();
    if (value === undefined || value === '') return [];
    const key = value.toLowerCase();
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, document);
      return [];
    }
    return [report(value, document.at(path), [{ message: 'first used here', at: earlier.at(path) }])];
  });
}
