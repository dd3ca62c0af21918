import { type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import type { Connector, ConnectorDraft, Document, SourceFile } from '../content.ts';
import { type FormCodes, formProblem } from '../schema/form-problems.ts';
import { isGivenWithoutValue, readBySchema } from '../schema/read-by-schema.ts';
import { pathText } from '../schema/words.ts';
import { readTree } from '../yaml/read-tree.ts';

const codes: FormCodes = {
  missing: 'CON101',
  unknownKey: 'CON102',
  type: 'CON103',
  empty: 'CON104',
  notOneOf: 'CON105',
  form: 'CON106',
};

/** Reads a connector.yaml. `draft` and `connector` as `draft` and `rule` of `readRule`. */
export function readConnector(file: SourceFile): {
  readonly draft?: Document<ConnectorDraft>;
  readonly connector?: Document<Connector>;
  readonly problems: readonly Diagnostic[];
} {
  const { tree, problems: reading } = readTree(file);
  if (!tree) return { problems: reading };
  const { root, document, faults, remarks, draft } = readBySchema('connector', tree);
  const problems = sortDiagnostics([
    ...reading,
    ...faults.map((fault) => formProblem(codes, fault, document, isGivenWithoutValue(root, fault))),
    ...remarks.map(({ path }) => diagnostic('CON104', { key: pathText(path) }, document.keyAt(path))),
  ]);
  const value = draft.value as ConnectorDraft;
  if (problems.some(({ severity }) => severity === 'error')) return { draft: { ...draft, value }, problems };
  return { draft: { ...draft, value }, connector: { ...draft, value: value as Connector }, problems };
}
