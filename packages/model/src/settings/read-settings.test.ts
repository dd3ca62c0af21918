import { expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { readPackageSettings, readSettings } from './read-settings.ts';

const settings = `repository: soc-content
targets:
  local:
    kind: local
  production:
    kind: azure
    tenant: contoso.example
    subscription: 22222222-2222-4222-8222-222222222222
    resourceGroup: 2024
    workspace: log-soc
    missingTables: skip
tables:
  Badge_CL:
    TimeGenerated: datetime
    Door_s: string
watchlists:
  VIPUsers: [User Principal Name]
functions:
  Badges:
    parameters: { since: timespan }
    columns: { Door: string }
`;

test('settings without a fault', () => {
  const { value, problems } = readSettings(fileOf(settings, 'picket.yaml'));
  expect(problems).toEqual([]);
  expect(value?.value.targets.production).toMatchObject({ kind: 'azure', resourceGroup: '2024' });
});

test.each<[string, string, string, readonly string[]]>([
  ['no repository', 'repository: soc-content\n', '', ['SET101 1:1']],
  ['an Azure target without a workspace', '    workspace: log-soc\n', '', ['SET101 5:3']],
  ['a key misspelt', 'watchlists:', 'watchlist:', ['SET102 16:1']],
  ['a key misspelt in a target', 'resourceGroup', 'resourcegroup', ['SET102 9:5']],
  ['targets as a list', /targets:\n(?: .*\n)+/.exec(settings)?.[0] ?? '', 'targets: [local]\n', ['SET103 2:10']],
  ['no targets', /targets:\n(?: .*\n)+/.exec(settings)?.[0] ?? '', 'targets: {}\n', ['SET104 2:1']],
  ['a target without a value', '    kind: local\n', '', ['SET104 3:3']],
  ['a kind of target', 'kind: local', 'kind: gcp', ['SET105 4:11']],
  ['a type that KQL does not have', 'Door_s: string', 'Door_s: text', ['SET105 15:13']],
  ['a subscription that is no GUID', '22222222-2222-4222-8222-222222222222', 'prod', ['SET106 8:19']],
  ['a repository with a blank', 'soc-content', 'soc content', ['SET106 1:13']],
  ['a tenant of a local target', 'kind: local', 'kind: local\n    tenant: contoso.example', ['SET107 5:5']],
  ['a table with a hyphen', 'Badge_CL:', 'Badge-CL:', ['SET108 13:3']],
])('%s', (_case, before, after, expected) => {
  const { value, problems } = readSettings(fileOf(settings.replace(before, after), 'picket.yaml'));
  expect(places(problems)).toEqual(expected);
  expect(value).toBeUndefined();
});

test.each<[string, string, readonly string[]]>([
  ['a package', '{\n\t"name": "x",\n\t"picket": { "category": "SignInLogs", "table": "SigninLogs" }\n}', []],
  ['no picket key', '{ "name": "x" }', ['SET101 1:1']],
  ['the package of all logs', '{\n  "picket": { "category": "Overview" }\n}', []],
  ['no category', '{\n  "picket": { "table": "SigninLogs" }\n}', ['SET101 2:3']],
  ['a key too much', '{ "picket": { "category": "A", "table": "B", "tabel": 1 } }', ['SET102 1:46']],
  ['a bracket too few', '{ "picket": { "category": "A", "table": "B" }', ['YAML023 1:1']],
])('package.json: %s', (_case, text, expected) => {
  expect(places(readPackageSettings(fileOf(text, 'package.json')).problems)).toEqual(expected);
});
