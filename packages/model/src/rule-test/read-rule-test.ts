import { type Diagnostic, diagnostic, sortDiagnostics } from '@picket/diagnostics';
import type { Document, RuleTest, SourceFile } from '../content.ts';
import { type FormCodes, formProblem } from '../schema/form-problems.ts';
import { isGivenWithoutValue, readBySchema } from '../schema/read-by-schema.ts';
import { pathText } from '../schema/words.ts';
import { readTree } from '../yaml/read-tree.ts';

const codes: FormCodes = {
  missing: 'TEST101',
  unknownKey: 'TEST102',
  type: 'TEST103',
  empty: 'TEST104',
  notOneOf: 'TEST105',
  form: 'TEST106',
};

/**
 * Reads the cases of a rule. Events and expectations are there as written: what they mean depends on the tables and on
 * the rule, and is the matter of those who run them. There is a test only when no problem is an error.
 */
export function readRuleTest(file: SourceFile): {
  readonly test?: Document<RuleTest>;
  readonly problems: readonly Diagnostic[];
} {
  const { tree, problems: reading } = readTree(file);
  if (!tree) return { problems: reading };
  const { root, document, faults, remarks, draft } = readBySchema('rule-test', tree);
  const problems = sortDiagnostics([
    ...reading,
    ...faults.map((fault) => formProblem(codes, fault, document, isGivenWithoutValue(root, fault))),
    ...remarks.map(({ path }) => diagnostic('TEST104', { key: pathText(path) }, document.keyAt(path))),
  ]);
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { test: { ...draft, value: draft.value as RuleTest }, problems };
}
