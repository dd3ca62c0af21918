import { readdirSync, readFileSync } from 'node:fs';
import { isColumnType } from '@picket/tables';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { entityTypes } from './entity-types.ts';
import { loadSchema, type SchemaName } from './schema/json-schema.ts';
import { tactics } from './tactics.ts';

const folder = new URL('../schemas/', import.meta.url);
const names = readdirSync(folder).map((name) => name.replace('.schema.json', '') as SchemaName);

test.each(names)('%s is a schema of draft 7', (name) => {
  const ajv = new Ajv({ strict: false });
  expect(ajv.validateSchema(loadSchema(name)), JSON.stringify(ajv.errors)).toBe(true);
});

test.each(names)('%s tells editors about each of its keys', (name) => {
  const { properties = {} } = loadSchema(name);
  for (const property of Object.values(properties)) {
    expect(property).toMatchObject({ title: expect.any(String), description: expect.stringMatching(/\.$/) });
  }
});

test.each(names)('%s holds no example that it refuses', (name) => {
  const ajv = new Ajv({ strict: false });
  for (const [key, property] of Object.entries(loadSchema(name).properties ?? {})) {
    const { examples = [] } = property as { examples?: unknown[] };
    for (const example of examples) expect([key, ajv.validate(property as object, example)]).toEqual([key, true]);
  }
});

describe('the rule schema and the tables say the same', () => {
  const text = readFileSync(new URL('rule.schema.json', folder), 'utf8');
  const { properties } = JSON.parse(text);
  const mapping = properties.entityMappings.items;

  test('tactics', () => {
    expect(properties.tactics.items.enum).toEqual(tactics);
  });

  test('entity types', () => {
    expect(mapping.properties.entityType.enum).toEqual(Object.keys(entityTypes));
    const grouping = properties.incidentConfiguration.properties.groupingConfiguration.properties;
    expect(grouping.groupByEntities.items.enum).toEqual(Object.keys(entityTypes));
  });

  test('identifiers', () => {
    const conditions = Object.entries(entityTypes).map(([name, { identifiers }]) =>
      Object.fromEntries([
        ['if', { properties: { entityType: { const: name } }, required: ['entityType'] }],
        ['then', { properties: { fieldMappings: { items: { properties: { identifier: { enum: identifiers } } } } } }],
      ]),
    );
    expect(mapping.allOf).toEqual(conditions);
  });
});

test('what suffices to name an entity is made of its identifiers', () => {
  for (const { identifiers, requiredAnyOf, strong, weak } of Object.values(entityTypes)) {
    const named = [...requiredAnyOf, ...strong, ...weak].flat().filter((identifier) => !identifier.startsWith('*'));
    expect(identifiers).toEqual(expect.arrayContaining(named));
  }
});

test('columns of settings have the types of columns', () => {
  const { properties } = JSON.parse(readFileSync(new URL('settings.schema.json', folder), 'utf8'));
  const types: readonly string[] = properties.tables.additionalProperties.additionalProperties.enum;
  expect(types.length).toBe(10);
  expect(types.filter((type) => !isColumnType(type))).toEqual([]);
});
