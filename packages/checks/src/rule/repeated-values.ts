import { diagnostic } from '@picket/diagnostics';
import type { Path, RuleDraft } from '@picket/model';
import type { RuleCheck } from '../rule-check.ts';

interface ListOfNames {
  readonly what: string;
  readonly path: Path;
  readonly values: readonly string[];
  /** From an item of the list to its name. */
  readonly below?: Path;
}

/** RULE231: lists whose entries are a set. */
export const repeatedValues: RuleCheck = (rule) =>
  listsOf(rule.value).flatMap(({ what, path, values, below = [] }) =>
    values.flatMap((value, i) =>
      values.indexOf(value) < i ? [diagnostic('RULE231', { what, value }, rule.at([...path, i, ...below]))] : [],
    ),
  );

function listsOf(rule: RuleDraft): readonly ListOfNames[] {
  const grouping = rule.incidentConfiguration?.groupingConfiguration;
  const groupingPath = ['incidentConfiguration', 'groupingConfiguration'];
  const properties = rule.alertDetailsOverride?.alertDynamicProperties ?? [];
  return [
    { what: 'tactics', path: ['tactics'], values: rule.tactics ?? [] },
    { what: 'relevantTechniques', path: ['relevantTechniques'], values: rule.relevantTechniques ?? [] },
    ...(rule.requiredDataConnectors ?? []).map((connector, i) => ({
      what: 'dataTypes',
      path: ['requiredDataConnectors', i, 'dataTypes'],
      values: connector.dataTypes ?? [],
    })),
    ...(['groupByEntities', 'groupByAlertDetails', 'groupByCustomDetails'] as const).map((list) => ({
      what: list,
      path: [...groupingPath, list],
      values: grouping?.[list] ?? [],
    })),
    {
      what: 'alertDynamicProperties',
      path: ['alertDetailsOverride', 'alertDynamicProperties'],
      values: properties.map((property) => property.alertProperty),
      below: ['alertProperty'],
    },
  ];
}
