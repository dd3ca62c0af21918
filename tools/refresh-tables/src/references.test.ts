import { readTableText } from '@picket/tables';
import { expect, test } from 'vitest';
import { shippedFacts } from './facts.test-support.ts';
import { danglingReferences, type Facts } from './references.ts';
import { refresh } from './refresh.ts';

const files = shippedFacts();
const json = (file: string) => JSON.parse(files.get(file) ?? '');

function shipped(): Facts {
  return {
    tables: readTableText(files.get('tables.txt') ?? '').value,
    logCategories: json('log-categories.json'),
    shapes: json('shapes.json'),
    valueDomains: json('value-domains.json'),
    signInErrors: json('sign-in-errors.json'),
    auditOperations: json('audit-operations.json'),
    functions: json('functions.json'),
  };
}

test('the shipped facts point at nothing that is missing', () => {
  expect(danglingReferences(shipped())).toEqual([]);
});

const { logCategories, shapes, valueDomains, signInErrors, auditOperations, functions } = shipped();
const [first] = logCategories.categories;

test.each<[string, Partial<Facts>, string, string]>([
  [
    'a category whose table is not documented',
    { logCategories: { ...logCategories, categories: first ? [{ ...first, table: 'AuditLog' }] : [] } },
    'AuditLogs',
    'its table AuditLog is not documented',
  ],
  [
    'two categories of one name',
    { logCategories: { ...logCategories, categories: first ? [first, first] : [] } },
    'AuditLogs',
    "'audit-logs' comes twice",
  ],
  [
    'a slug with capitals',
    { logCategories: { ...logCategories, categories: first ? [{ ...first, slug: 'AuditLogs' }] : [] } },
    'AuditLogs',
    "the slug 'AuditLogs' is not in kebab case",
  ],
  [
    'a shape on a column that is not there',
    { shapes: { ...shapes, columns: { SigninLogs: { DeviceDetails: 'any' } } } },
    'SigninLogs.DeviceDetails',
    'there is no dynamic or string column of that name',
  ],
  [
    'a shape on a number',
    { shapes: { ...shapes, columns: { SigninLogs: { DurationMs: 'any' } } } },
    'SigninLogs.DurationMs',
    'there is no dynamic or string column of that name',
  ],
  [
    'a shape that is not described',
    { shapes: { ...shapes, columns: { SigninLogs: { Status: [{ a: 'shape nothing' }] } } } },
    'SigninLogs.Status',
    "there is no shape 'nothing'",
  ],
  [
    'a word that is no type',
    { shapes: { ...shapes, columns: { SigninLogs: { Status: { a: 'text' } } } } },
    'SigninLogs.Status',
    "'text' is no shape",
  ],
  [
    'shapes that contain each other',
    { shapes: { ...shapes, shapes: { ...shapes.shapes, a: ['shape b'], b: { in: 'shape a' } } } },
    'a',
    'the shape contains itself',
  ],
  [
    'a shape with a domain that is not listed',
    { shapes: { ...shapes, columns: { SigninLogs: { Status: { a: 'string in colours' } } } } },
    'SigninLogs.Status',
    "there is no value domain 'colours'",
  ],
  [
    'a domain on a column that is not there',
    { valueDomains: { ...valueDomains, columns: { SigninLogs: { Risk: 'riskLevel' } } } },
    'SigninLogs.Risk',
    'there is no column of that name',
  ],
  [
    'a column with a domain that is not listed',
    { valueDomains: { ...valueDomains, columns: { SigninLogs: { RiskState: 'constructor' } } } },
    'SigninLogs.RiskState',
    "there is no value domain 'constructor'",
  ],
  [
    'a domain without a source',
    { valueDomains: { ...valueDomains, sources: [] } },
    'riskLevel',
    'there is no source 0',
  ],
  [
    'a group with a code that is not listed',
    { signInErrors: { ...signInErrors, groups: { other: ['7'] } } },
    'other',
    'there is no code 7',
  ],
  [
    'an observed name for one that is not documented',
    { auditOperations: { ...auditOperations, observed: { 'Add it': 'Add  it' } } },
    'Add it',
    "'Add  it' is not documented",
  ],
  [
    'a place that is not service and category',
    { auditOperations: { ...auditOperations, operations: { ...auditOperations.operations, PIM: [] } } },
    'PIM',
    'must read Service/Category',
  ],
  [
    'a function with an unknown output',
    {
      functions: {
        ...functions,
        functions: { ...functions.functions, f: { parameters: ['a:text'], output: 'Nothing', source: 99 } },
      },
    },
    'f',
    "there is no output 'Nothing'",
  ],
  [
    'an output column of no type',
    { functions: { ...functions, outputs: { ...functions.outputs, Dns: 'A:text' } } },
    'Dns',
    "'A:text' is not a column",
  ],
])('%s', (_, change, what, why) => {
  expect(danglingReferences({ ...shipped(), ...change })).toContainEqual(expect.objectContaining({ what, why }));
});

test('a dangling reference is reported as TBL903, in its file', () => {
  const text = (files.get('shapes.json') ?? '').replace('"MfaDetail"', '"MfaDetails"');
  const { value, problems } = refresh(new Map([...files, ['shapes.json', text]]));
  expect(value).toBeUndefined();
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'TBL903', at: { file: 'shapes.json' } });
});
