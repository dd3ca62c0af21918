import { isObject, type Json } from '@picket/arm';
import type { Connector, Rule } from '@picket/model';
import { compileWorkbook } from '@picket/workbooks';
import { describe, expect, test } from 'vitest';
import type { DesiredResource } from './bundle-types.ts';
import { baseConnector, baseRule, baseWorkbook, packageOf, smallContent } from './content.test-support.ts';
import { toDesired } from './desired.ts';

function desire(rule: Partial<Rule>, without: readonly (keyof Rule)[] = []) {
  const merged = { ...baseRule, ...rule };
  for (const key of without) Reflect.deleteProperty(merged, key);
  const { value, problems } = toDesired({ packages: [packageOf('x', { rules: { it: merged } })] });
  const [resource] = value ?? [];
  const properties: Json = resource?.body.properties ?? null;
  return { resource, properties: isObject(properties) ? properties : {}, problems };
}

const nrt = ['queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'] as const;

describe('a rule', () => {
  test('carries what the plan needs to know', () => {
    const content = { packages: [packageOf('x', { rules: { it: baseRule } })] };
    const { value } = toDesired(content, { tablesOf: () => ['SigninLogs', 'AuditLogs', 'SigninLogs'] });
    expect(value?.[0]).toMatchObject({
      kind: 'rule',
      slug: 'it',
      file: 'content/x/rules/it.yaml',
      displayName: 'Password spray from one address',
      type: 'Microsoft.SecurityInsights/alertRules',
      name: 'a1b2c3d4-0000-4000-8000-000000000001',
      apiVersion: '2025-09-01',
      previewBecause: [],
      version: '1.2.0',
      tables: ['AuditLogs', 'SigninLogs'],
    });
    expect(value?.[0]?.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('gets what the API requires and the file may leave out', () => {
    expect(desire({}).properties).toEqual({
      displayName: baseRule.name,
      description: baseRule.description,
      severity: 'Medium',
      enabled: true,
      query: baseRule.query,
      queryFrequency: 'PT1H',
      queryPeriod: 'P1D',
      triggerOperator: 'GreaterThan',
      triggerThreshold: 0,
      suppressionEnabled: false,
      suppressionDuration: 'PT5H',
    });
  });

  test.each([
    ['1h', 'PT1H'],
    ['90m', 'PT1H30M'],
    ['24h', 'P1D'],
    ['14d', 'P14D'],
    ['PT36H', 'P1DT12H'],
    ['01:00:00', 'PT1H'],
    ['1.00:05:00', 'P1DT5M'],
  ])('duration %s goes out as %s', (written, expected) => {
    expect(desire({ queryPeriod: written }).properties.queryPeriod).toBe(expected);
  });

  test.each([
    ['gt', 'GreaterThan'],
    ['lt', 'LessThan'],
    ['eq', 'Equal'],
    ['ne', 'NotEqual'],
    ['NotEqual', 'NotEqual'],
  ])('trigger operator %s goes out as %s', (written, expected) => {
    expect(desire({ triggerOperator: written }).properties.triggerOperator).toBe(expected);
  });

  test('keeps sub-techniques whole, on the preview API', () => {
    const { resource, properties } = desire({ relevantTechniques: ['T1078.004', 'T1078', 'T1110.003'] });
    expect(properties).toMatchObject({ techniques: ['T1078', 'T1110'], subTechniques: ['T1078.004', 'T1110.003'] });
    expect(resource).toMatchObject({ apiVersion: '2025-10-01-preview', previewBecause: ['subTechniques'] });
  });

  test.each([
    ['techniques alone', { relevantTechniques: ['T1078'] }, []],
    ['entity columns', { sentinelEntitiesMappings: [{ columnName: 'Entities' }] }, ['sentinelEntitiesMappings']],
    [
      'sub-techniques from a column',
      { alertDetailsOverride: { alertDynamicProperties: [{ alertProperty: 'SubTechniques', value: 'S' }] } },
      ['alertDynamicProperties SubTechniques'],
    ],
  ] as const)('%s: preview because of %j', (_, rule, reasons) => {
    const { resource } = desire(rule);
    expect(resource?.previewBecause).toEqual(reasons);
    expect(resource?.apiVersion).toBe(reasons.length > 0 ? '2025-10-01-preview' : '2025-09-01');
  });

  test('of kind NRT has no schedule and needs the preview API', () => {
    const { resource, properties } = desire({ kind: 'NRT' }, nrt);
    expect(resource).toMatchObject({ body: { kind: 'NRT' }, previewBecause: ['NRT'] });
    expect(Object.keys(properties).filter((key) => key.startsWith('query') || key.startsWith('trigger'))).toEqual([
      'query',
    ]);
  });

  test('the hash changes with the deployed body and with nothing else', () => {
    const hash = (rule: Partial<Rule>) => desire(rule).resource?.hash;
    expect(hash({ severity: 'High' })).not.toBe(hash({}));
    expect(hash({ version: '9.0.0', documentation: { references: ['x'] }, status: 'Available' })).toBe(hash({}));
  });

  test.each([
    [
      'BND003',
      { queryPeriod: 'soon' },
      "queryPeriod cannot be deployed: 'soon' is not a duration as 1h, P1D or 1.00:00:00",
    ],
    ['BND003', { triggerOperator: 'over' }, "triggerOperator cannot be deployed: 'over' is not gt, lt, eq or ne"],
    [
      'BND001',
      { description: 'x'.repeat(1_100_000) },
      /^'Password spray from one address' takes 11\d+ bytes in a template/,
    ],
    [
      'BND006',
      { startTimeUtc: '2026-01-01T00:00:00Z' },
      'startTimeUtc is not deployed: no published version of the API takes it',
    ],
  ] as const)('%s: %j', (code, rule, message) => {
    const { problems, resource } = desire(rule);
    expect(problems).toMatchObject([
      { code, message: expect.stringMatching(message), at: { file: 'content/x/rules/it.yaml' } },
    ]);
    expect(resource === undefined).toBe(code !== 'BND006');
  });

  test('BND004: a Scheduled rule without its schedule', () => {
    const { problems } = desire({}, ['queryFrequency', 'triggerThreshold']);
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'BND004 a Scheduled rule cannot be deployed without queryFrequency',
      'BND004 a Scheduled rule cannot be deployed without triggerThreshold',
    ]);
  });

  test('BND002: two files with one id, in any letter case', () => {
    const rules = { a: baseRule, b: { ...baseRule, id: baseRule.id.toLowerCase() } };
    const { value, problems } = toDesired({ packages: [packageOf('x', { rules })] });
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'BND002', at: { file: 'content/x/rules/b.yaml' } }]);
  });
});

describe('a connector', () => {
  const page = (connector: Partial<Connector>) => {
    const content = { packages: [packageOf('sign-in-logs', { connector: { ...baseConnector, ...connector } })] };
    const properties = toDesired(content).value?.[0]?.body.properties;
    return isObject(properties) && isObject(properties.connectorUiConfig) ? properties.connectorUiConfig : {};
  };

  test('is named by its folder and comes before the rules', () => {
    const { value } = toDesired(smallContent);
    expect(value?.map(({ kind, slug }) => `${kind} ${slug}`)).toEqual([
      'connector custom-security-attribute-audit-logs',
      'connector sign-in-logs',
      'rule attribute-removed',
      'rule legacy-client',
      'rule password-spray',
      'workbook custom-security-attribute-audit-logs',
      'workbook sign-in-logs',
    ]);
  });

  test('has exactly the members that the contract knows', () => {
    expect(Object.keys(page({})).sort()).toEqual([
      'availability',
      'connectivityCriteria',
      'dataTypes',
      'descriptionMarkdown',
      'graphQueries',
      'id',
      'instructionSteps',
      'permissions',
      'publisher',
      'title',
    ]);
  });

  test('shows its sample queries as the last step, in a fence longer than any inside', () => {
    expect(page({}).instructionSteps).toEqual([
      { title: 'Route the log', description: 'Create a diagnostic setting.' },
      { title: 'Sample queries', description: 'Failures\n\n```kusto\nSigninLogs\n| where ResultType != "0"\n```' },
    ]);
    const odd = page({ sampleQueries: [{ description: 'd', query: 'print "````"' }], instructions: [] });
    expect(odd.instructionSteps).toEqual([
      { title: 'Sample queries', description: 'd\n\n`````kusto\nprint "````"\n`````' },
    ]);
  });

  test('names the roles that a page can check, and tells the others', () => {
    expect(page({}).permissions).toMatchObject({
      tenant: ['SecurityAdmin'],
      customs: [
        { name: 'Licence', description: 'Microsoft Entra ID P1' },
        { name: 'Microsoft Entra role', description: 'Attribute Log Administrator' },
      ],
      resourceProvider: [{ scope: 'Workspace', requiredPermissions: { read: true, write: true, delete: false } }],
    });
  });
});

describe('a workbook', () => {
  const notebookOf = (resource: DesiredResource | undefined): unknown => {
    const properties = resource?.body.properties as { readonly serializedData: string } | undefined;
    return JSON.parse(properties?.serializedData ?? 'null');
  };

  test('is named by its folder and belongs to the gallery of Sentinel', () => {
    const { value } = toDesired({ packages: [packageOf('sign-in-logs', { workbook: baseWorkbook })] });
    const [only] = value ?? [];
    expect(only).toMatchObject({
      kind: 'workbook',
      slug: 'sign-in-logs',
      name: baseWorkbook.id.toLowerCase(),
      tables: [],
    });
    expect(only?.body).toMatchObject({ kind: 'shared', properties: { displayName: 'Sign-ins', category: 'sentinel' } });
    expect(notebookOf(only)).toEqual(compileWorkbook(baseWorkbook));
  });

  test('as Azure wrote it stays as it is, under a GUID of its own file', () => {
    const raw = { version: 'Notebook/1.0', items: [{ type: 1, content: { json: 'A' } }], isLocked: true } as const;
    const of = (slug: string) => toDesired({ packages: [packageOf(slug, { rawWorkbook: raw })] }).value?.[0];
    expect(notebookOf(of('a'))).toEqual(raw);
    expect(of('a')?.name).toBe(of('a')?.name);
    expect(of('a')?.name).not.toBe(of('b')?.name);
  });

  test('BND007: two of one title', () => {
    const second = { ...baseWorkbook, id: 'a1b2c3d4-0000-4000-8000-0000000000b2' };
    const packages = [packageOf('a', { workbook: baseWorkbook }), packageOf('b', { workbook: second })];
    expect(toDesired({ packages }).problems).toMatchObject([
      { code: 'BND007', at: { file: 'content/b/workbook.yaml' } },
    ]);
  });
});
