import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { type EntityMapping, type EntityType, entityTypes } from '@picket/model';
import type { RuleCheck } from '../rule-check.ts';

/**
 * ENT101, ENT102, ENT104: the identifiers of each mapped entity. ENT104 is about accounts only: most tables know no more
 * of a host than its name.
 */
export const entityIdentifiers: RuleCheck = (rule) =>
  (rule.value.entityMappings ?? []).flatMap((mapping, i): readonly Diagnostic[] => {
    const { entityType, fieldMappings } = mapping;
    const type = Object.hasOwn(entityTypes, entityType) ? entityTypes[entityType] : undefined;
    const identifiers = fieldMappings.map((field) => field.identifier);
    const path = ['entityMappings', i, 'fieldMappings'];
    const twice = identifiers.flatMap((identifier, j) =>
      identifiers.indexOf(identifier) < j
        ? [diagnostic('ENT102', { identifier, entityType }, rule.at([...path, j, 'identifier']))]
        : [],
    );
    if (!type || !identifiers.every((identifier) => type.identifiers.includes(identifier))) return twice;
    const at = rule.at(['entityMappings', i, 'entityType']);
    if (!suffices(type, identifiers)) {
      return [...twice, diagnostic('ENT101', { entityType, identifiers, needs: type.requiredAnyOf }, at)];
    }
    if (entityType !== 'Account' || !isWeak(type, identifiers)) return twice;
    const stronger = type.strong.flatMap((all) => onlyMissing(all, identifiers)).slice(0, 3);
    if (stronger.length === 0) return twice;
    return [...twice, diagnostic('ENT104', { entityType, identifiers, stronger }, at)];
  });

/** ENT103: each mapping takes its share of the 500 entities of an alert (page map-data-fields-to-entities). */
export const repeatedEntities: RuleCheck = (rule) => {
  const keys = (rule.value.entityMappings ?? []).map(keyOf);
  return (rule.value.entityMappings ?? []).flatMap(({ entityType }, i) =>
    keys.indexOf(keyOf(rule.value.entityMappings?.[i])) < i
      ? [diagnostic('ENT103', { entityType }, rule.at(['entityMappings', i, 'entityType']))]
      : [],
  );
};

function suffices({ requiredAnyOf }: EntityType, identifiers: readonly string[]): boolean {
  return requiredAnyOf.some((all) => all.every((identifier) => identifiers.includes(identifier)));
}

/** A name that is not unique; FullName is Sentinel's own shorthand for a whole one. */
function isWeak({ strong, weak }: EntityType, identifiers: readonly string[]): boolean {
  const has = (all: readonly string[]) => all.every((identifier) => identifiers.includes(identifier));
  return weak.some(has) && !strong.some(has) && !identifiers.includes('FullName');
}

/** The one identifier that is missing to a strong identification. */
function onlyMissing(all: readonly string[], identifiers: readonly string[]): readonly string[] {
  const missing = all.filter((identifier) => !identifiers.includes(identifier));
  return missing.length === 1 && missing.every((identifier) => !identifier.startsWith('*')) ? missing : [];
}

function keyOf(mapping: EntityMapping | undefined): string {
  const fields = (mapping?.fieldMappings ?? []).map((field) => `${field.identifier}=${field.columnName}`);
  return JSON.stringify([mapping?.entityType, fields.sort()]);
}
