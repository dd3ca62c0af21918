import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { KqlType, OutputColumn } from '@picket/kql';
import { columnContents } from '../column-contents.ts';
import { type ColumnUse, columnUses } from '../column-uses.ts';
import type { RuleCheck } from '../rule-check.ts';

const text = new Set<KqlType>(['string', 'guid', 'int', 'long', 'dynamic', 'unknown']);
const address = new Set<KqlType>(['string', 'dynamic', 'unknown']);

/** Identifiers that take something else than text (page entities-reference); several values where it says so. */
const identifierTypes: Readonly<Record<string, { readonly types: ReadonlySet<KqlType>; readonly expected: string }>> = {
  'IP/Address': { types: address, expected: 'an address as text' },
  'Account/IsDomainJoined': { types: textOr('bool'), expected: 'true or false' },
  'Host/IsDomainJoined': { types: textOr('bool'), expected: 'true or false' },
  'Process/CreationTimeUtc': { types: textOr('datetime'), expected: 'a time' },
  'Process/ElevationToken': { types: textOr('bool'), expected: 'text' },
  'MailMessage/ReceivedDate': { types: textOr('datetime'), expected: 'a time' },
  'SubmissionMail/Timestamp': { types: textOr('datetime'), expected: 'a time' },
  'SubmissionMail/SubmissionDate': { types: textOr('datetime'), expected: 'a time' },
  'MailCluster/QueryTime': { types: textOr('datetime'), expected: 'a time' },
  'MailCluster/ClusterQueryStartTime': { types: textOr('datetime'), expected: 'a time' },
  'MailCluster/ClusterQueryEndTime': { types: textOr('datetime'), expected: 'a time' },
  'MailCluster/IsVolumeAnomaly': { types: textOr('bool'), expected: 'true or false' },
};

/** Identifiers that take a list or a property bag (page entities-reference). */
const takesMany = new Set([
  'MailCluster/NetworkMessageIds',
  'MailCluster/CountByDeliveryStatus',
  'MailCluster/CountByThreatType',
  'MailCluster/CountByProtectionStatus',
  'MailCluster/Threats',
  'MailMessage/Urls',
  'MailMessage/Threats',
  'MailMessage/ThreatDetectionMethods',
  'IoTDevice/Protocols',
]);

const properties: Readonly<Record<string, { readonly types: ReadonlySet<KqlType>; readonly expected: string }>> = {
  alertSeverityColumnName: { types: new Set(['string', 'dynamic', 'unknown']), expected: 'a severity as text' },
  alertTacticsColumnName: { types: new Set(['string', 'dynamic', 'unknown']), expected: 'tactics as text' },
  ConfidenceScore: {
    types: new Set(['int', 'long', 'real', 'decimal', 'dynamic', 'unknown']),
    expected: 'a number from 0 to 1',
  },
};

/** COL201 to COL204: what a used column holds fits what it is used for. */
export const columnTypes: RuleCheck = (rule, analysis) => {
  if (!analysis) return [];
  const columns = new Map(analysis.output.columns.map((column) => [column.name, column]));
  return columnUses(rule).flatMap((use) => {
    const column = columns.get(use.column);
    return column ? misfit(use, column, rule.value.query ?? '') : [];
  });
};

function misfit(
  { purpose, at }: ColumnUse,
  { name: column, type }: OutputColumn,
  query: string,
): readonly Diagnostic[] {
  if (purpose.kind === 'value') return [];
  if (purpose.kind === 'property') {
    const wanted = properties[purpose.property];
    if (!wanted || wanted.types.has(type)) return [];
    return [diagnostic('COL204', { column, type, property: purpose.property, expected: wanted.expected }, at())];
  }
  const identifier = `${purpose.entityType}/${purpose.identifier}`;
  if (takesMany.has(identifier)) return [];
  const holds = type === 'dynamic' || type === 'string' ? columnContents(query, column) : undefined;
  if (holds) return [diagnostic('COL201', { column, identifier, holds }, at())];
  const wanted = identifierTypes[identifier] ?? { types: text, expected: 'text' };
  if (!wanted.types.has(type)) {
    return [diagnostic('COL203', { column, type, identifier, expected: wanted.expected }, at())];
  }
  return type === 'dynamic' ? [diagnostic('COL202', { column, identifier }, at())] : [];
}

function textOr(type: KqlType): ReadonlySet<KqlType> {
  return new Set([...text, type]);
}
