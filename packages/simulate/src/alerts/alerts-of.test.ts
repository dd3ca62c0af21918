import type { Cell, Column, Row, Table } from '@picket/engine';
import type { Rule } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertsOf } from './alerts-of.ts';
import { ruleWith } from './rule.test-support.ts';

const at = new Date('2026-03-02T10:00:00Z');
const columns: readonly Column[] = [
  { name: 'Name', type: 'string' },
  { name: 'Suffix', type: 'string' },
  { name: 'Address', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Level', type: 'string' },
  { name: 'Bag', type: 'dynamic' },
];
const row = (over: Readonly<Record<string, Cell>> = {}): Row =>
  columns.map(({ name, type }) => over[name] ?? (type === 'string' ? '' : null));
const tableOf = (...rows: readonly Row[]): Table => ({ columns, rows });
const alerts = (rule: Partial<Rule>, ...rows: readonly Row[]) => alertsOf(ruleWith(rule), tableOf(...rows), at).alerts;

describe('when a rule alerts', () => {
  test.each<[string, number, number, number]>([
    ['gt', 0, 0, 0],
    ['gt', 0, 1, 1],
    ['GreaterThan', 2, 2, 0],
    ['gt', 2, 3, 1],
    ['lt', 2, 1, 1],
    ['LessThan', 2, 0, 1],
    ['lt', 2, 2, 0],
    ['eq', 2, 2, 1],
    ['Equal', 2, 3, 0],
    ['eq', 0, 0, 1],
    ['ne', 2, 3, 1],
    ['NotEqual', 2, 2, 0],
  ])('%s %i with %i rows: %i alerts', (triggerOperator, triggerThreshold, count, expected) => {
    const rows = Array.from({ length: count }, () => row());
    expect(alerts({ triggerOperator, triggerThreshold }, ...rows)).toHaveLength(expected);
  });

  test.each<[Rule['kind'], number, number, readonly number[]]>([
    ['Scheduled', 3, 3, [1, 1]],
    ['Scheduled', 150, 150, [1, 1]],
    ['Scheduled', 151, 150, [1, 151]],
    ['NRT', 30, 30, [1, 1]],
    ['NRT', 31, 30, [1, 31]],
  ])('%s, an alert for each of %i rows: %i alerts', (kind, count, expected, [first, last]) => {
    const made = alerts(
      { kind, eventGroupingSettings: { aggregationKind: 'AlertPerResult' } },
      ...Array.from({ length: count }, () => row()),
    );
    expect(made).toHaveLength(expected);
    expect([made.at(0)?.rows.length, made.at(-1)?.rows.length]).toEqual([first, last]);
  });
});

describe('entities', () => {
  const account = {
    entityType: 'Account',
    fieldMappings: [
      { identifier: 'Name', columnName: 'Name' },
      { identifier: 'UPNSuffix', columnName: 'Suffix' },
    ],
  };
  const ip = { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'Address' }] };

  test.each<[string, readonly Row[], readonly unknown[]]>([
    [
      'all identifiers',
      [row({ Name: 'ava', Suffix: 'contoso.example' })],
      [{ type: 'Account', identifiers: { Name: 'ava', UPNSuffix: 'contoso.example' }, strength: 'strong' }],
    ],
    [
      'empty ones dropped',
      [row({ Name: 'ava' })],
      [{ type: 'Account', identifiers: { Name: 'ava' }, strength: 'weak' }],
    ],
    ['not enough to name it', [row({ Suffix: 'contoso.example' })], []],
    ['nothing', [row()], []],
    ['a built-in name', [row({ Name: 'System', Suffix: 'contoso.example' })], []],
    [
      'each once',
      [row({ Name: 'ava' }), row({ Name: 'ben' }), row({ Name: 'ava' })],
      [
        { type: 'Account', identifiers: { Name: 'ava' }, strength: 'weak' },
        { type: 'Account', identifiers: { Name: 'ben' }, strength: 'weak' },
      ],
    ],
    [
      'a public address',
      [row({ Address: '203.0.113.7' })],
      [{ type: 'IP', identifiers: { Address: '203.0.113.7' }, strength: 'strong' }],
    ],
    [
      'a private address',
      [row({ Address: '10.0.0.7' })],
      [{ type: 'IP', identifiers: { Address: '10.0.0.7' }, strength: 'weak' }],
    ],
  ])('%s', (_name, rows, expected) => {
    expect(alerts({ entityMappings: [account, ip] }, ...rows)[0]?.entities).toEqual(expected);
  });

  test('500, shared equally among the mappings; the rest is told (SIM101)', () => {
    const rows = Array.from({ length: 300 }, (_, i) => row({ Name: `user${i}`, Address: `203.0.113.${i}` }));
    const { alerts: made, notes } = alertsOf(ruleWith({ entityMappings: [account, ip] }), tableOf(...rows), at);
    expect(made[0]?.entities).toHaveLength(500);
    expect(notes.map(({ code, message }) => [code, message])).toEqual([
      ['SIM101', 'the alert keeps 250 of 300 Account entities'],
      ['SIM101', 'the alert keeps 250 of 300 IP entities'],
    ]);
  });
});

test.each<[string, readonly Row[], readonly string[]]>([
  ['a number', [row({ Count: 12n })], ['12']],
  ['each value once', [row({ Count: 12n }), row({ Count: 7n }), row({ Count: 12n })], ['12', '7']],
  ['no value', [row()], []],
])('custom details: %s', (_name, rows, expected) => {
  expect(alerts({ customDetails: { Tries: 'Count' } }, ...rows)[0]?.customDetails).toEqual({ Tries: expected });
});

test('custom details are at most 50 values', () => {
  const rows = Array.from({ length: 60 }, (_, i) => row({ Count: BigInt(i) }));
  expect(alerts({ customDetails: { Tries: 'Count' } }, ...rows)[0]?.customDetails.Tries).toHaveLength(50);
});

describe('alert details', () => {
  test.each<[string, string, Row, string]>([
    ['rendered', '{{Name}} from {{Address}}', row({ Name: 'ava', Address: '203.0.113.7' }), 'ava from 203.0.113.7'],
    ['a number', '{{Count}} tries', row({ Count: 12n }), '12 tries'],
    ['a value that is missing', '{{Name}} from {{Address}}', row({ Name: 'ava' }), 'A rule'],
    ['a column that is missing', '{{Nobody}}', row({ Name: 'ava' }), 'A rule'],
    ['values are not rendered again', '{{Name}}', row({ Name: '{{Address}}', Address: 'x' }), '{{Address}}'],
    ['signs of replacement', '{{Name}}', row({ Name: '$& $1' }), '$& $1'],
    ['256 bytes', '{{Name}}', row({ Name: 'é'.repeat(128) }), 'é'.repeat(128)],
    ['more than 256 bytes', '{{Name}}', row({ Name: 'é'.repeat(129) }), 'A rule'],
  ])('name: %s', (_name, alertDisplayNameFormat, given, expected) => {
    expect(alerts({ alertDetailsOverride: { alertDisplayNameFormat } }, given)[0]?.title).toBe(expected);
  });

  test.each<[string, string]>([
    ['High', 'High'],
    ['low', 'Low'],
    ['Severe', 'Medium'],
    ['', 'Medium'],
  ])('severity %j: %s', (Level, expected) => {
    expect(alerts({ alertDetailsOverride: { alertSeverityColumnName: 'Level' } }, row({ Level }))[0]?.severity).toBe(
      expected,
    );
  });

  test.each<[string, readonly string[]]>([
    ['Persistence', ['Persistence']],
    ['Initial Access, Persistence', ['InitialAccess', 'Persistence']],
    ['["Persistence"]', ['Persistence']],
    ['Persistence, Nonsense', ['CredentialAccess']],
    ['["Persist', ['CredentialAccess']],
  ])('tactics %j: %j', (Level, expected) => {
    expect(alerts({ alertDetailsOverride: { alertTacticsColumnName: 'Level' } }, row({ Level }))[0]?.tactics).toEqual(
      expected,
    );
  });

  test('properties that have a value', () => {
    const alertDynamicProperties = [
      { alertProperty: 'ProductName', value: 'Name' },
      { alertProperty: 'AlertLink', value: 'Address' },
    ];
    expect(
      alerts({ alertDetailsOverride: { alertDynamicProperties } }, row({ Name: 'Directory' }))[0]?.properties,
    ).toEqual({ ProductName: 'Directory' });
  });
});

test('what does not override is told (SIM102)', () => {
  const { notes } = alertsOf(
    ruleWith({ alertDetailsOverride: { alertDisplayNameFormat: '{{Name}} signs in' } }),
    tableOf(row()),
    at,
  );
  expect(notes.map(({ code, message }) => [code, message])).toEqual([
    ['SIM102', "the alert's name is not overridden: Name has no value"],
  ]);
});

describe('whatever the rows and the rule', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.constant(''),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('ava', 'System', '10.0.0.7', '["Persistence", 3]', '[', 'High', '{{Name}}', 'x'.repeat(6000)),
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
    fc.double(),
    fc.boolean(),
    fc.array(fc.oneof(fc.string(), fc.double())),
    fc.dictionary(fc.string(), fc.string()).map((bag) => new Map(Object.entries(bag))),
  );
  const names = ['Name', 'Suffix', 'Address', 'Count', 'Level', '__proto__', 'constructor'];
  const dynamic: Table['columns'] = names.map((name) => ({ name, type: 'dynamic' }));
  const column = fc.constantFrom(...names, 'Nobody');
  // The schema of rules refuses an empty format.
  const format = fc
    .array(
      fc.oneof(
        fc.string(),
        column.map((name) => `{{${name}}}`),
      ),
    )
    .map((parts) => parts.join(''))
    .filter((text) => text !== '');
  const rules = fc.record({
    kind: fc.constantFrom<Rule['kind']>('Scheduled', 'NRT'),
    eventGroupingSettings: fc.record({ aggregationKind: fc.constantFrom('SingleAlert', 'AlertPerResult') }),
    entityMappings: fc.array(
      fc.record({
        entityType: fc.constantFrom('Account', 'IP', 'URL', 'Host', 'DNS', 'Nonsense', 'constructor'),
        fieldMappings: fc.array(
          fc.record({
            identifier: fc.constantFrom('Name', 'UPNSuffix', 'NTDomain', 'Sid', 'Address', 'Url', 'HostName'),
            columnName: column,
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { maxLength: 10 },
    ),
    customDetails: fc.dictionary(fc.constantFrom('Tries', 'Who', 'constructor'), column),
    alertDetailsOverride: fc.record({
      alertDisplayNameFormat: format,
      alertDescriptionFormat: format,
      alertTacticsColumnName: column,
      alertSeverityColumnName: column,
      alertDynamicProperties: fc.array(
        fc.record({
          alertProperty: fc.constantFrom('Techniques', 'ConfidenceScore', 'ExtendedLinks', 'AlertLink'),
          value: column,
        }),
      ),
    }),
  });

  test('nothing throws, nothing is empty, and no limit is passed', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.array(cell, { maxLength: names.length }), { minLength: 1, maxLength: 5 }),
        (over, rows) => {
          const made = alertsOf(ruleWith(over as Partial<Rule>), { columns: dynamic, rows }, at).alerts;
          expect(made.length).toBeGreaterThan(0);
          for (const { title, description, severity, tactics, properties, entities, customDetails } of made) {
            expect(title).not.toBe('');
            expect(Buffer.byteLength(title)).toBeLessThanOrEqual(256);
            expect(Buffer.byteLength(description)).toBeLessThanOrEqual(5 * 1024);
            expect(['Informational', 'Low', 'Medium', 'High']).toContain(severity);
            expect(tactics.length).toBeGreaterThan(0);
            expect(Object.values(properties)).not.toContain('');
            for (const { identifiers } of entities) expect(Object.values(identifiers)).not.toContain('');
            expect(new Set(entities.map((each) => JSON.stringify(each))).size).toBe(entities.length);
            const details = Object.values(customDetails).flat();
            expect(details).not.toContain('');
            expect(details.reduce((sum, value) => sum + Buffer.byteLength(value), 0)).toBeLessThanOrEqual(2 * 1024);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
