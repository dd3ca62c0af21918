import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document, RuleDraft } from '../content.ts';
import type { Fault } from '../schema/fault.ts';
import { nearKey } from '../schema/near-key.ts';
import { entryOf, isLeftOut, type MappingNode } from '../yaml/located.ts';

/**
 * What a rule deploys without, but should say. Azure-Sentinel asks for all of it, and has rules of its own that lack it.
 */
export function omissions(
  document: Document<unknown>,
  root: MappingNode,
  faults: readonly Fault[],
): readonly Diagnostic[] {
  const misspelt = new Set(
    faults.map((fault) => (fault.kind === 'unknownKey' ? nearKey(fault.key, fault.known) : undefined)),
  );
  const lacks = (key: string) => {
    const entry = entryOf(root, key);
    return (!entry || isLeftOut(entry.value)) && !misspelt.has(key);
  };
  const { kind, requiredDataConnectors } = document.value as RuleDraft;
  const problems: Diagnostic[] = [];
  if (lacks('version')) problems.push(diagnostic('RULE116', {}, document.keyAt(['version'])));
  if (kind === 'Scheduled' && lacks('requiredDataConnectors')) {
    problems.push(diagnostic('RULE118', {}, document.keyAt(['requiredDataConnectors'])));
  }
  const connectors: readonly unknown[] = Array.isArray(requiredDataConnectors) ? requiredDataConnectors : [];
  connectors.forEach((connector, i) => {
    if (typeof connector !== 'object' || connector === null) return;
    const { connectorId, dataTypes } = connector as { connectorId?: unknown; dataTypes?: unknown };
    if (typeof connectorId !== 'string' || dataTypes !== undefined) return;
    const at = document.at(['requiredDataConnectors', i, 'connectorId']);
    problems.push(diagnostic('RULE119', { connector: connectorId }, at));
  });
  return problems;
}
