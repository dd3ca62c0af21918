import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataFolder } from './data-file.ts';
import type { ShapesForm } from './fact-forms.ts';
import { logCategories } from './log-categories.ts';
import type { Shape } from './schema.ts';
import { jsonInStringColumns, shapeOf } from './shapes.ts';
import { tableSchema } from './table-schemas.ts';
import { namedDomain } from './value-domains.ts';

const form = JSON.parse(readFileSync(new URL('shapes.json', dataFolder()), 'utf8')) as ShapesForm;
const shaped = Object.entries(form.columns).flatMap(([table, columns]) =>
  Object.keys(columns).map((column) => [table, column] as const),
);

test.each(shaped)('%s.%s exists and can be walked to its ends', (table, column) => {
  const type = tableSchema(table)?.columns.find(({ name }) => name === column)?.type;
  expect(['dynamic', 'string']).toContain(type);
  expect(jsonInStringColumns(table).includes(column)).toBe(type === 'string');
  const shape = shapeOf(table, column);
  expect(shape).toBeDefined();
  if (shape) walk(shape, `${table}.${column}`);
});

test('every dynamic column of the Entra tables has a shape', () => {
  const bare = logCategories().flatMap(({ table }) =>
    (tableSchema(table)?.columns ?? [])
      .filter(({ name, type }) => type === 'dynamic' && !Object.hasOwn(form.columns[table] ?? {}, name))
      .map(({ name }) => `${table}.${name}`),
  );
  expect(bare).toEqual([]);
});

test.each([
  ['SigninLogs', 13],
  ['AADNonInteractiveUserSignInLogs', 18],
  ['AADServicePrincipalSignInLogs', 7],
  ['AADManagedIdentitySignInLogs', 8],
  ['AADProvisioningLogs', 9],
  ['ADFSSignInLogs', 7],
  ['RemoteNetworkHealthLogs', 1],
  ['AuditLogs', 0],
  ['constructor', 0],
])('%s has %i string columns that hold JSON', (table, count) => {
  expect(jsonInStringColumns(table)).toHaveLength(count);
});

test.each<[string, string, Shape | undefined]>([
  ['EnrichedMicrosoft365AuditLogs', 'AdditionalProperties', { kind: 'any' }],
  ['RemoteNetworkHealthLogs', 'Status', { kind: 'any' }],
  ['SecurityAlert', 'Entities', undefined],
  ['AACAudit', 'CallerIdentity', { kind: 'any' }],
  ['SigninLogs', 'ResultType', undefined],
  ['SigninLogs', 'constructor', undefined],
  ['__proto__', 'toString', undefined],
  ['AuditLogs', 'AdditionalDetails', pairs('key', 'value')],
  ['AADUserRiskEvents', 'AdditionalInfo', pairs('Key', 'Value')],
])('%s.%s', (table, column, shape) => {
  expect(shapeOf(table, column)).toEqual(shape);
});

test('what is known only in part is open: public rules read InitiatedBy.app.ipAddress, which nobody documents', () => {
  const initiator = shapeOf('AuditLogs', 'InitiatedBy');
  expect(initiator).toMatchObject({
    kind: 'bag',
    open: false,
    members: { user: { open: false, members: { userPrincipalName: { type: 'string' } } }, app: { open: true } },
  });
});

function pairs(key: string, value: string): Shape {
  const text = { kind: 'scalar', type: 'string' } as const;
  return { kind: 'array', items: { kind: 'bag', members: { [key]: text, [value]: text }, open: false } };
}

function walk(shape: Shape, at: string): void {
  if (shape.kind === 'array') walk(shape.items, `${at}[]`);
  if (shape.kind === 'bag') {
    expect(Object.keys(shape.members), at).not.toEqual([]);
    for (const [member, inner] of Object.entries(shape.members)) walk(inner, `${at}.${member}`);
  }
  if (shape.kind === 'scalar' && shape.domain !== undefined) expect(namedDomain(shape.domain), at).toBeDefined();
}
