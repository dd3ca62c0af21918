import { describe, expect, test } from 'vitest';
import { fileOf, places } from '../problems.test-support.ts';
import { readWorkbook } from './read-workbook.ts';
import { workbookText } from './workbook-text.test-support.ts';

test('a workbook without a fault, as it is written', () => {
  const { workbook, problems } = readWorkbook(fileOf(workbookText));
  expect(problems).toEqual([]);
  const group = workbook?.value.tabs?.[0]?.items[4];
  expect(group).toMatchObject({
    group: 'Events',
    visibleWhen: [{ parameter: 'Person', isNot: '' }],
    items: [
      { grid: { columns: [{ thresholds: [{ when: '==', value: '0', show: 'green' }, { show: 'redBright' }] }] } },
      { raw: { type: 1, content: { json: null } } },
    ],
  });
});

test('places inside a query of an item of a group', () => {
  const { workbook } = readWorkbook(fileOf(workbookText));
  const span = workbook?.within(['tabs', 0, 'items', 0, 'query'], 11, 22);
  expect(span?.start).toEqual({ line: 23, column: 11 });
});

describe('what is wrong is told at its place', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['no id', /id: .*\n/.exec(workbookText)?.[0] ?? '', '', ['WB101 1:1']],
    ['a time range without a default', '    default: P7D\n', '', ['WB101 6:5']],
    [
      'a grid that only tells the number of rows',
      /columns:\n(?: {16}.*\n)+/.exec(workbookText)?.[0] ?? '',
      'rows: 5\n',
      ['WB101 42:13'],
    ],
    ['a tile without a visualization', '        visualization: piechart\n', '', ['WB101 20:9']],
    ['a key misspelt', 'style: info', 'stlye: info', ['WB102 26:9']],
    ['a key of another form', 'style: info', 'visualization: table', ['WB102 26:9']],
    ['a key of another type of parameter', "default: ['*']", 'custom: true', ['WB102 14:5']],
    ['the telling key misspelt', '- text: Sign-ins', '- txt: Sign-ins', ['WB102 25:9']],
    ['a width in words', 'style: info', 'width: half', ['WB103 26:16']],
    ['a raw item that is a text', /raw:\n(?: .*\n)+/.exec(workbookText)?.[0] ?? '', 'raw: x\n', ['WB103 51:18']],
    ['an empty name', 'name: Sign-ins', "name: ''", ['WB104 2:1']],
    ['a tab without items', /items:\n(?: .*\n)+/.exec(workbookText)?.[0] ?? '', 'items: []\n', ['WB104 19:5']],
    ['a visualization that does not exist', 'piechart', 'pie', ['WB105 24:24']],
    ['a type of parameter that does not exist', 'type: drop-down', 'type: dropdown', ['WB105 11:11']],
    ['an id that is no GUID', '6e1f7d0a-', '', ['WB106 1:5']],
    ['a width of nothing', 'style: info', 'width: 0', ['WB106 26:16']],
    ['a span of time of a year and more', 'default: P7D', 'default: P400D', ['WB106 8:14']],
    ['a text that is a query, too', 'style: info', 'query: SigninLogs', ['WB107 25:9']],
    ['an item without a form', '- text: Sign-ins of people.', '- note: Sign-ins of people.', ['WB107 25:9']],
    ['a condition without a comparison', "            isNot: ''\n", '', ['WB107 36:13']],
    ['items beside tabs', 'tabs:', 'items: [{text: a}]\ntabs:', ['WB107 16:1']],
  ])('%s', (_case, before, after, expected) => {
    expect(workbookText).toContain(before);
    const { workbook, draft, problems } = readWorkbook(fileOf(workbookText.replace(before, after)));
    expect(places(problems)).toEqual(expected);
    expect(workbook).toBeUndefined();
    expect(draft?.value.description).toMatch(/^Who/);
  });
});

test('the draft leaves out what is not whole, and keeps the rest', () => {
  const { draft } = readWorkbook(fileOf(workbookText.replace('piechart', 'pie')));
  expect(draft?.value.tabs?.[0]?.items).toHaveLength(4);
});

test('a misspelt form is told with what was meant', () => {
  const { problems } = readWorkbook(fileOf(workbookText.replace('- text:', '- txt:')));
  expect(problems[0]?.hint).toBe("did you mean 'text'?");
});
