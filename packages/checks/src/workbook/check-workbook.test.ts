import { lineIndex } from '@picket/diagnostics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWorkbookText } from '../check-file.test-support.ts';
import { goodWorkbook } from '../good-workbook.test-support.ts';

test('the workbook that the mutants come from has no problem', () => {
  expect(checkWorkbookText(goodWorkbook)).toEqual([]);
});

/** What to find in the good workbook, what to put there with «» around the place of the problem, and the only code. */
type Mutant = readonly [name: string, find: string, put: string, code: string];

const parameters: readonly Mutant[] = [
  ['an unknown parameter in a query', "where '*' in ({App})", "where '*' in («{Apps}»)", 'WB110'],
  ['a parameter in another letter case', '"{Scope}" ==', '"«{scope}»" ==', 'WB110'],
  [
    'an unknown parameter in the query of a field',
    '| top 50 by SignIns\n',
    '| where "x" == "«{Who}»" | top 50 by SignIns\n',
    'WB110',
  ],
  ['an unknown parameter in a title', '{App:label}', '«{Ap:label}»', 'WB118'],
  ['an unknown parameter in a text', '{Newest}.', '«{Newst}».', 'WB118'],
  ['the format of a published workbook', '{Person:escape}', '«{Person:lable}»', 'WB111'],
  ['the format of a time for a list', 'or AppDisplayName in ({App})', 'or AppDisplayName in («{App:start}»)', 'WB111'],
  ['the format of a text for a time', '{TimeRange:grain}', '«{TimeRange:escape}»', 'WB111'],
  ['a field that nothing uses', '    type: text\n', '    type: text\n  - parameter: «Idle»\n    type: text\n', 'WB112'],
  [
    'a click that nothing uses',
    'parameter: Person}\n',
    'parameter: Person}\n          - {column: Last, parameter: «Idle»}\n',
    'WB112',
  ],
  [
    'a link that nothing follows',
    'parameter: Scope, value: all}\n',
    "parameter: Scope, value: all}\n          - {label: None, parameter: «Idle», value: ''}\n",
    'WB112',
  ],
  ['a condition on nothing', "{parameter: Person, is: ''}", "{parameter: «Persons», is: ''}", 'WB113'],
  ['a time that is none', '        name: over-time\n', '        name: over-time\n        time: «App»\n', 'WB114'],
  [
    'a time that does not exist',
    '        name: over-time\n',
    '        name: over-time\n        time: «Period»\n',
    'WB114',
  ],
  [
    'a raw item with a time that does not exist',
    'timeContextFromParameter: TimeRange',
    'timeContextFromParameter: «Tim»',
    'WB114',
  ],
  ['a parameter twice', '    type: text\n', '    type: text\n  - parameter: «Least»\n    type: text\n', 'WB115'],
  [
    'a parameter called as the tabs',
    '    type: text\n',
    '    type: text\n  - parameter: Tab\n    type: text\n',
    'WB115',
  ],
  ['two items of one name', 'name: people', 'name: «over-time»', 'WB116'],
  ['two tabs of one name', 'name: events', 'name: «overview»', 'WB116'],
  [
    'a subscription',
    'map: {country',
    'noData: /subscriptions/«5f3b6a52-6f0e-4b57-9d0c-2f4b7d1e9c01»/x\n        map: {country',
    'WB117',
  ],
  ['a use above the setting', 'Sign-ins of {App:label}', 'Sign-ins of «{Person}»', 'WB119'],
  ['a use above the setting in a tab', "('*' in ({App})".slice(1), `'«{Scope}»' == "" and '*' in ({App})`, 'WB119'],
];

const queries: readonly Mutant[] = [
  ['a misspelt column', 'max(TimeGenerated) by User', 'max(«TimeGenrated») by User', 'KQL201'],
  [
    'a misspelt column behind a parameter',
    '| where SignIns > {Least}',
    '| where SignIns > {Least} and «SignIn» > 1',
    'KQL201',
  ],
  ['a misspelt table in a raw item', '              SigninLogs\n', '              «SignInLogs»\n', 'KQL202'],
  ['a misspelt function in the query of a field', 'max(TimeGenerated)\n', '«maximum»(TimeGenerated)\n', 'KQL203'],
  [
    'all time',
    '        name: over-time\n        query: |\n          SigninLogs',
    '        name: over-time\n        time: none\n        query: |\n          «SigninLogs»',
    'WB201',
  ],
  ['all time in a raw item', '            timeContextFromParameter: TimeRange\n', '', 'WB201'],
  ['all events', '| summarize SignIns = count() by Location\n', '| extend SignIns = 1\n', 'WB202'],
  [
    'all events of a list',
    '      | summarize SignIns = count() by AppDisplayName\n      | top 50 by SignIns\n',
    '',
    'WB202',
  ],
  [
    'a list whose third column is a text',
    '      | project AppDisplayName\n',
    '      | project AppDisplayName, A = "a", B = "b"\n',
    'WB203',
  ],
  [
    'a list of five columns',
    '      | project AppDisplayName\n',
    '      | project AppDisplayName, A = "a", B = true, C = "c", D = "d"\n',
    'WB203',
  ],
  ['a part of a query', '| where SignIns > {Least}', '| «{Least}»', 'WB204'],
];

const drawings: readonly Mutant[] = [
  ['a y that is not there', 'y: [SignIns]', 'y: [«Signins»]', 'WB301'],
  [
    'an exported column that is not there',
    '{column: UserPrincipalName, parameter',
    '{column: «User», parameter',
    'WB301',
  ],
  ['a column of the grid that is not there', '{column: Failures, format', '{column: «Failure», format', 'WB301'],
  ['an order by a column that is not there', 'sort: [{column: Failures', 'sort: [{column: «Failure»', 'WB301'],
  ['a place that is not there', 'label: Location', 'label: «Locaton»', 'WB301'],
  ['a y that is a text', 'y: [SignIns]', 'y: [«ResultType»]', 'WB302'],
  ['a time that is a text', 'x: TimeGenerated', 'x: «ResultType»', 'WB302'],
  ['a bar of a time', '{column: Last, format: datetime}', '{column: «Last», format: bar}', 'WB302'],
  ['a time of a number', '{column: Failures, format: bar}', '{column: «Failures», format: datetime}', 'WB302'],
  ['a size that is a text', 'size: SignIns', 'size: «Location»', 'WB302'],
  [
    'a chart without a number',
    'SignIns = count() by AppDisplayName\n            queryType: 0',
    'by AppDisplayName\n            queryType: 0',
    'WB306',
  ],
  ['settings of a chart for a table', '        grid:\n', '        «chart»: {legend: true}\n        grid:\n', 'WB304'],
  ['a map without settings', '        map: {country: Location, label: Location, size: SignIns}\n', '', 'WB305'],
  ['a setting that is left over', 'columnMatch: SignIns', 'columnMatch: «Gone»', 'WB306'],
];

test.each([...parameters, ...queries, ...drawings])('%s', (_name, find, put, code) => {
  expect(goodWorkbook.split(find), 'the text to change occurs once').toHaveLength(2);
  const marked = goodWorkbook.replace(find, () => put);
  const mutant = marked.replace(/[«»]/g, '');
  const problems = checkWorkbookText(mutant);
  const place = marked.indexOf('«');
  if (place < 0) expect(problems.map((problem) => problem.code)).toContain(code);
  else {
    const found = problems.find((problem) => problem.code === code);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(found?.at?.start).toEqual(lineIndex(mutant).positionAt(place));
  }
});

describe("a chart's rows", () => {
  const chart = (query: string, visualization: string) =>
    checkWorkbookText(`id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: N
description: D.
version: 1.0.0
items:
  - title: T
    query: SigninLogs | where TimeGenerated > ago(1d) | ${query}
    visualization: ${visualization}
`).map(({ code }) => code);
  test.each([
    ['summarize count() by ResultType', 'piechart', []],
    ['summarize by ResultType', 'piechart', ['WB303']],
    ['summarize count() by ResultType', 'timechart', ['WB303']],
    ['summarize count() by bin(TimeGenerated, 1h)', 'timechart', []],
    ['summarize X = take_any(DeviceDetail) by bin(TimeGenerated, 1h)', 'areachart', []],
    ['summarize by ResultType', 'table', []],
  ])('%s as %s', (query, visualization, codes) => expect(chart(query, visualization)).toEqual(codes));
});

test('what is laid over of Azure sets and uses parameters, too', () => {
  const text = goodWorkbook
    .replace(
      '        name: over-time\n',
      '        name: over-time\n        azure: {content: {timeBrushParameterName: Brush}}\n',
    )
    .replace('label: Everybody, ', 'label: "{Brush:label}", ');
  expect(checkWorkbookText(text)).toEqual([]);
});

test('what is laid over of Azure bounds the time, and has settings', () => {
  const azure = '{content: {timeContext: {durationMs: 86400000}, mapSettings: {}, tileSettings: {}}}';
  const text = goodWorkbook.replace(
    '        map: {country: Location, label: Location, size: SignIns}\n',
    `        time: none\n        azure: ${azure}\n`,
  );
  expect(checkWorkbookText(text)).toEqual([]);
});

describe('a workbook.json', () => {
  const query = (kql: string, more: object = {}) => ({
    type: 3,
    content: {
      query: kql,
      queryType: 0,
      resourceType: 'microsoft.operationalinsights/workspaces',
      timeContext: { durationMs: 86_400_000 },
      ...more,
    },
  });
  /** Each problem as its code and the text that it points at. */
  const foundIn = (...items: readonly object[]) => {
    const text = JSON.stringify({ version: 'Notebook/1.0', items }, null, 2);
    const lines = text.split('\n');
    return checkWorkbookText(text).map(({ code, at }) => {
      const line = lines[(at?.start.line ?? 0) - 1] ?? '';
      return `${code} ${line.slice((at?.start.column ?? 0) - 1, (at?.end.column ?? 0) - 1)}`;
    });
  };
  test.each<[string, readonly object[], readonly string[]]>([
    ['nothing to say', [query('SigninLogs | count')], []],
    [
      'a column in a query of several lines',
      [query('SigninLogs\r\n| summarize count() by\tNobody')],
      ['KQL201 Nobody'],
    ],
    ['a query for Resource Graph', [query('resources | wher', { queryType: 1 })], []],
    ['a parameter of no item', [query("SigninLogs | where Location == '{Where}' | count")], ['WB110 {Where}']],
    [
      'a group in a group',
      [{ type: 12, content: { items: [{ type: 12, content: { items: [query('Nowhere | count')] } }] } }],
      ['KQL202 Nowhere'],
    ],
    [
      'a click on a chart',
      [
        query('SigninLogs | summarize count() by Location', {
          visualization: 'piechart',
          exportFieldName: 'series',
          exportParameterName: 'P',
        }),
        { type: 1, content: { json: '{P}' } },
      ],
      [],
    ],
  ])('%s', (_name, items, expected) => expect(foundIn(...items)).toEqual(expected));
});

test('whatever the JSON of a workbook holds, checking it tells of problems and does not throw', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const keys = [
    'name',
    'parameters',
    'links',
    'query',
    'title',
    'items',
    'gridSettings',
    'exportedParameters',
    'timeContext',
  ];
  const content = fc.dictionary(fc.constantFrom(...keys), value);
  const item = fc.record({ type: fc.constantFrom(1, 3, 9, 10, 11, 12, 'x'), content: fc.oneof(content, value) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), (items) => {
      const problems = checkWorkbookText(JSON.stringify({ version: 'Notebook/1.0', items }));
      expect(problems.every(({ message }) => message.length > 0)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
