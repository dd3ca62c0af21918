import { type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import type { Document, SourceFile, WorkbookDraft } from '../content.ts';
import type { Fault } from '../schema/fault.ts';
import { type FormCodes, formProblem } from '../schema/form-problems.ts';
import { nearKey } from '../schema/near-key.ts';
import { isGivenWithoutValue, readBySchema } from '../schema/read-by-schema.ts';
import { insideText, pathText } from '../schema/words.ts';
import { readTree } from '../yaml/read-tree.ts';
import type { Workbook } from './workbook.ts';

const codes: FormCodes = {
  missing: 'WB101',
  unknownKey: 'WB102',
  type: 'WB103',
  empty: 'WB104',
  notOneOf: 'WB105',
  form: 'WB106',
};

/**
 * Reads a workbook.yaml. `draft` keeps every key of the right form; an item that is not whole is left out of it.
 * There is a workbook only when no problem is an error.
 */
export function readWorkbook(file: SourceFile): {
  readonly draft?: Document<WorkbookDraft>;
  readonly workbook?: Document<Workbook>;
  readonly problems: readonly Diagnostic[];
} {
  const { tree, problems: reading } = readTree(file);
  if (!tree) return { problems: reading };
  const { root, document, faults, remarks, draft } = readBySchema('workbook', tree);
  const problems = sortDiagnostics([
    ...reading,
    ...faults
      .filter((fault) => !followsFrom(fault, faults))
      .map((fault) => problemOf(fault, document, isGivenWithoutValue(root, fault))),
    ...remarks.map(({ path }) => diagnostic('WB104', { key: pathText(path) }, document.keyAt(path))),
  ]);
  const value = draft.value as WorkbookDraft;
  if (problems.some(({ severity }) => severity === 'error')) return { draft: { ...draft, value }, problems };
  return { draft: { ...draft, value }, workbook: { ...draft, value: value as Workbook }, problems };
}

function problemOf(fault: Fault, document: Document<unknown>, withoutValue: boolean): Diagnostic {
  if (fault.kind !== 'notExactlyOne') return formProblem(codes, fault, document, withoutValue);
  const { path, keys, found } = fault;
  const second = found[1];
  const at = document.keyAt(second === undefined ? path : [...path, second]);
  return diagnostic('WB107', { keys, found, ...insideText(path) }, at);
}

/**
 * Of an item that is two things at once, what the one lacks and what it does not know of the other is no further
 * problem; of an item whose telling key is misspelt, the misspelling is the problem.
 */
function followsFrom(fault: Fault, faults: readonly Fault[]): boolean {
  const place = JSON.stringify(fault.path);
  const others = faults.filter((other) => other !== fault && JSON.stringify(other.path) === place);
  if (fault.kind === 'unknownKey' || fault.kind === 'missing') {
    return others.some((other) => other.kind === 'notExactlyOne' && other.found.length > 1);
  }
  if (fault.kind !== 'notExactlyOne' || fault.found.length > 0) return false;
  return others.some((other) => other.kind === 'unknownKey' && nearKey(other.key, fault.keys) !== undefined);
}
