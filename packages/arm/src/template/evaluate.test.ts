import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../template.ts';
import { deploymentOrder } from './dependencies.ts';
import { evaluateOutput, groupId, scope, templateOf, workspaceId } from './evaluate.test-support.ts';
import { evaluateTemplate } from './evaluate.ts';

const evaluate = (sections: JsonObject, parameters: Readonly<Record<string, Json>> = {}) =>
  evaluateTemplate(templateOf(sections), { scope, parameters });

const resourcesOf = (sections: JsonObject, parameters: Readonly<Record<string, Json>> = {}) => {
  const { value, problems } = evaluate(sections, parameters);
  return value ? value.resources : problems.map((p) => `${p.code} ${p.message}`);
};

const ruleId = `${workspaceId}/providers/Microsoft.SecurityInsights/alertRules/r1`;
const site = (name: string, more: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.Web/sites',
  apiVersion: '2023-01-01',
  name,
  ...more,
});
const siteId = (name: string) => `${groupId}/providers/Microsoft.Web/sites/${name}`;

describe('resources', () => {
  test.each([
    [
      'portal export',
      {
        type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
        name: "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/r1')]",
      },
    ],
    [
      'scope with an id',
      {
        type: 'Microsoft.SecurityInsights/alertRules',
        name: 'r1',
        scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspace'))]",
      },
    ],
    [
      'scope with type and name, as Bicep writes it',
      {
        type: 'Microsoft.SecurityInsights/alertRules',
        name: 'r1',
        scope: "[format('Microsoft.OperationalInsights/workspaces/{0}', parameters('workspace'))]",
      },
    ],
  ])('an alert rule, written as %s', (_, form) => {
    const definition = {
      ...form,
      apiVersion: '2025-09-01',
      comments: 'not deployed',
      condition: "[equals(parameters('workspace'), 'soc')]",
      kind: 'Scheduled',
      properties: { displayName: '[[a]', query: '[b] | c', none: null, enabled: true },
    };
    const sections = { parameters: { workspace: { type: 'string' } }, resources: [definition] };
    expect(resourcesOf(sections, { workspace: 'soc' })).toEqual([
      {
        id: ruleId,
        type: 'Microsoft.SecurityInsights/alertRules',
        name: 'r1',
        apiVersion: '2025-09-01',
        dependsOn: [],
        body: { kind: 'Scheduled', properties: { displayName: '[a]', query: '[b] | c', enabled: true } },
        pointer: '/resources/0',
      },
    ]);
    expect(resourcesOf(sections, { workspace: 'other' })).toEqual([]);
  });

  test('loops of resources and of properties', () => {
    const sections = {
      variables: {
        names: ['x', 'y'],
        copy: [{ name: 'tags', count: 2, input: "[concat('t', copyIndex('tags', 1))]" }],
      },
      resources: [
        site("[concat('s', copyIndex(1))]", {
          copy: { name: 'sites', count: "[length(variables('names'))]", mode: 'Serial' },
          properties: {
            tags: "[variables('tags')]",
            copy: [
              {
                name: 'parts',
                count: 2,
                input: { of: '[copyIndex()]', part: "[variables('names')[copyIndex('parts')]]" },
              },
            ],
          },
        }),
        site('last', { dependsOn: ['sites'] }),
      ],
    };
    const properties = (of: number) => ({
      tags: ['t1', 't2'],
      parts: [
        { of, part: 'x' },
        { of, part: 'y' },
      ],
    });
    expect(resourcesOf(sections)).toMatchObject([
      { name: 's1', body: { properties: properties(0) } },
      { name: 's2', body: { properties: properties(1) } },
      { name: 'last', dependsOn: [siteId('s1'), siteId('s2')] },
    ]);
  });

  test('a loop of zero turns makes nothing, and what depends on it waits for nothing', () => {
    const resources = [site('s', { copy: { name: 'none', count: 0 } }), site('t', { dependsOn: ['none'] })];
    expect(resourcesOf({ resources })).toMatchObject([{ name: 't', dependsOn: [] }]);
  });

  test('child resources inside their parent, and behind a condition of their own', () => {
    const workspace = {
      type: 'Microsoft.OperationalInsights/workspaces',
      apiVersion: '2023-09-01',
      name: 'soc',
      condition: false,
      resources: [
        {
          type: 'savedSearches',
          apiVersion: '2023-09-01',
          name: 'one',
          dependsOn: ["[resourceId('Microsoft.OperationalInsights/workspaces', 'soc')]"],
          properties: {},
        },
        {
          type: 'providers/alertRules',
          apiVersion: '2025-09-01',
          name: 'Microsoft.SecurityInsights/r1',
          dependsOn: ['soc/one'],
        },
      ],
    };
    expect(resourcesOf({ resources: [workspace] })).toMatchObject([
      {
        id: `${workspaceId}/savedSearches/one`,
        type: 'Microsoft.OperationalInsights/workspaces/savedSearches',
        dependsOn: [],
      },
      { id: ruleId, dependsOn: [`${workspaceId}/savedSearches/one`], pointer: '/resources/0/resources/1' },
    ]);
  });

  test('dependsOn by id, by name, by type and name, in any letter case', () => {
    const resources = [
      site('a'),
      site('b', { dependsOn: ["[resourceId('microsoft.web/SITES', 'A')]"] }),
      site('c', { dependsOn: ['a', 'Microsoft.Web/sites/b'] }),
    ];
    expect(resourcesOf({ resources })).toMatchObject([
      { dependsOn: [] },
      { dependsOn: [siteId('a')] },
      { dependsOn: [siteId('a'), siteId('b')] },
    ]);
  });

  test('the outer template evaluates a content template, except where it is escaped', () => {
    const solution = {
      variables: { rule: { id: 'r1', version: '1.0.2' } },
      resources: [
        {
          type: 'Microsoft.OperationalInsights/workspaces/providers/contentTemplates',
          apiVersion: '2023-04-01-preview',
          name: "[concat('soc','/Microsoft.SecurityInsights/',concat('soc-ar-', uniquestring(variables('rule').id)))]",
          dependsOn: [
            "[extensionResourceId(resourceId('Microsoft.OperationalInsights/workspaces', 'soc'), 'Microsoft.SecurityInsights/contentPackages', 'p')]",
          ],
          properties: {
            mainTemplate: {
              parameters: {},
              resources: [
                {
                  name: "[variables('rule').id]",
                  properties: { parentId: "[[resourceId('Microsoft.A/b', parameters('workspace'))]" },
                },
              ],
            },
          },
        },
        {
          type: 'Microsoft.OperationalInsights/workspaces/providers/contentPackages',
          apiVersion: '2023-04-01-preview',
          name: 'soc/Microsoft.SecurityInsights/p',
          properties: {},
        },
      ],
    };
    expect(resourcesOf(solution)).toMatchObject([
      {
        type: 'Microsoft.SecurityInsights/contentTemplates',
        name: expect.stringMatching(/^soc-ar-[a-z2-7]{13}$/),
        dependsOn: [`${workspaceId}/providers/Microsoft.SecurityInsights/contentPackages/p`],
        body: {
          properties: {
            mainTemplate: {
              resources: [
                { name: 'r1', properties: { parentId: "[resourceId('Microsoft.A/b', parameters('workspace'))]" } },
              ],
            },
          },
        },
      },
      {},
    ]);
  });
});

describe('nested templates', () => {
  const nested = (more: JsonObject, properties: JsonObject): JsonObject => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2025-04-01',
    name: 'inside',
    ...more,
    properties: { mode: 'Incremental', ...properties },
  });
  const template = templateOf({
    parameters: { who: { type: 'string' } },
    variables: { greeting: 'inner' },
    resources: [
      site("[concat(parameters('who'), '-', variables('greeting'), '-', deployment().name)]"),
      site('other', { dependsOn: ["[concat(parameters('who'), '-', variables('greeting'), '-', deployment().name)]"] }),
    ],
  });
  const outer = { parameters: { who: { type: 'string', defaultValue: 'me' } }, variables: { greeting: 'outer' } };

  test('with inner scope have names of their own', () => {
    const properties = {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { who: { value: "[concat(parameters('who'), '2')]" } },
      template,
    };
    const resources = [
      site('first'),
      nested({ dependsOn: ['first'] }, properties),
      site('after', { dependsOn: ['inside'] }),
    ];
    expect(resourcesOf({ ...outer, resources })).toMatchObject([
      { name: 'first' },
      {
        name: 'me2-inner-inside',
        dependsOn: [siteId('first')],
        pointer: '/resources/1/properties/template/resources/0',
      },
      { name: 'other', dependsOn: [siteId('me2-inner-inside'), siteId('first')] },
      { name: 'after', dependsOn: [siteId('me2-inner-inside'), siteId('other')] },
    ]);
  });

  test('with outer scope, the default, mean the names of the outer template', () => {
    const resources = [nested({ resourceGroup: 'otherRg' }, { template })];
    expect(resourcesOf({ ...outer, resources })).toMatchObject([
      {
        id: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/otherRg/providers/Microsoft.Web/sites/me-outer-main',
      },
      { name: 'other' },
    ]);
  });

  test.each([
    [
      'a linked template',
      { templateLink: { uri: 'https://example.com/t.json' } },
      'ARM018 a linked template at /resources/0/properties is refused',
    ],
    [
      'a text that would be evaluated twice',
      { template: templateOf({ resources: [site('s', { tags: { a: '[[b]' } })] }) },
      "ARM018 a text with '[[' in a nested template of outer scope at /resources/0/properties/template/resources/0/tags/a",
    ],
    [
      'a secret of a key vault',
      { expressionEvaluationOptions: { scope: 'inner' }, parameters: { who: { reference: {} } }, template },
      "ARM018 the reference of parameter 'who' at /resources/0/properties/parameters/who is refused",
    ],
  ])('refused: %s', (_, properties, message) => {
    const found = resourcesOf({ resources: [nested({}, properties)] });
    expect(String(found[0])).toContain(message);
  });

  test('too many inside each other', () => {
    let deep = templateOf({ resources: [site('s')] });
    for (let i = 0; i < 7; i++) deep = templateOf({ resources: [nested({}, { template: deep })] });
    expect(String(resourcesOf({ resources: deep.resources ?? [] })[0])).toContain('ARM018 a nested template');
  });
});

test('levels of deployment', () => {
  const at = (schema: string, resource: JsonObject) =>
    evaluateTemplate(
      { ...templateOf({ resources: [resource] }), $schema: `https://schema.management.azure.com/schemas/${schema}#` },
      { scope },
    ).value?.resources[0]?.id;
  expect(
    at('2019-08-01/tenantDeploymentTemplate.json', {
      type: 'microsoft.aadiam/diagnosticSettings',
      name: 'x',
      apiVersion: '1',
    }),
  ).toBe('/providers/microsoft.aadiam/diagnosticSettings/x');
  expect(
    at('2018-05-01/subscriptionDeploymentTemplate.json', { type: 'Microsoft.A/b', name: 'x', apiVersion: '1' }),
  ).toBe('/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.A/b/x');
});

test('outputs, with loops and conditions', () => {
  const outputs = {
    one: { type: 'string', value: "[toUpper('a')]" },
    many: { type: 'array', copy: { count: 2, input: '[copyIndex()]' } },
    none: { type: 'string', condition: false, value: "[reference('x')]" },
  };
  expect(evaluate({ outputs }).value?.outputs).toEqual({
    one: { type: 'string', value: 'A' },
    many: { type: 'array', value: [0, 1] },
  });
});

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

test('deploymentOrder puts what is needed first and else keeps the order', () => {
  const resources = [site('c', { dependsOn: ['a', 'b'] }), site('b', { dependsOn: ['a'] }), site('z'), site('a')];
  const { value } = evaluate({ resources });
  const ordered = deploymentOrder(value?.resources ?? []);
  expect(ordered.value?.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'z']);
});

test('names of properties are evaluated too, and __proto__ is a name like others', () => {
  const value = JSON.parse(`{ "[concat('a', 'b')]": 1, "[[c]": 2, "__proto__": { "x": 1 } }`) as JsonObject;
  expect(JSON.stringify(evaluateOutput(value))).toBe('{"ab":1,"[c]":2,"__proto__":{"x":1}}');
});
