import { expect, test } from 'vitest';
import { analyseQuery } from '../analyse.ts';

function accesses(query: string): readonly string[] {
  return analyseQuery(query).properties.map((access) => {
    const columns = access.origins.map((o) => `${o.table}.${o.column}`).join('|');
    const places = access.steps.map((step) => query.slice(step.start, step.end)).join(' ');
    return `${[columns, ...access.path].join('/')} of ${access.baseType}${access.parsed ? ' parsed' : ''} @ ${places}`;
  });
}

test.each([
  [
    'SigninLogs | extend os = DeviceDetail.operatingSystem',
    'SigninLogs.DeviceDetail/operatingSystem of dynamic @ operatingSystem',
  ],
  [
    'SigninLogs | extend os = tostring(DeviceDetail["operatingSystem"])',
    'SigninLogs.DeviceDetail/operatingSystem of dynamic @ ["operatingSystem"]',
  ],
  [
    'AuditLogs | extend v = TargetResources[0].modifiedProperties[-1].newValue',
    'AuditLogs.TargetResources/[]/modifiedProperties/[]/newValue of dynamic @ [0] modifiedProperties [-1] newValue',
  ],
  [
    'AADNonInteractiveUserSignInLogs | extend c = parse_json(LocationDetails).city',
    'AADNonInteractiveUserSignInLogs.LocationDetails/city of dynamic parsed @ city',
  ],
  [
    'AADNonInteractiveUserSignInLogs | extend c = Status.errorCode',
    'AADNonInteractiveUserSignInLogs.Status/errorCode of string @ errorCode',
  ],
  [
    'AuditLogs | mv-expand TargetResources | extend n = TargetResources.displayName',
    'AuditLogs.TargetResources/[]/displayName of dynamic @ TargetResources displayName',
  ],
  [
    'AuditLogs | mv-apply t = TargetResources on (where true) | extend n = t.id',
    'AuditLogs.TargetResources/[]/id of dynamic @ t id',
  ],
  [
    'SigninLogs | mv-expand s = todynamic(AuthenticationDetails) | extend m = s.authenticationMethod',
    'SigninLogs.AuthenticationDetails/[]/authenticationMethod of dynamic parsed @ s authenticationMethod',
  ],
  [
    'let t = AuditLogs | mv-expand TargetResources; t | extend n = TargetResources.id',
    'AuditLogs.TargetResources/[]/id of dynamic @ TargetResources id',
  ],
])('%s', (query, expected) => {
  expect(accesses(query)).toEqual([expected]);
});

test('a step that is computed ends what is known', () => {
  const query = 'AuditLogs | extend i = 1 | extend n = InitiatedBy[tostring(i)].name';
  expect(accesses(query)).toEqual([]);
});

test('an mv-expand in one leg of a union leaves the other uncertain', () => {
  const query = `let a = AuditLogs | mv-expand TargetResources;
union a, AuditLogs | extend n = TargetResources.displayName`;
  expect(accesses(query)).toEqual([]);
});

test('before its mv-expand a column is still the array', () => {
  const query = 'AuditLogs | where TargetResources[0].id == "x" | mv-expand TargetResources';
  expect(accesses(query)).toEqual(['AuditLogs.TargetResources/[]/id of dynamic @ [0] id']);
});

test('parsing inside a chain counts the steps on both sides', () => {
  const query = 'AuditLogs | extend n = parse_json(tostring(InitiatedBy.user)).displayName';
  expect(accesses(query)).toEqual([
    'AuditLogs.InitiatedBy/user/displayName of dynamic parsed @ parse_json(tostring(InitiatedBy.user)) displayName',
    'AuditLogs.InitiatedBy/user of dynamic @ user',
  ]);
});
