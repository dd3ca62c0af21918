import { describe, expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { readRule } from './read-rule.ts';
import { nrt, ruleText } from './rule-text.test-support.ts';

type Changes = Readonly<Record<string, string | undefined>>;

const mapping = (inner: string) => `\n  - entityType: Account\n    fieldMappings:${inner}`;
const field = (identifier: string, column: string) =>
  `\n      - identifier: ${identifier}\n        columnName: ${column}`;
const grouping = (inner: string) =>
  `\n  createIncident: true\n  groupingConfiguration:\n    enabled: true\n    reopenClosedIncident: false\n    lookbackDuration: 5h\n    matchingMethod: AllEntities${inner}`;

describe('faults', () => {
  test.each<[string, Changes, string]>([
    ['an id that is no GUID', { id: '⟦not-a-guid⟧' }, 'RULE101'],
    ['an id in braces', { id: "⟦'{3f1f4a57-7b0c-4f7e-9a52-6d6a0d3c1b11}'⟧" }, 'RULE101'],
    ['an id with a letter too many', { id: '⟦3f1f4a57-7b0c-4f7e-9a52-6d6a0d3c1b11a⟧' }, 'RULE101'],
    ['no id', { id: undefined, name: '⟦name⟧: Signs' }, 'RULE102'],
    [
      'an entity without a type',
      { entityMappings: '\n  - ⟦fieldMappings⟧:\n      - identifier: Address\n        columnName: IPAddress' },
      'RULE102',
    ],
    ['an incident without createIncident', { incidentConfiguration: '⟦incidentConfiguration⟧: {}' }, 'RULE102'],
    [
      'a grouping without its window',
      {
        incidentConfiguration:
          '\n  createIncident: true\n  ⟦groupingConfiguration⟧:\n    enabled: true\n    reopenClosedIncident: false\n    matchingMethod: AllEntities',
      },
      'RULE102',
    ],
    ['a key misspelt', { severity: '⟦severty⟧: High' }, 'RULE103'],
    ['a key in capitals', { queryPeriod: '⟦QueryPeriod⟧: 1h' }, 'RULE130'],
    ['a key in capitals further in', { customDetails: '⟦customdetails⟧:\n  User: UserName' }, 'RULE130'],
    ['a key beside the same in another case', { queryperiod: '⟦queryperiod⟧: 1h' }, 'RULE103'],
    ['the type of an ARM resource', { type: '⟦type⟧: Microsoft.SecurityInsights/alertRules' }, 'RULE131'],
    [
      'a column under another key',
      { entityMappings: mapping('\n      - identifier: Name\n        ⟦displayName⟧: UserName') },
      'RULE103',
    ],
    ['a key of the ARM form', { relevantTechniques: '⟦techniques⟧: [T1110]' }, 'RULE103'],
    ['an old key of the alert details', { alertDetailsOverride: '\n  ⟦alertnameFormat⟧: Signs' }, 'RULE103'],
    ['custom details among the entities', { entityMappings: '\n  - ⟦customDetails⟧:\n      A: B' }, 'RULE103'],
    ['a list that is a text', { tactics: '⟦CredentialAccess⟧' }, 'RULE104'],
    ['a connector that is no list', { requiredDataConnectors: '\n  ⟦connectorId⟧: X' }, 'RULE104'],
    ['a threshold in words', { triggerThreshold: '⟦none⟧' }, 'RULE104'],
    ['a threshold with a fraction', { triggerThreshold: '⟦0.5⟧' }, 'RULE104'],
    ['a yes that is no truth value', { suppressionEnabled: '⟦yes⟧' }, 'RULE104'],
    ['a name that is a mapping', { name: '\n  ⟦a⟧: b' }, 'RULE104'],
    ['a custom detail that is a list', { customDetails: '\n  A: ⟦[B]⟧' }, 'RULE104'],
    ['a name without a value', { name: '⟦name⟧:' }, 'RULE105'],
    ['an empty name', { name: "⟦name⟧: ''" }, 'RULE105'],
    ['an empty query', { query: '⟦query⟧: ""' }, 'RULE105'],
    ['an item without a value', { tactics: '\n  - Impact\n  ⟦⟧-' }, 'RULE105'],
    [
      'a column without a value',
      { entityMappings: mapping('\n      - identifier: Name\n        ⟦columnName⟧:') },
      'RULE105',
    ],
    ['a custom detail without a value', { customDetails: '\n  ⟦User⟧:' }, 'RULE105'],
    ['a long name', { name: `⟦name⟧: ${'x'.repeat(257)}` }, 'RULE106'],
    ['a long description', { description: `⟦description⟧: ${'x'.repeat(5001)}` }, 'RULE106'],
    ['a long query', { query: `⟦query⟧: ${'x'.repeat(10_001)}` }, 'RULE106'],
    ['a kind that does not exist', { kind: '⟦Shceduled⟧' }, 'RULE107'],
    ['a severity in lower case', { severity: '⟦medium⟧' }, 'RULE108'],
    ['a severity of another product', { severity: '⟦Critical⟧' }, 'RULE108'],
    ['an operator in signs', { triggerOperator: '⟦">"⟧' }, 'RULE109'],
    ['an operator in capitals', { triggerOperator: '⟦GT⟧' }, 'RULE109'],
    ['an event grouping', { eventGroupingSettings: '\n  aggregationKind: ⟦singleAlert⟧' }, 'RULE109'],
    ['a matching method', { incidentConfiguration: grouping('').replace('AllEntities', '⟦Entities⟧') }, 'RULE109'],
    [
      'an alert detail to group by',
      { incidentConfiguration: grouping('\n    groupByAlertDetails: [⟦Title⟧]') },
      'RULE109',
    ],
    [
      'an alert property',
      { alertDetailsOverride: '\n  alertDynamicProperties:\n    - alertProperty: ⟦Link⟧\n      value: Url' },
      'RULE109',
    ],
    ['a frequency in words', { queryFrequency: '⟦hourly⟧' }, 'RULE110'],
    ['a frequency in two units', { queryFrequency: '⟦1h30m⟧' }, 'RULE110'],
    ['a frequency without a unit', { queryFrequency: '⟦60⟧' }, 'RULE110'],
    ['a suppression of no duration', { suppressionDuration: '⟦5 h⟧' }, 'RULE110'],
    ['a window of no duration', { incidentConfiguration: grouping('').replace('5h', '⟦soon⟧') }, 'RULE110'],
    ['a frequency below five minutes', { queryFrequency: '⟦1m⟧' }, 'RULE111'],
    ['a period above fourteen days', { queryPeriod: '⟦P15D⟧' }, 'RULE111'],
    ['a threshold below zero', { triggerThreshold: '⟦-1⟧' }, 'RULE112'],
    ['a threshold above the limit', { triggerThreshold: '⟦10001⟧' }, 'RULE112'],
    ['a tactic in two words', { tactics: '\n  - ⟦Credential Access⟧' }, 'RULE113'],
    ['a tactic misspelt', { tactics: '\n  - ⟦CredentialAcces⟧' }, 'RULE113'],
    ['a tactic of no matrix', { tactics: '\n  - ⟦Mischief⟧' }, 'RULE113'],
    ['a tactic in another case', { tactics: '\n  - ⟦credentialAccess⟧' }, 'RULE114'],
    [
      'an entity type in another case',
      {
        entityMappings:
          '\n  - entityType: ⟦Ip⟧\n    fieldMappings:\n      - identifier: Address\n        columnName: IPAddress',
      },
      'RULE114',
    ],
    ['a technique by its name', { relevantTechniques: '\n  - ⟦Brute Force⟧' }, 'RULE115'],
    ['a technique in lower case', { relevantTechniques: '\n  - ⟦t1110⟧' }, 'RULE115'],
    ['no version', { version: undefined, id: '⟦id⟧: 3f1f4a57-7b0c-4f7e-9a52-6d6a0d3c1b11' }, 'RULE116'],
    ['a version of two numbers', { version: '⟦1.0⟧' }, 'RULE117'],
    ['a version with a letter', { version: '⟦v1.0.0⟧' }, 'RULE117'],
    [
      'no data connectors',
      { requiredDataConnectors: undefined, id: '⟦id⟧: 3f1f4a57-7b0c-4f7e-9a52-6d6a0d3c1b11' },
      'RULE118',
    ],
    ['a connector without tables', { requiredDataConnectors: '\n  - connectorId: ⟦SAP⟧' }, 'RULE119'],
    [
      'an entity type misspelt',
      {
        entityMappings:
          '\n  - entityType: ⟦Acount⟧\n    fieldMappings:\n      - identifier: Name\n        columnName: UserName',
      },
      'RULE120',
    ],
    ['an entity type to group by', { incidentConfiguration: grouping('\n    groupByEntities: [⟦User⟧]') }, 'RULE120'],
    ['an identifier misspelt', { entityMappings: mapping(field('⟦UPNSufix⟧', 'UPNSuffix')) }, 'RULE121'],
    ['an identifier in another case', { entityMappings: mapping(field('⟦AADUserId⟧', 'UserId')) }, 'RULE121'],
    ['an identifier of another type', { entityMappings: mapping(field('⟦Address⟧', 'IPAddress')) }, 'RULE121'],
    [
      'four fields of one entity',
      {
        entityMappings: mapping(['Name', 'UPNSuffix', 'AadUserId', 'Sid'].map((i) => field(i, i)).join('')).replace(
          'fieldMappings',
          '⟦fieldMappings⟧',
        ),
      },
      'RULE122',
    ],
    [
      'eleven entities',
      { entityMappings: `⟦entityMappings⟧:${mapping(field('Name', 'UserName')).repeat(11)}` },
      'RULE122',
    ],
    [
      'twenty-one custom details',
      { customDetails: `⟦customDetails⟧:${Array.from({ length: 21 }, (_, i) => `\n  D${i}: C`).join('')}` },
      'RULE122',
    ],
    [
      'an entity without fields',
      { entityMappings: mapping(' []').replace('fieldMappings', '⟦fieldMappings⟧') },
      'RULE123',
    ],
    ['a column in braces', { entityMappings: mapping(field('Name', "⟦'{{UserName}}'⟧")) }, 'RULE124'],
    ['a column with a blank', { customDetails: '\n  User: ⟦User Name⟧' }, 'RULE124'],
    ['a custom detail with a blank', { customDetails: '\n  ⟦User name⟧: UserName' }, 'RULE125'],
    ['a custom detail that is too long', { customDetails: `\n  ⟦${'D'.repeat(21)}⟧: UserName` }, 'RULE125'],
    ['a schedule of an NRT rule', { ...nrt, queryFrequency: '⟦queryFrequency⟧: 5m' }, 'RULE126'],
    ['a trigger of an NRT rule', { ...nrt, triggerThreshold: '⟦triggerThreshold⟧: 0' }, 'RULE126'],
    ['a list that is an empty text', { relevantTechniques: "⟦relevantTechniques⟧: ''" }, 'RULE127'],
    ['an empty alert description', { alertDetailsOverride: "\n  ⟦alertDescriptionFormat⟧: ''" }, 'RULE127'],
    ['the author beside metadata', { author: '⟦author⟧:\n  name: Someone' }, 'RULE128'],
    ['a start that is no time', { startTimeUtc: '⟦tomorrow⟧' }, 'RULE129'],
  ])('%s', (_case, changes, code) => {
    const { text, marked } = ruleText(changes);
    expect(places(readRule(fileOf(text)).problems)).toEqual(marked.map((place) => `${code} ${place}`));
  });

  test.each<[Changes, string]>([
    [{ tactics: '[Initial Access]' }, "write 'InitialAccess'"],
    [{ tactics: '[Command and Control]' }, "write 'CommandAndControl'"],
    [{ severity: 'medium' }, "write 'Medium'"],
    [{ kind: 'Schedule' }, "did you mean 'Scheduled'?"],
    [{ relevantTechniques: '[T1078 - Valid Accounts]' }, "write 'T1078'"],
    [{ relevantTechniques: '[T1078.4]' }, "write 'T1078.004'"],
    [{ alertDetailsOverride: '\n  alertSeverity: Level' }, "did you mean 'alertSeverityColumnName'?"],
    [{ displayName: 'x' }, "did you mean 'name'?"],
    [{ entityMappings: mapping(field('AADUserId', 'UserId')) }, "did you mean 'AadUserId'?"],
  ])('%j: %s', (changes, hint) => {
    expect(readRule(fileOf(ruleText(changes).text)).problems.map((problem) => problem.hint)).toEqual([hint]);
  });

  test('a number read from a version is shown as it was written', () => {
    const [problem] = readRule(fileOf(ruleText({ version: '1.0' }).text)).problems;
    expect(problem?.message).toBe("the version '1.0' is not of the form 1.0.0");
  });

  test('all faults of a file come at once, in its order', () => {
    const { text, marked } = ruleText({
      id: '⟦x⟧',
      severity: '⟦high⟧',
      triggerThreshold: '⟦-1⟧',
      tactics: '[⟦Acces⟧]',
    });
    const codes = ['RULE101', 'RULE108', 'RULE112', 'RULE113'];
    expect(places(readRule(fileOf(text)).problems)).toEqual(marked.map((place, i) => `${codes[i]} ${place}`));
  });

  test('an entry that is no YAML is not missing besides', () => {
    const { text, marked } = ruleText({ name: '⟦Sign-in: odd⟧' });
    expect(places(readRule(fileOf(text)).problems)).toEqual([`YAML009 ${marked[0]}`]);
  });

  test.each([
    ['a list that is not closed', '[CredentialAccess'],
    ['a list behind a tab', '\n\t- CredentialAccess'],
  ])('techniques are not judged without their tactics: %s', (_case, tactics) => {
    const { draft } = readRule(fileOf(ruleText({ tactics }).text));
    expect(draft?.value.severity).toBe('Medium');
    expect(draft?.value.relevantTechniques).toBeUndefined();
  });

  test('a hostile file is named in a bounded number of problems', () => {
    const text = `${ruleText().text}${Array.from({ length: 5000 }, (_, i) => `key${i}: 1`).join('\n')}\n`;
    expect(readRule(fileOf(text)).problems).toHaveLength(200);
  });
});

describe('what real files have', () => {
  test.each<[string, Changes]>([
    ['kind in any letter case', { kind: 'scheduled' }],
    ['an NRT rule in lower case', { ...nrt, kind: 'nrt' }],
    ['an NRT rule without connectors', { ...nrt, requiredDataConnectors: undefined }],
    ['no tactics, no techniques', { tactics: undefined, relevantTechniques: undefined }],
    ['keys without a value', { customDetails: '', alertDetailsOverride: 'null', entityMappings: 'null', tactics: '~' }],
    [
      'empty lists and mappings',
      {
        tactics: '[]',
        relevantTechniques: '[]',
        entityMappings: '[]',
        customDetails: '{}',
        requiredDataConnectors: '[]',
        alertDetailsOverride: '{}',
      },
    ],
    ['tags of all sorts', { tags: '\n  - Solorigate\n  - Schema: ASIMDns\n    SchemaVersion: 0.1.1\n  - 2024' }],
    [
      'metadata and status',
      { status: 'Available', metadata: '\n  source:\n    kind: Community\n  author:\n    name: Someone' },
    ],
    ['a quoted number', { triggerThreshold: '"0"' }],
    ['truth values in words and quotes', { enabled: 'True', suppressionEnabled: '"false"', suppressionDuration: '5h' }],
    ['ISO durations', { queryFrequency: 'PT1H', queryPeriod: 'P1DT12H' }],
    ['.NET durations', { queryFrequency: '00:30:00', queryPeriod: '1.00:00:00' }],
    ['durations in capitals', { queryFrequency: '1H', queryPeriod: '14D' }],
    ['the long names of operators', { triggerOperator: 'GreaterThan' }],
    [
      'a connector with brackets in its id',
      { requiredDataConnectors: '\n  - connectorId: AzureMonitor(VMInsights)\n    dataTypes: []' },
    ],
    ['a query as plain text over lines', { query: '\n  SigninLogs\n  | where a == "b:c"\n  | take 1' }],
    [
      'a description in nested quotes',
      { description: "|\n  'Identifies odd sign-ins.\n   Reference: https://contoso.example/'" },
    ],
    ['a description that looks like a comment', { description: '// odd sign-ins' }],
    [
      'no dynamic properties',
      { alertDetailsOverride: '\n  alertDisplayNameFormat: "{{IPAddress}} fails"\n  alertDynamicProperties: []' },
    ],
    [
      'all dynamic properties',
      {
        alertDetailsOverride: `\n  alertDynamicProperties:${['AlertLink', 'ConfidenceLevel', 'ConfidenceScore', 'ExtendedLinks', 'ProductComponentName', 'ProductName', 'ProviderName', 'RemediationSteps', 'Techniques', 'SubTechniques'].map((p) => `\n    - alertProperty: ${p}\n      value: Column`).join('')}`,
      },
    ],
    [
      'a short window, fields without effect',
      {
        incidentConfiguration: grouping(
          '\n    groupByEntities: []\n    groupByAlertDetails: null\n    groupByCustomDetails: []',
        ),
      },
    ],
    [
      'grouping by a selection',
      {
        incidentConfiguration: grouping(
          '\n    groupByEntities: [IP]\n    groupByAlertDetails: [DisplayName, Severity]',
        ).replace('AllEntities', 'Selected'),
      },
    ],
    ['entities of a Sentinel column', { sentinelEntitiesMappings: '\n  - columnName: Entities' }],
    [
      'the scope of an address',
      {
        entityMappings:
          '\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: IPAddress\n      - identifier: AddressScope\n        columnName: Scope',
      },
    ],
    [
      'tactics and techniques of control systems',
      { tactics: '[ImpairProcessControl, InhibitResponseFunction]', relevantTechniques: '[T0806]' },
    ],
    ['a column that is called like a number', { customDetails: '\n  Count: count_' }],
    ['a start', { startTimeUtc: '2027-03-02T06:00:00Z' }],
    [
      'documentation',
      {
        documentation:
          '\n  references: [https://contoso.example/a]\n  falsePositives:\n    - A proxy.\n  response:\n    - Call them.',
      },
    ],
    ['trailing blanks', { severity: 'High  ', query: '|  \n  SigninLogs   ' }],
  ])('%s', (_case, changes) => {
    const { rule, problems } = readRule(fileOf(ruleText(changes).text));
    expect(places(problems)).toEqual([]);
    expect(rule).toBeDefined();
  });
});

describe('the values read', () => {
  const read = (changes: Changes) => readRule(fileOf(ruleText(changes).text));

  test('kind, tactics and entity types are put into the letter case of Sentinel', () => {
    const { rule } = read({
      ...nrt,
      kind: 'nrt',
      tactics: '[commandandControl]',
      entityMappings:
        '\n  - entityType: ip\n    fieldMappings:\n      - identifier: Address\n        columnName: IPAddress',
    });
    expect([rule?.value.kind, rule?.value.tactics, rule?.value.entityMappings?.[0]?.entityType]).toEqual([
      'NRT',
      ['CommandAndControl'],
      'IP',
    ]);
  });

  test('numbers and truth values come out as such, texts as they are written', () => {
    const { rule } = read({
      triggerThreshold: '"5"',
      suppressionEnabled: 'FALSE',
      name: '2024',
      customDetails: '\n  A: B\n',
    });
    expect([rule?.value.triggerThreshold, rule?.value.suppressionEnabled, rule?.value.name]).toEqual([
      5,
      false,
      '2024',
    ]);
  });

  test('keys without a value are not there; a connector has its list of tables', () => {
    const { rule } = read({ tactics: '', customDetails: 'null', requiredDataConnectors: '\n  - connectorId: SAP' });
    expect(Object.keys(rule?.value ?? {})).not.toContain('tactics');
    expect(rule?.value.requiredDataConnectors).toEqual([{ connectorId: 'SAP', dataTypes: [] }]);
  });

  test('there is no rule when a problem is an error', () => {
    expect(read({ severity: 'high' }).rule).toBeUndefined();
    expect(read({ severity: 'High' }).rule).toBeDefined();
    expect(readRule(fileOf('- 1\n'))).not.toHaveProperty('draft');
  });
});

describe('the draft', () => {
  const draftOf = (changes: Changes) => readRule(fileOf(ruleText(changes).text)).draft;

  test.each<[string, Changes, string]>([
    ['a wrong type', { triggerThreshold: 'none' }, 'triggerThreshold'],
    ['a wrong word', { severity: 'Critical' }, 'severity'],
    ['an unknown key', { severty: 'High' }, 'severty'],
    [
      'an incomplete mapping',
      { incidentConfiguration: '\n  groupingConfiguration:\n    enabled: maybe' },
      'incidentConfiguration',
    ],
    ['what an NRT rule must not have', { ...nrt, queryPeriod: '5m' }, 'queryPeriod'],
  ])('sets aside %s', (_case, changes, key) => {
    expect(Object.keys(draftOf(changes)?.value ?? {})).not.toContain(key);
    expect(draftOf(changes)?.value.query).toContain('SigninLogs');
  });

  test('keeps what is only too long or out of range', () => {
    const draft = draftOf({ name: 'x'.repeat(300), queryFrequency: '1m' });
    expect([draft?.value.name?.length, draft?.value.queryFrequency]).toEqual([300, '1m']);
  });

  test('drops techniques with a tactic that they would be judged by', () => {
    expect(draftOf({ tactics: '[Acces]' })?.value.relevantTechniques).toBeUndefined();
  });

  test('leaves out a broken item, and the paths of the others fit', () => {
    const { text, marked } = ruleText({
      entityMappings: `\n  - fieldMappings: []${mapping(field('Name', '⟦UserName⟧'))}`,
    });
    const { draft } = readRule(fileOf(text));
    expect(draft?.value.entityMappings).toHaveLength(1);
    const { start } = draft?.at(['entityMappings', 0, 'fieldMappings', 0, 'columnName']) ?? {};
    expect(`${start?.line}:${start?.column}`).toBe(marked[0]);
  });
});
