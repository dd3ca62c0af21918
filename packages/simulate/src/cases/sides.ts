import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document, RuleTest } from '@picket/model';

/** Whether a case expects the rule to alert: the side of the rule that it shows. */
export function sideOf(expect: RuleTest['cases'][number]['expect']): 'fires' | 'is silent' | 'neither' {
  const { alerts } = expect;
  if (typeof alerts === 'number') return alerts > 0 ? 'fires' : 'is silent';
  if (Array.isArray(alerts)) return alerts.length > 0 ? 'fires' : 'is silent';
  if (typeof alerts === 'object' && alerts !== null) {
    if (Number(Reflect.get(alerts, 'at_least') ?? 0) > 0) return 'fires';
    return Reflect.get(alerts, 'at_most') === 0 ? 'is silent' : 'neither';
  }
  const says = (key: string): boolean => Object.hasOwn(expect, key);
  if (says('title') || says('severity') || says('customDetails') || says('description') || says('tactics'))
    return 'fires';
  return Array.isArray(expect.entities) && expect.entities.length > 0 ? 'fires' : 'neither';
}

/** Problems of a test file as a whole: a side of the rule that no case shows, names given twice. */
export function testProblems(test: Document<RuleTest>): readonly Diagnostic[] {
  const sides = test.value.cases.map(({ expect }) => sideOf(expect));
  const lacking = (['fires', 'is silent'] as const).filter((side) => !sides.includes(side));
  const names = new Set<string>();
  const twice = test.value.cases.flatMap(({ name }, i) => {
    if (!names.has(name)) {
      names.add(name);
      return [];
    }
    return [diagnostic('TEST204', { name }, test.at(['cases', i, 'name']))];
  });
  return [...lacking.map((side) => diagnostic('TEST203', { lacking: side }, test.keyAt(['cases']))), ...twice];
}
