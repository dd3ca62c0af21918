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
