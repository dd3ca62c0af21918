import { expect, test } from 'vitest';
import type { Entity } from './alert.ts';
import { entitiesOf } from './entities.ts';
import { ruleWith } from './rule.test-support.ts';

/** The entities of rows with these identifiers, all of one type. */
function entities(entityType: string, ...rows: readonly Readonly<Record<string, string>>[]) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const fieldMappings = names.map((name) => ({ identifier: name, columnName: name }));
  return entitiesOf(
    ruleWith({ entityMappings: [{ entityType, fieldMappings }] }),
    names.map((name) => ({ name, type: 'string' })),
    rows.map((row) => names.map((name) => row[name] ?? '')),
  ).entities;
}

test.each<[string, Readonly<Record<string, string>>, Entity['strength'] | undefined]>([
  ['Account', { Name: 'ava' }, 'weak'],
  ['Account', { Name: 'ava', UPNSuffix: 'contoso.example' }, 'strong'],
  ['Account', { Name: 'ava', NTDomain: 'CONTOSO' }, 'strong'],
  ['Account', { Name: 'ava', NTDomain: 'NT AUTHORITY' }, 'weak'],
  ['Account', { FullName: 'ava@contoso.example' }, 'weak'],
  ['Account', { UPNSuffix: 'contoso.example' }, undefined],
  ['Account', { AadUserId: '0b0e3f6a-0000-4000-8000-000000000001' }, 'strong'],
  ['Account', { Sid: 'S-1-5-21-1-2-3-500' }, 'strong'],
  ['Account', { Name: 'System' }, undefined],
  ['Account', { Name: 'root', UPNSuffix: 'contoso.example' }, undefined],
  ['Account', { Name: 'SYSTEM', Sid: 'S-1-5-18' }, 'weak'],
  ['IP', { Address: '203.0.113.7' }, 'strong'],
  ['IP', { Address: '2001:db8::7' }, 'strong'],
  ['IP', { Address: '10.0.0.7' }, 'weak'],
  ['IP', { Address: '10.0.0.7', AddressScope: 'lab' }, 'strong'],
  ['IP', { Address: '172.31.0.7' }, 'weak'],
  ['IP', { Address: '172.32.0.7' }, 'strong'],
  ['IP', { Address: '100.64.0.7' }, 'weak'],
  ['IP', { Address: '100.128.0.7' }, 'strong'],
  ['IP', { Address: '127.0.0.1' }, 'weak'],
  ['IP', { Address: '169.254.0.7' }, 'weak'],
  ['IP', { Address: '::1' }, 'weak'],
  ['IP', { Address: 'fe80::7' }, 'weak'],
  ['IP', { Address: 'FD00::7' }, 'weak'],
  ['IP', { Address: '::ffff:10.0.0.7' }, 'weak'],
  ['URL', { Url: 'https://contoso.example/a' }, 'strong'],
  ['URL', { Url: '/a' }, 'weak'],
  ['Host', { HostName: 'pc-7' }, 'weak'],
  ['Host', { HostName: 'pc-7', DnsDomain: 'contoso.example' }, 'strong'],
  ['Process', { ProcessId: '7' }, 'weak'],
  ['FileHash', { Value: 'abc' }, undefined],
])('%s %j: %s', (type, identifiers, expected) => {
  expect(entities(type, identifiers)).toEqual(
    expected === undefined ? [] : [{ type, identifiers, strength: expected }],
  );
});

test('other letters make another entity, the same row the same', () => {
  const found = entities('Account', { Name: 'ava' }, { Name: 'Ava' }, { Name: 'ava' });
  expect(found.map(({ identifiers }) => identifiers.Name)).toEqual(['ava', 'Ava']);
});

test('two mappings of a type share no entity twice, and each has its own part of 500', () => {
  const mapping = (columnName: string) => ({
    entityType: 'IP',
    fieldMappings: [{ identifier: 'Address', columnName }],
  });
  const columns = ['From', 'To', 'Via'].map((name) => ({ name, type: 'string' as const }));
  const rows = Array.from({ length: 200 }, (_, i) => [`203.0.113.${i}`, `198.51.100.${i}`, '203.0.113.0']);
  const { entities: found, cuts } = entitiesOf(
    ruleWith({ entityMappings: columns.map(({ name }) => mapping(name)) }),
    columns,
    rows,
  );
  expect(found).toHaveLength(166 + 166);
  expect(cuts).toEqual([
    { what: 'IP entities', kept: 166, of: 200 },
    { what: 'IP entities', kept: 166, of: 200 },
  ]);
});

test('64 KB of entities; what comes after is dropped', () => {
  const row = (i: number) => ({ Url: `https://contoso.example/${i}/${'x'.repeat(1000)}` });
  const found = entities('URL', ...Array.from({ length: 100 }, (_, i) => row(i)));
  expect(found.length).toBeGreaterThan(60);
  expect(Buffer.byteLength(JSON.stringify(found.map(({ identifiers }) => identifiers)))).toBeLessThan(66_000);
});
