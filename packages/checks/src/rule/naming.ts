import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { RuleCheck } from '../rule-check.ts';

/** RULE281, RULE282: how a rule reads in a list (page sentinel-analytic-rules-creation). */
export const naming: RuleCheck = (rule) => {
  const { name, description } = rule.value;
  if (name === undefined) return [];
  const problems: Diagnostic[] = [];
  if (/[^.]\.$/.test(name.trim())) problems.push(diagnostic('RULE281', {}, rule.at(['name'])));
  if (description !== undefined && plain(description) === plain(name)) {
    problems.push(diagnostic('RULE282', {}, rule.at(['description'])));
  }
  return problems;
};

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
