import { attackMatrix } from '@picket/checks';
import type { ContentPackage } from '@picket/model';
import type { AttackCoverage, RuleLink } from '@picket/preview';
import { ruleId } from './rule-id.ts';

/** ATT&CK's tactics in its own order, with the techniques that rules of these packages name. Sub-techniques stand by themselves. */
export function attackCoverage(packages: readonly ContentPackage[]): AttackCoverage {
  const { version, tactics, technique } = attackMatrix();
  const rules = packages.flatMap(({ slug, rules: own }) =>
    own.map((rule) => ({ value: rule.value, link: { slug, id: ruleId(rule.file), name: rule.value.name } })),
  );
  return {
    version,
    tactics: Object.entries(tactics).map(([key, { name }]) => {
      const ofTactic = rules.filter(({ value }) => value.tactics?.includes(key));
      const techniques = new Map<string, RuleLink[]>();
      const without: RuleLink[] = [];
      for (const { value, link } of ofTactic) {
        const named = (value.relevantTechniques ?? []).filter((id) => technique(id)?.tactics.includes(key));
        if (named.length === 0) without.push(link);
        for (const id of named) techniques.set(id, [...(techniques.get(id) ?? []), link]);
      }
      return {
        name,
        rules: without,
        techniques: [...techniques]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([id, named]) => ({ id, name: technique(id)?.name ?? id, rules: named })),
      };
    }),
  };
}
