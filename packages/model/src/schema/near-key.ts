import { didYouMean } from '@picket/diagnostics';

/** Keys of other tools and older forms that no spelling distance leads to the right ones, of which the first known counts. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  alertNameFormat: ['alertDisplayNameFormat'],
  alertnameFormat: ['alertDisplayNameFormat'],
  alertSeverity: ['alertSeverityColumnName'],
  alertTactics: ['alertTacticsColumnName'],
  displayName: ['name', 'columnName'],
  column: ['columnName'],
  type: ['entityType'],
  title: ['name'],
  techniques: ['relevantTechniques'],
  subTechniques: ['relevantTechniques'],
  frequency: ['queryFrequency'],
  period: ['queryPeriod'],
  lookback: ['queryPeriod'],
  operator: ['triggerOperator'],
  threshold: ['triggerThreshold'],
  connectors: ['requiredDataConnectors'],
  groupingConfiguration: ['incidentConfiguration'],
  references: ['documentation'],
  falsePositives: ['documentation'],
};

/** The key that was probably meant by an unknown one. */
export function nearKey(key: string, known: readonly string[]): string | undefined {
  const others = Object.hasOwn(otherNames, key) ? otherNames[key] : undefined;
  return others?.find((other) => known.includes(other)) ?? didYouMean(key, known);
}
