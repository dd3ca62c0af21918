import { lineIndex } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { problemsOf } from './check-file.test-support.ts';
import { goodRule } from './good-rule.test-support.ts';

/** What to find in the good rule, what to put there with «» around the place of the problem, and the only code. */
type Mutant = readonly [name: string, find: string, put: string, code: string];

const schedule: readonly Mutant[] = [
  ['frequency above period', 'queryPeriod: 2h', 'queryPeriod: «30m»', 'RULE201'],
  [
    'a long period at a short frequency',
    'queryFrequency: 1h\nqueryPeriod: 2h',
    'queryFrequency: «15m»\nqueryPeriod: 2d',
    'RULE202',
  ],
  ['ago() beyond the period', 'TimeGenerated > ago(2h)', '«TimeGenerated > ago(14d)»', 'TIME101'],
  ['the period below ago()', 'queryPeriod: 2h\n', 'queryPeriod: 1h\n', 'TIME101'],
  ['a window before the period', 'TimeGenerated > ago(2h)', '«TimeGenerated between (ago(14d) .. ago(2d))»', 'TIME102'],
  ['a gap between runs', 'queryFrequency: 1h\nqueryPeriod: 2h', 'queryFrequency: 4h\nqueryPeriod: 4h', 'TIME103'],
  [
    'a threshold that is never met',
    'triggerOperator: gt\ntriggerThreshold: 0',
    'triggerOperator: lt\ntriggerThreshold: «0»',
    'RULE203',
  ],
  [
    'suppression without duration',
    'suppressionEnabled: true\nsuppressionDuration: 5h',
    '«suppressionEnabled»: true',
    'RULE211',
  ],
  ['suppression for two days', 'suppressionDuration: 5h', 'suppressionDuration: «2d»', 'RULE212'],
  ['suppression shorter than the frequency', 'suppressionDuration: 5h', 'suppressionDuration: «30m»', 'RULE213'],
];

const incidents: readonly Mutant[] = [
  ['grouping by an entity that is not mapped', '      - IP\n    groupByA', '      - «Host»\n    groupByA', 'RULE222'],
  ['grouping by an unknown detail', '      - FailedUsers\nversion', '      - «FailedUser»\nversion', 'RULE223'],
  ['grouping window too long', 'lookbackDuration: 5h', 'lookbackDuration: «8d»', 'RULE224'],
  [
    'grouping without incidents',
    'createIncident: true\n  groupingConfiguration:\n    enabled: true',
    'createIncident: false\n  groupingConfiguration:\n    enabled: «true»',
    'RULE225',
  ],
  [
    'grouping fields without effect',
    'matchingMethod: Selected\n    groupByEntities',
    'matchingMethod: AllEntities\n    «groupByEntities»',
    'RULE226',
  ],
  [
    'nothing selected',
    'matchingMethod: Selected\n    groupByEntities:\n      - IP\n    groupByAlertDetails: []\n    groupByCustomDetails:\n      - FailedUsers',
    'matchingMethod: «Selected»',
    'RULE221',
  ],
];

const texts: readonly Mutant[] = [
  ['unbalanced braces', '{{IPAddress}}', '«{{IPAddress}»', 'RULE261'],
  ['braces never closed', '{{IPAddress}}', '«{{IPAddress»', 'RULE261'],
  ['four columns', '{{IPAddress}}', '{{IPAddress}} {{AppDisplayName}} «{{FirstFailure}}»', 'RULE262'],
  ['blanks in braces', '{{IPAddress}}', '«{{ IPAddress }}»', 'RULE263'],
  ['empty braces', '{{IPAddress}}', '«{{}}»', 'RULE264'],
  ['single braces', '{{IPAddress}}', '«{IPAddress}»', 'RULE265'],
  [
    'a full stop',
    'name: Many accounts fail to sign in from one address',
    'name: «Many accounts fail to sign in from one address.»',
    'RULE281',
  ],
  ['not ASCII', 'Slow sprays over days', 'Slow «–»sprays over days', 'RULE251'],
  ['a tactic twice', '  - CredentialAccess', '  - CredentialAccess\n  - «CredentialAccess»', 'RULE231'],
];

const columns: readonly Mutant[] = [
  ['a misspelt column in a mapping', 'columnName: IPAddress', 'columnName: «IPAdress»', 'COL101'],
  ['a column that summarize drops', 'columnName: IPAddress', 'columnName: «UserPrincipalName»', 'COL101'],
  ['a column in another letter case', 'columnName: IPAddress', 'columnName: «IpAddress»', 'COL102'],
  ['a custom detail without column', 'FailedUsers: FailedUsers', 'FailedUsers: «FailedUser»', 'COL101'],
  ['a placeholder without column', '{{IPAddress}}', '{{«Address»}}', 'COL101'],
  ['an array as address', 'columnName: IPAddress', 'columnName: «Countries»', 'COL201'],
  ['an array as text as address', 'columnName: IPAddress\n', 'columnName: «Countries»\n', 'COL201'],
  ['a time as address', 'columnName: IPAddress', 'columnName: «FirstFailure»', 'COL203'],
  [
    'a time as severity',
    'alertDetailsOverride:\n',
    'alertDetailsOverride:\n  alertSeverityColumnName: «FirstFailure»\n',
    'COL204',
  ],
  ['an unknown member', 'LocationDetails.countryOrRegion', 'LocationDetails.«country»', 'COL301'],
  ['a member in another letter case', 'LocationDetails.countryOrRegion', 'LocationDetails.«CountryOrRegion»', 'COL301'],
  ['a member of an array', 'LocationDetails.countryOrRegion', 'ConditionalAccessPolicies.«displayName»', 'COL302'],
];

const entities: readonly Mutant[] = [
  [
    'no sufficient identifier',
    'entityType: CloudApplication\n    fieldMappings:\n      - identifier: Name',
    'entityType: «CloudApplication»\n    fieldMappings:\n      - identifier: InstanceName',
    'ENT101',
  ],
  [
    'an identifier twice',
    '      - identifier: Address\n        columnName: IPAddress',
    '      - identifier: Address\n        columnName: IPAddress\n      - identifier: «Address»\n        columnName: AppDisplayName',
    'ENT102',
  ],
  [
    'the same entity twice',
    '  - entityType: CloudApplication\n    fieldMappings:\n      - identifier: Name\n        columnName: AppDisplayName',
    '  - entityType: «IP»\n    fieldMappings:\n      - identifier: Address\n        columnName: IPAddress',
    'ENT103',
  ],
  ['a weak identification', 'entityType: CloudApplication', 'entityType: «Account»', 'ENT104'],
];

const tables: readonly Mutant[] = [
  [
    'a listed table that is not read',
    '      - SigninLogs',
    '      - «AADUserRiskEvents»\n      - SigninLogs',
    'TBL202',
  ],
  ['another connector', 'connectorId: AzureActiveDirectory', 'connectorId: «Office365»', 'TBL203'],
  [
    'a table that the list leaves out',
    '| extend Country',
    '| join kind=leftanti («AADRiskyUsers» | project UserPrincipalName) on UserPrincipalName\n  | extend Country',
    'TBL201',
  ],
];

const values: readonly Mutant[] = [
  ['text compared with a number', '("50126", "50053")', '(«50126», 50053)', 'VAL101'],
  ['an unknown value', '"hidden"', '«"concealed"»', 'VAL102'],
  ['a value in another letter case', '"hidden"', '«"Hidden"»', 'VAL103'],
];

const attack: readonly Mutant[] = [
  ['a technique that does not exist', 'T1110.003', '«T9999»', 'ATT101'],
  ['a sub-technique that does not exist', 'T1110.003', '«T1110.099»', 'ATT101'],
  ['a revoked technique', 'T1110.003', '«T1503»', 'ATT102'],
  ['a technique of another tactic', 'T1110.003', '«T1566»', 'ATT103'],
];

const elsewhere: readonly Mutant[] = [
  ['a misspelt column in the query', 'dcount(UserPrincipalName)', 'dcount(«UserPrincipleName»)', 'KQL201'],
  ['a column in another letter case in the query', 'ResultType in', '«Resulttype» in', 'KQL201'],
  ['a misspelt table', '  SigninLogs\n  | where TimeGenerated', '  «SignInLogs»\n  | where TimeGenerated', 'KQL202'],
  ['an unknown entity type', 'entityType: CloudApplication', 'entityType: «CloudApp»', 'RULE120'],
  ['an identifier of another type', '- identifier: Name', '- identifier: «HostName»', 'RULE121'],
  ['a threshold below nought', 'triggerThreshold: 0', 'triggerThreshold: «-1»', 'RULE112'],
  ['an unknown key', 'severity: Medium', '«severty»: Medium\nseverity: Medium', 'RULE103'],
  ['an unknown tactic', '  - CredentialAccess', '  - CredentialAccess\n  - «CredentialTheft»', 'RULE113'],
];

test('the rule that the mutants come from has no problem', () => {
  expect(problemsOf(goodRule)).toEqual([]);
});

test.each([
  ...schedule,
  ...incidents,
  ...texts,
  ...columns,
  ...entities,
  ...tables,
  ...values,
  ...attack,
  ...elsewhere,
])('%s', (_name, find, put, code) => {
  expect(goodRule.split(find), 'the text to change occurs once').toHaveLength(2);
  const marked = goodRule.replace(find, () => put);
  const mutant = marked.replace(/[«»]/g, '');
  const problems = problemsOf(mutant);
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([code]);
  const place = marked.indexOf('«');
  if (place < 0) return;
  const { line, column } = lineIndex(mutant).positionAt(place);
  expect(problems).toEqual([`${code} ${line}:${column}`]);
});
