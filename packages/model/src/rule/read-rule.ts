import { type Diagnostic, sortDiagnostics } from '@picket/diagnostics';
import type { Document, Rule, RuleDraft, SourceFile } from '../content.ts';
import type { Fault } from '../schema/fault.ts';
import { isGivenWithoutValue, readBySchema } from '../schema/read-by-schema.ts';
import { entryOf, type LocatedNode } from '../yaml/located.ts';
import { readTree } from '../yaml/read-tree.ts';
import { identifierFaults } from './further-faults.ts';
import { omissions } from './omissions.ts';
import { ruleProblem, ruleRemark } from './rule-problems.ts';

/**
 * Reads an analytics rule (Scheduled or NRT) in the YAML of Azure-Sentinel.
 *
 * `draft` holds each key that has the right form, so that the rest can be checked although something is wrong; it is
 * missing only when the file holds no mapping. `rule` is there when no problem is an error. Values are put right where
 * the meaning is plain: `kind` and names of tactics and entity types in Sentinel's letter case, numbers and truth
 * values also from quoted text, a connector without `dataTypes` with an empty list.
 */
export function readRule(file: SourceFile): {
  readonly draft?: Document<RuleDraft>;
  readonly rule?: Document<Rule>;
  readonly problems: readonly Diagnostic[];
} {
  const { tree, problems: reading } = readTree(file);
  if (!tree) return { problems: reading };
  const { root, document, faults, remarks, draft } = readBySchema('rule', tree, identifierFaults);
  const problems = sortDiagnostics([
    ...reading,
    ...faults.map((fault) => ruleProblem(fault, document, isGivenWithoutValue(root, fault))),
    ...remarks.map((remark) => ruleRemark(remark, document)),
    ...omissions(document, root, faults),
  ]);
  const value = draftValue(draft.value as RuleDraft, faults, entryOf(root, 'tactics')?.value);
  if (problems.some(({ severity }) => severity === 'error')) return { draft: { ...draft, value }, problems };
  return { draft: { ...draft, value }, rule: { ...draft, value: value as Rule }, problems };
}

function draftValue(value: RuleDraft, faults: readonly Fault[], tactics: LocatedNode | undefined): RuleDraft {
  const { relevantTechniques, requiredDataConnectors, ...rest } = value;
  // Techniques are judged by the tactics beside them: without all of those there is nothing to judge them by.
  const isComplete = !faults.some(({ path }) => path[0] === 'tactics') && !isPartlyBroken(tactics);
  return {
    ...rest,
    ...(relevantTechniques && isComplete ? { relevantTechniques } : {}),
    ...(requiredDataConnectors
      ? {
          requiredDataConnectors: requiredDataConnectors.map(({ connectorId, dataTypes }) => ({
            connectorId,
            dataTypes: dataTypes ?? [],
          })),
        }
      : {}),
  };
}

function isPartlyBroken(node: LocatedNode | undefined): boolean {
  return node?.kind === 'broken' || (node?.kind === 'sequence' && node.items.some(isPartlyBroken));
}
