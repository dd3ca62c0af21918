import type { Path } from '../content.ts';
import { entityTypes } from '../entity-types.ts';
import type { Fault } from '../schema/fault.ts';

/** Identifiers that their entity type does not have. Types that are themselves unknown say nothing about identifiers. */
export function identifierFaults(value: unknown): readonly Fault[] {
  return itemsOf(value, 'entityMappings').flatMap((mapping, i) => {
    const type = propertyOf(mapping, 'entityType');
    const known = typeof type === 'string' && Object.hasOwn(entityTypes, type) ? entityTypes[type] : undefined;
    if (!known) return [];
    return itemsOf(mapping, 'fieldMappings').flatMap((field, j): readonly Fault[] => {
      const identifier = propertyOf(field, 'identifier');
      if (typeof identifier !== 'string' || identifier === '' || known.identifiers.includes(identifier)) return [];
      const path: Path = ['entityMappings', i, 'fieldMappings', j, 'identifier'];
      return [{ kind: 'notOneOf', path, value: identifier, allowed: known.identifiers }];
    });
  });
}

function itemsOf(value: unknown, key: string): readonly unknown[] {
  const items = propertyOf(value, key);
  return Array.isArray(items) ? items : [];
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
