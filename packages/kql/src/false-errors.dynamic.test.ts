import { expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';

const kindsOf = (query: string) => analyseQuery(query).problems.map(({ kind }) => kind);

test.each([
  'let L = SigninLogs | summarize Seen = make_set(IPAddress); print todynamic(toscalar(L))',
  'SigninLogs | summarize Seen = make_set(IPAddress) | extend Again = parse_json(Seen)',
  'print parse_json(dynamic({"a": 1}))',
  'AuditLogs | mv-expand TargetResources[0].modifiedProperties | extend P = column_ifexists("TargetResources_0_modifiedProperties", "") | where P.displayName == "x" and P["newValue"] == "y"',
  'union SigninLogs, AADNonInteractiveUserSignInLogs | extend D = column_ifexists("LocationDetails_dynamic", "") | extend L = iff(isnotempty(D), D, parse_json(LocationDetails_string)) | extend City = L.city',
])('the engine accepts: %s', (query) => {
  expect(kindsOf(query)).toEqual([]);
});

test.each([
  ['print todynamic(1)', ['type']],
  ['SigninLogs | extend City = UserPrincipalName.city', ['string-member']],
  ['SigninLogs | extend Name = strcat(UserPrincipalName, "") | extend City = Name.city', ['string-member']],
])('still an error: %s', (query, kinds) => {
  expect(kindsOf(query)).toEqual(kinds);
});
