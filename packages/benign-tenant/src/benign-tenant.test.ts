import { logCategories, type Shape, shapeOf, tableSchema, valueDomain } from '@picket/tables';
import { describe, expect, test } from 'vitest';
import { benignTenant, rowsByTable } from './benign-tenant.ts';
import type { Json, Row } from './row.ts';

const now = new Date('2026-03-02T10:00:00Z');
const week = rowsByTable(benignTenant({ seed: 1, days: 7, events: 20_000, now }));
const rowsOf = (table: string): readonly Row[] => week.get(table) ?? [];
const tables = [
  ...new Set(logCategories().map(({ table }) => table)),
  'SecurityAlert',
  'SecurityIncident',
  'IdentityInfo',
];
const texts = (rows: readonly Row[], column: string): readonly string[] => rows.map((row) => String(row[column]));

const isGuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const fits: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  datetime: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  bool: (value) => typeof value === 'boolean',
  int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  long: (value) => Number.isSafeInteger(value),
  real: (value) => typeof value === 'number',
  dynamic: () => true,
  any: () => true,
};

describe('rows fit their tables', () => {
  test.each(tables)('%s has rows, of its columns, types, shapes and value domains', (table) => {
    const columns = new Map(tableSchema(table)?.columns.map(({ name, type }) => [name, type]));
    const faults = new Set<string>();
    for (const row of rowsOf(table)) {
      for (const [column, value] of Object.entries(row)) {
        const type = columns.get(column);
        if (type === undefined) faults.add(`${column} is no column`);
        else if (!fits[type]?.(value)) faults.add(`${column} is ${type}, not ${JSON.stringify(value)}`);
        const shape = shapeOf(table, column);
        const isText = type === 'string' && shape && shape.kind !== 'any' && value !== '';
        const content = isText ? (JSON.parse(String(value)) as Json) : value;
        if (shape && value !== '') for (const fault of misshapen(content, shape, table, column, [])) faults.add(fault);
        if (!shape) for (const fault of outOfDomain(value, table, column, [])) faults.add(fault);
      }
    }
    expect([...faults]).toEqual([]);
    expect(rowsOf(table).length).toBeGreaterThan(0);
  });

  test('almost every column of the sign-in logs is filled', () => {
    for (const table of ['SigninLogs', 'AADNonInteractiveUserSignInLogs']) {
      const filled = new Set(Object.keys(rowsOf(table)[0] ?? {}));
      const left = tableSchema(table)?.columns.filter(({ name }) => !filled.has(name) && !name.startsWith('_'));
      expect(left?.map(({ name }) => name)).toEqual([]);
    }
  });
});

function misshapen(
  value: Json,
  shape: Shape,
  table: string,
  column: string,
  path: readonly string[],
): readonly string[] {
  const place = [column, ...path].join('.');
  if (shape.kind === 'any' || value === null) return [];
  if (shape.kind === 'array') {
    if (!Array.isArray(value)) return [`${place} is no array: ${JSON.stringify(value)}`];
    return value.flatMap((item: Json) => misshapen(item, shape.items, table, column, [...path, '[]']));
  }
  if (shape.kind === 'bag') {
    if (typeof value !== 'object' || Array.isArray(value)) return [`${place} is no bag`];
    return Object.entries(value).flatMap(([member, inner]: [string, Json]) => {
      const known = shape.members[member];
      if (known) return misshapen(inner, known, table, column, [...path, member]);
      return shape.open ? [] : [`${place} has no member ${member}`];
    });
  }
  return [
    ...(fits[shape.type]?.(value) ? [] : [`${place} is ${shape.type}, not ${JSON.stringify(value)}`]),
    ...outOfDomain(value, table, column, path),
  ];
}

/** What the lists that we have do not know: operations of security attributes, a farm's event numbers, how a failed provisioning is spelt. */
const beyondTheLists = new Set([
  'AADCustomSecurityAttributeAuditLogs.OperationName',
  'AADCustomSecurityAttributeAuditLogs.ActivityDisplayName',
  'AADProvisioningLogs.ResultType',
  'ADFSSignInLogs.ResultType',
  'ADFSSignInLogs.Status',
]);

function outOfDomain(value: Json, table: string, column: string, path: readonly string[]): readonly string[] {
  const domain = valueDomain(table, column, path);
  if (!domain || value === '' || value === null || beyondTheLists.has(`${table}.${column}`)) return [];
  const known = [...domain.values, ...domain.observed, '0', 'none'];
  return known.includes(String(value)) ? [] : [`${[column, ...path].join('.')} is never ${JSON.stringify(value)}`];
}

describe('the same for the same seed', () => {
  test('every byte', () => {
    const bytes = () => JSON.stringify([...rowsByTable(benignTenant({ seed: 1, days: 2, events: 3000, now }))]);
    expect(bytes()).toBe(bytes());
  });

  test('another seed tells of another company', () => {
    const other = rowsByTable(benignTenant({ seed: 2, days: 1, events: 2000, now }));
    const names = new Set(texts(rowsOf('SigninLogs'), 'UserId'));
    expect(texts(other.get('SigninLogs') ?? [], 'UserId').filter((id) => id !== '' && names.has(id))).toEqual([]);
  });

  test('a day is the same however long the logs are', () => {
    const day = '2026-02-26';
    const short = rowsByTable(benignTenant({ seed: 1, days: 5, events: (20_000 * 5) / 7, now }));
    const ofDay = (rows: readonly Row[]) => rows.filter(({ TimeGenerated }) => String(TimeGenerated).startsWith(day));
    for (const table of ['SigninLogs', 'AuditLogs', 'NetworkAccessTraffic']) {
      expect(ofDay(short.get(table) ?? [])).toEqual(ofDay(rowsOf(table)));
    }
  });
});

describe('how much and when', () => {
  test.each([
    [7, 20_000],
    [14, 60_000],
  ])('%i days of about %i rows', (days, events) => {
    let count = 0;
    for (const _ of benignTenant({ seed: 3, days, events, now }).rows()) count++;
    expect(Math.abs(count - events) / events).toBeLessThan(0.15);
  });

  test('offices are full in the day, empty at night and at the weekend', () => {
    const entries = rowsOf('SigninLogs').filter(({ ResultType }) => ResultType === '0');
    const hours = entries.map(({ TimeGenerated }) => new Date(String(TimeGenerated)));
    const between = (from: number, to: number) =>
      hours.filter((at) => at.getUTCHours() >= from && at.getUTCHours() < to).length;
    expect(between(6, 10)).toBeGreaterThan(8 * between(0, 4));
    const weekend = hours.filter((at) => [0, 6].includes(at.getUTCDay())).length;
    expect(weekend / hours.length).toBeLessThan(0.1);
    expect(weekend).toBeGreaterThan(0);
  });

  test('rows lie within the time asked for, in order, and none arrived after now', () => {
    let before = '';
    for (const { row } of benignTenant({ seed: 1, days: 2, events: 4000, now }).rows()) {
      const [generated, received] = [String(row.TimeGenerated), String(row._TimeReceived)];
      expect(generated >= before).toBe(true);
      expect(received > generated && received <= now.toISOString()).toBe(true);
      before = generated;
    }
    expect(before.slice(0, 10)).toBe('2026-03-02');
  });

  test('some records come twice, as many as were seen to, with the same cells', () => {
    const all = rowsOf('AADNonInteractiveUserSignInLogs');
    const byId = new Map<Json | undefined, Row[]>();
    for (const row of all) byId.set(row.Id, [...(byId.get(row.Id) ?? []), row]);
    const share = (all.length - byId.size) / all.length;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.045);
    const withoutArrival = (row: Row) => JSON.stringify({ ...row, _TimeReceived: '' });
    for (const copies of byId.values()) expect(new Set(copies.map(withoutArrival)).size).toBe(1);
  });

  test('records are minutes late, never longer than any was seen to be', () => {
    const firsts = new Map<Json | undefined, number>();
    for (const { Id, TimeGenerated, _TimeReceived } of rowsOf('SigninLogs')) {
      const late = (Date.parse(String(_TimeReceived)) - Date.parse(String(TimeGenerated))) / 60_000;
      firsts.set(Id, Math.min(late, firsts.get(Id) ?? late));
    }
    expect(Math.max(...firsts.values())).toBeLessThanOrEqual(18);
    expect(Math.max(...firsts.values())).toBeGreaterThan(8);
  });
});

describe('logs tell of the same things', () => {
  const tokens = new Set([
    ...texts(rowsOf('SigninLogs'), 'UniqueTokenIdentifier'),
    ...texts(rowsOf('AADNonInteractiveUserSignInLogs'), 'UniqueTokenIdentifier'),
  ]);

  test.each([
    ['MicrosoftGraphActivityLogs', 'SignInActivityId'],
    ['EnrichedMicrosoft365AuditLogs', 'UniqueTokenId'],
    ['NetworkAccessTraffic', 'UniqueTokenId'],
  ])('a person in %s used a token that a sign-in brought', (table, column) => {
    const used = rowsOf(table).filter(
      ({ UserId, TimeGenerated }) => UserId !== '' && String(TimeGenerated) > '2026-02-24',
    );
    const unknown = used.filter((row) => !tokens.has(String(row[column])));
    expect(used.length).toBeGreaterThan(500);
    // Tokens of sessions that began before the first day are not in these logs.
    expect(unknown.length / used.length).toBeLessThan(0.01);
  });

  test('sessions go on behind the user’s back where they were begun', () => {
    const begun = new Map(
      rowsOf('SigninLogs').map(({ SessionId, IPAddress, UserId }) => [SessionId, `${IPAddress} ${UserId}`]),
    );
    const went = rowsOf('AADNonInteractiveUserSignInLogs').filter(({ SessionId }) => begun.has(SessionId ?? ''));
    expect(went.length).toBeGreaterThan(2000);
    expect(
      went.filter(({ SessionId, IPAddress, UserId }) => begun.get(SessionId ?? '') !== `${IPAddress} ${UserId}`),
    ).toEqual([]);
  });

  test('a detection made at once is about a sign-in, which tells the same risk', () => {
    const risky = rowsOf('SigninLogs').filter(({ RiskState }) => RiskState !== 'none');
    expect(risky.length).toBeGreaterThan(0);
    for (const { Id, UserId, RiskEventTypes_V2, IPAddress } of risky) {
      const event = rowsOf('AADUserRiskEvents').find(({ RequestId }) => RequestId === Id);
      expect(event).toMatchObject({ UserId, IpAddress: IPAddress });
      expect(RiskEventTypes_V2).toBe(JSON.stringify([event?.RiskEventType]));
    }
  });

  test('people of the identity table are those who sign in', () => {
    const people = new Set(texts(rowsByTableOf(14), 'AccountObjectId'));
    expect(people.size).toBe(200);
    expect(texts(rowsOf('SigninLogs'), 'UserId').filter((id) => id !== '' && !people.has(id))).toEqual([]);
    expect([...people].every(isGuid)).toBe(true);
  });

  test('an incident is about an alert, and rules are those given', () => {
    const rule = { id: '0f0f0f0f-0000-4000-8000-000000000001', name: 'A rule', severity: 'Low', tactics: ['Impact'] };
    const made = rowsByTable(benignTenant({ seed: 1, days: 5, events: 100, now, rules: [rule] }));
    const alerts = made.get('SecurityAlert') ?? [];
    const ids = new Set(texts(alerts, 'SystemAlertId'));
    expect(alerts.length).toBeGreaterThan(3);
    expect(alerts.every(({ ExtendedProperties }) => String(ExtendedProperties).includes(rule.id))).toBe(true);
    const incidents = (made.get('SecurityIncident') ?? []).filter(
      ({ CreatedTime }) => String(CreatedTime) > '2026-02-26',
    );
    expect(incidents.length).toBeGreaterThan(3);
    expect(incidents.every(({ AlertIds }) => ids.has(String((AlertIds as readonly string[])[0])))).toBe(true);
  });
});

test.each([
  ['SigninLogs', ['Account', 'IP'], { account: ['AadUserId'], ip: ['Address'] }],
  ['AADServicePrincipalSignInLogs', ['CloudApplication', 'IP'], { 'cloud-application': ['AppId'], ip: ['Address'] }],
  ['MicrosoftGraphActivityLogs', ['Account', 'CloudApplication'], { 'cloud-application': ['AppId'] }],
  [
    'AADManagedIdentitySignInLogs',
    ['AzureResource', 'CloudApplication'],
    { 'azure-resource': ['ResourceId'], 'cloud-application': ['AppId'] },
  ],
  ['RemoteNetworkHealthLogs', ['IP'], { ip: ['Address'] }],
])('an alert over %s that maps %j names %j', (table, mapped, expected) => {
  const identifiers = { Account: 'AadUserId', IP: 'Address', CloudApplication: 'AppId', AzureResource: 'ResourceId' };
  const entityMappings = mapped.map((entityType) => ({
    entityType,
    fieldMappings: [{ identifier: identifiers[entityType as keyof typeof identifiers] }],
  }));
  const id = '0f0f0f0f-0000-4000-8000-000000000001';
  const rule = { id, name: 'A rule', severity: 'Low', tactics: ['Impact'], table, entityMappings };
  const made = rowsByTable(benignTenant({ seed: 1, days: 5, events: 100, now, rules: [rule] }));
  const named = (made.get('SecurityAlert') ?? []).map(({ Entities }) => JSON.parse(String(Entities)));
  expect(named.length).toBeGreaterThan(3);
  for (const entities of named) {
    const found = entities.map(({ $id: _, Type, ...own }: Record<string, string>) => [Type, Object.keys(own)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  }
});

test.each([1, 2, 3])('seed %i: of two rules that stand together, one has an alert in each seven days', (seed) => {
  const rules = Array.from({ length: 8 }, (_, i) => ({
    id: `0f0f0f0f-0000-4000-8000-00000000000${i}`,
    name: `Rule ${i}`,
    severity: 'Low',
    tactics: ['Impact'],
  }));
  const alerts = rowsByTable(benignTenant({ seed, days: 14, events: 100, now, rules })).get('SecurityAlert') ?? [];
  for (const daysAgo of [14, 11, 7]) {
    const from = now.getTime() - daysAgo * 86_400_000;
    const within = alerts.filter(({ TimeGenerated }) => {
      const at = Date.parse(String(TimeGenerated));
      return at >= from && at < from + 7 * 86_400_000;
    });
    const pairs = new Set(within.map(({ AlertName }) => Math.floor(Number(String(AlertName).slice(-1)) / 2)));
    expect([...pairs].sort()).toEqual([0, 1, 2, 3]);
  }
});

function rowsByTableOf(days: number): readonly Row[] {
  return rowsByTable(benignTenant({ seed: 1, days, events: 100, now })).get('IdentityInfo') ?? [];
}
