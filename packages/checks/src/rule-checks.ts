import { alertTexts } from './rule/alert-texts.ts';
import { asciiOnly } from './rule/ascii.ts';
import { attackTechniques } from './rule/attack.ts';
import { columnTypes } from './rule/column-types.ts';
import { connectorsDeliver, listedTablesAreRead, tablesAreListed } from './rule/data-connectors.ts';
import { dynamicProperties } from './rule/dynamic-properties.ts';
import { entityIdentifiers, repeatedEntities } from './rule/entities.ts';
import { incidentGrouping } from './rule/incident-grouping.ts';
import { legacyColumns } from './rule/legacy-columns.ts';
import { documentedValues, numbersAgainstText } from './rule/literals.ts';
import { memberAccess, unitedColumns } from './rule/members.ts';
import { naming } from './rule/naming.ts';
import { outputColumns } from './rule/output-columns.ts';
import { repeatedValues } from './rule/repeated-values.ts';
import { periodAndFrequency, reachableTrigger } from './rule/schedule-relations.ts';
import { crossReferences, searchesEverything } from './rule/search-scope.ts';
import { suppression } from './rule/suppression.ts';
import { nrtWindows, windowsMeet, windowsWithinPeriod } from './rule/windows.ts';
import type { RuleCheck } from './rule-check.ts';

/** Every check of a single rule. A new one is a file in rule/ and a line here. */
export const ruleChecks: readonly RuleCheck[] = [
  periodAndFrequency,
  reachableTrigger,
  suppression,
  incidentGrouping,
  repeatedValues,
  legacyColumns,
  asciiOnly,
  alertTexts,
  dynamicProperties,
  naming,
  outputColumns,
  columnTypes,
  memberAccess,
  unitedColumns,
  entityIdentifiers,
  repeatedEntities,
  windowsWithinPeriod,
  windowsMeet,
  nrtWindows,
  searchesEverything,
  crossReferences,
  tablesAreListed,
  listedTablesAreRead,
  connectorsDeliver,
  numbersAgainstText,
  documentedValues,
  attackTechniques,
];
