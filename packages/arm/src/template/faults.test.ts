import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../template.ts';
import { groupId, scope, templateOf } from './evaluate.test-support.ts';
import { evaluateTemplate } from './evaluate.ts';

const evaluate = (sections: JsonObject, parameters: Readonly<Record<string, Json>> = {}) =>
  evaluateTemplate(templateOf(sections), { scope, parameters });

const resourcesOf = (sections: JsonObject, parameters: Readonly<Record<string, Json>> = {}) => {
  const { value, problems } = evaluate(sections, parameters);
  return value ? value.resources : problems.map((p) => `${p.code} ${p.message}`);
};

const site = (name: string, more: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.Web/sites',
  apiVersion: '2023-01-01',
  name,
  ...more,
});
const siteId = (name: string) => `${groupId}/providers/Microsoft.Web/sites/${name}`;

describe('parameters', () => {
  const declared = (more: JsonObject) => ({ parameters: { p: { type: 'string', ...more } }, outputs: {} });
  test.each([
    ['without a value', {}, {}, "ARM010 the template parameter 'p' has no value and no default"],
    ['of another type', {}, { p: 1 }, "ARM011 the template parameter 'p' must be of type string, not of type int"],
    [
      'not allowed',
      { allowedValues: ['a'] },
      { p: 'b' },
      "ARM011 the template parameter 'p' must be one of its allowed values, not another",
    ],
    ['too short', { minLength: 2 }, { p: 'b' }, "ARM011 the template parameter 'p' must be of length 2 or more, not 1"],
    [
      'too large',
      { type: 'int', maxValue: 2 },
      { p: 3 },
      "ARM011 the template parameter 'p' must be of value 2 or less, not 3",
    ],
    [
      'of an unknown type',
      { type: 'text' },
      { p: 'a' },
      "ARM012 the parameter 'p' has no type that templates know (at /parameters/p)",
    ],
    ['not declared', {}, { p: 'a', q: 'b' }, "ARM007 the template has no parameter 'q' (at /parameters)"],
    [
      'that changes',
      { defaultValue: '[newGuid()]' },
      {},
      "ARM003 'newGuid' at /parameters/p/defaultValue, column 2 is refused: its value is another at every deployment; give the parameter a value instead",
    ],
  ])('%s', (_, more, given, problem) => {
    expect(resourcesOf(declared(more), given)).toEqual([problem]);
  });

  test('given values are taken literally, defaults are evaluated', () => {
    const sections = {
      ...declared({ defaultValue: "[concat('a', 'b')]" }),
      outputs: { o: { type: 'string', value: "[parameters('P')]" } },
    };
    expect(evaluate(sections).value?.outputs.o?.value).toBe('ab');
    expect(evaluate(sections, { p: '[x]' }).value?.outputs.o?.value).toBe('[x]');
  });
});

describe('faults of the template', () => {
  const many = (count: number, value: Json) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, value]));
  const sites = (count: number) => Array.from({ length: count }, (_, i) => site(`s${i}`));
  const deep = (levels: number): Json => (levels === 0 ? 1 : [deep(levels - 1)]);
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    [
      'ARM009',
      { variables: { a: "[variables('b')]", b: "[variables('a')]" } },
      'the value at /variables/b, column 2 needs itself: a → b → a',
    ],
    [
      'ARM009',
      { parameters: { a: { type: 'string', defaultValue: "[parameters('a')]" } } },
      'the value at /parameters/a/defaultValue, column 2 needs itself: a → a',
    ],
    ['ARM012', { resources: {} }, "a template needs 'resources', an array (at /resources)"],
    [
      'ARM012',
      { resources: [{ type: 'Microsoft.A/b', name: 'x' }] },
      "a resource needs 'apiVersion', a text (at /resources/0/apiVersion)",
    ],
    ['ARM012', { resources: [site('[createArray()]')] }, "'name' must be a text, not array (at /resources/0/name)"],
    [
      'ARM012',
      { resources: [site('s', { condition: 'yes' })] },
      "'condition' must be true or false (at /resources/0/condition)",
    ],
    [
      'ARM012',
      { resources: [site('s', { copy: { name: 'l', count: -1 } })] },
      'the count of a loop must be a whole number from 0 (at /resources/0/copy/count)',
    ],
    [
      'ARM013',
      { resources: [site('s', { copy: { name: 'l', count: 801 } })] },
      'the count of the loop at /resources/0/copy/count: 801 is more than the 800',
    ],
    ['ARM013', { resources: sites(801) }, 'the number of resources at /resources: 801 is more than the 800'],
    ['ARM013', { variables: many(513, 1) }, 'the number of variables at /variables: 513 is more than the 512'],
    [
      'ARM013',
      { parameters: many(257, { type: 'int', defaultValue: 1 }) },
      'the number of parameters at /parameters: 257',
    ],
    [
      'ARM013',
      { outputs: many(65, { type: 'int', value: 1 }) },
      'the number of outputs at /outputs: 65 is more than the 64',
    ],
    [
      'ARM013',
      { resources: [site('s', { properties: { x: 'x'.repeat(1_100_000) } })] },
      'the size of the resource at /resources/0: 1100',
    ],
    ['ARM013', { variables: { x: 'x'.repeat(4_200_000) } }, 'the size of the template at /: 42'],
    ['ARM013', { variables: { x: deep(200) } }, 'the nesting of the template at /:'],
    [
      'ARM014',
      { resources: [site('a/b')] },
      "the type 'Microsoft.Web/sites' and the name 'a/b' at /resources/0 do not fit",
    ],
    [
      'ARM015',
      { resources: [site('a', { dependsOn: ['b'] })] },
      "dependsOn at /resources/0/dependsOn/0 names 'b', which is no resource of this template",
    ],
    [
      'ARM016',
      { resources: [site('a', { dependsOn: ['b'] }), site('b', { dependsOn: ['a'] })] },
      `resources wait for each other: ${siteId('a')} → ${siteId('b')} → ${siteId('a')}`,
    ],
    [
      'ARM017',
      { resources: [site('a'), site('A')] },
      `${siteId('A')} at /resources/1 is in the template already, at /resources/0`,
    ],
    ['ARM018', { languageVersion: '2.0', resources: {} }, "'languageVersion' at /languageVersion is refused"],
  ];
  test.each(cases)('%s: %o', (code, sections, message) => {
    const found = resourcesOf(sections);
    expect(found[0]).toEqual(expect.stringContaining(`${code} ${message}`));
  });

  test('ARM012: no schema', () => {
    expect(evaluateTemplate({ resources: [] }, { scope }).problems).toMatchObject([{ code: 'ARM012' }]);
    const group = 'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#';
    expect(evaluateTemplate({ ...templateOf({}), $schema: group }, { scope }).problems).toMatchObject([
      { code: 'ARM012' },
    ]);
  });
});

describe('templates that grow without end are stopped', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`v${i + 1}`, `[concat(variables('v${i}'), variables('v${i}'))]`]),
  );
  const sharing = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`v${i + 1}`, `[createArray(variables('v${i}'), variables('v${i}'))]`]),
  );
  const chain = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`v${i + 1}`, `[variables('v${i}')]`]));
  const loops = (levels: number): Json =>
    levels === 0 ? 'x' : { copy: [{ name: 'l', count: 800, input: loops(levels - 1) }] };
  test.each([
    ['texts that double', { variables: { v0: 'a', ...doubling } }],
    ['arrays that share', { variables: { v0: [1], ...sharing } }],
    ['a long chain', { variables: Object.fromEntries(Object.entries({ v0: 1, ...chain }).reverse()) }],
    ['loops in loops', { variables: { x: loops(4) } }],
  ])('%s', (_, sections) => {
    expect(String(resourcesOf(sections)[0])).toMatch(/^ARM013/);
  });

  test('a text with many problems reports a hundred', () => {
    const variables = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`v${i}`, '[nothing()]']));
    expect(resourcesOf({ variables })).toHaveLength(100);
  });
});
