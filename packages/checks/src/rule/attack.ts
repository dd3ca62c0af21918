import { diagnostic } from '@picket/diagnostics';
import { attackMatrix } from '../attack-matrix.ts';
import type { RuleCheck } from '../rule-check.ts';

/**
 * Enterprise ids only. ATT&CK for ICS (T0…) has a matrix of its own, whose tactics Sentinel mixes with Enterprise
 * ones; its ids are left alone.
 */
const enterpriseId = /^T[1-9]\d{3}(?:\.\d{3})?$/;

/** The tactic of the former PRE-ATT&CK matrix, which Sentinel still offers, and what became of it. */
const preAttack = ['Reconnaissance', 'ResourceDevelopment'];

/** ATT101 to ATT103: the techniques against MITRE's own data rather than a hand-kept table. */
export const attackTechniques: RuleCheck = (rule) => {
  const matrix = attackMatrix();
  const listed = new Set(rule.value.tactics ?? []);
  if (listed.has('PreAttack')) for (const tactic of preAttack) listed.add(tactic);
  return (rule.value.relevantTechniques ?? []).flatMap((id, i) => {
    if (!enterpriseId.test(id)) return [];
    const at = rule.at(['relevantTechniques', i]);
    const technique = matrix.technique(id);
    if (!technique) {
      const [parent = ''] = id.split('.');
      const known = parent !== id && matrix.technique(parent) ? parent : undefined;
      return [diagnostic('ATT101', { technique: id, version: matrix.version, parent: known }, at)];
    }
    const { name, tactics, status } = technique;
    if (status !== 'active') {
      return [diagnostic('ATT102', { technique: id, name, status, version: matrix.version }, at)];
    }
    if (tactics.some((tactic) => listed.has(tactic))) return [];
    return [diagnostic('ATT103', { technique: id, name, tactics }, at)];
  });
};
