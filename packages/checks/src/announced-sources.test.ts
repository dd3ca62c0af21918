import { expect, test } from 'vitest';
import { analyse, ruleOf } from './check-file.test-support.ts';
import { checkRule } from './check-rule.ts';

const codesOf = (query: string, connectorId: string, dataTypes: string) => {
  const rule = ruleOf(
    `query: |\n  ${query}\nrequiredDataConnectors:\n  - connectorId: ${connectorId}\n    dataTypes: [${dataTypes}]\n`,
  );
  return checkRule(rule, analyse(query), { connectorIds: new Set() })
    .map(({ code }) => code)
    .filter((code) => code.startsWith('KQL'));
};

test.each([
  ['the data type', 'BoxEvents | take 1', 'BoxDataConnector', 'BoxEvents_CL'],
  ['the data type with a remark', 'InfobloxCDC | take 1', 'Infoblox', '"InfobloxCDC (parser)"'],
  ['a data type near a documented table', 'JiraAudit | take 1', 'JiraAuditAPI', 'JiraAudit'],
  ['the connector', 'CiscoISEEvent | take 1', 'CiscoISE', 'Syslog'],
  ['the custom table behind it', 'Cisco_Umbrella | take 1', 'CiscoUmbrellaDataConnector', 'Cisco_Umbrella_proxy_CL'],
])('a parser that the rule announces by %s is no error', (_by, query, connectorId, dataTypes) => {
  expect(codesOf(query, connectorId, dataTypes)).toEqual(['KQL206']);
});

test.each([
  ['nothing announces it', 'BoxEvents | take 1', 'AzureActiveDirectory', 'SigninLogs'],
  ['a documented table is misspelt', 'SigninLog | take 1', 'AzureActiveDirectory', 'SigninLogs'],
  ['a documented table is misspelt in the list too', 'SignInLogs | take 1', 'AzureActiveDirectory', 'SignInLogs'],
  ['only the beginning of a connector is there', 'AzureActiv | take 1', 'AzureActivity', 'AzureActivity'],
  ['a short connector begins many names', 'DnsLookups | take 1', 'DNS', 'DnsEvents'],
])('still an error: %s', (_case, query, connectorId, dataTypes) => {
  expect(codesOf(query, connectorId, dataTypes)).toEqual(['KQL202']);
});
