import type { Span } from '@picket/diagnostics';
import type { Document, Path, RuleDraft } from '@picket/model';
import { alertTextFields, alertTextParts } from './alert-text.ts';

/** What a rule wants a column of its query's output for. */
export type ColumnPurpose =
  | { readonly kind: 'identifier'; readonly entityType: string; readonly identifier: string }
  | { readonly kind: 'property'; readonly property: string }
  | { readonly kind: 'value' };

/** A column of the query's output that the rule names outside its query. */
export interface ColumnUse {
  readonly column: string;
  /** Asked for only when there is something to say: looking up a place costs more than most checks. */
  readonly at: () => Span;
  /** Who uses it, as the subject of a sentence. */
  readonly use: string;
  readonly purpose: ColumnPurpose;
}

/** Every place of a rule that names an output column, in the order of the keys. */
export function columnUses(rule: Document<RuleDraft>): readonly ColumnUse[] {
  const mapped = [...identifiers(rule), ...wholeEntities(rule), ...customDetails(rule)];
  return [...mapped.filter(({ column }) => columnName.test(column)), ...alertDetails(rule)];
}

/** What the schema lets be a column of a mapping; of anything else reading has told already. */
const columnName = /^[A-Za-z_]\w*$/;

function identifiers(rule: Document<RuleDraft>): readonly ColumnUse[] {
  return (rule.value.entityMappings ?? []).flatMap(({ entityType, fieldMappings }, i) =>
    fieldMappings.map(({ identifier, columnName }, j) => ({
      column: columnName,
      at: () => rule.at(['entityMappings', i, 'fieldMappings', j, 'columnName']),
      use: `the entity mapping ${entityType}/${identifier}`,
      purpose: { kind: 'identifier', entityType, identifier } as const,
    })),
  );
}

function wholeEntities(rule: Document<RuleDraft>): readonly ColumnUse[] {
  return (rule.value.sentinelEntitiesMappings ?? []).map(({ columnName }, i) => ({
    column: columnName,
    at: () => rule.at(['sentinelEntitiesMappings', i, 'columnName']),
    use: 'sentinelEntitiesMappings',
    purpose: { kind: 'value' } as const,
  }));
}

function customDetails(rule: Document<RuleDraft>): readonly ColumnUse[] {
  return Object.entries(rule.value.customDetails ?? {}).map(([detail, column]) => ({
    column,
    at: () => rule.at(['customDetails', detail]),
    use: `the custom detail ${detail}`,
    purpose: { kind: 'value' } as const,
  }));
}

function alertDetails(rule: Document<RuleDraft>): readonly ColumnUse[] {
  const override = rule.value.alertDetailsOverride;
  const base = 'alertDetailsOverride';
  const texts = alertTextFields.flatMap((field) => {
    const path: Path = [base, field];
    return alertTextParts(override?.[field] ?? '')
      .filter((part) => part.kind === 'column' && part.column !== '')
      .map((part) => {
        const start = part.start + part.text.indexOf(part.column);
        return {
          column: part.column,
          at: () => rule.within(path, start, start + part.column.length),
          use: field,
          purpose: { kind: 'value' } as const,
        };
      });
  });
  const named = (['alertTacticsColumnName', 'alertSeverityColumnName'] as const).flatMap((field) => {
    const column = override?.[field];
    return column === undefined
      ? []
      : [
          {
            column,
            at: () => rule.at([base, field]),
            use: field,
            purpose: { kind: 'property', property: field } as const,
          },
        ];
  });
  const properties = (override?.alertDynamicProperties ?? []).map(({ alertProperty, value }, i) => ({
    column: value,
    at: () => rule.at([base, 'alertDynamicProperties', i, 'value']),
    use: `the alert property ${alertProperty}`,
    purpose: { kind: 'property', property: alertProperty } as const,
  }));
  return [...texts, ...named, ...properties];
}
