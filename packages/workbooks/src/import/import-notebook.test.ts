import { readWorkbook } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnknownObject } from '../azure/json.ts';
import { compileWorkbook } from '../compile/compile-workbook.ts';
import { everyForm, workbookOf } from '../compile/every-form.test-support.ts';
import { workbookText } from '../source/workbook-text.ts';
import { itemsOf } from '../walk.ts';
import { canonicalTree } from './canonical.ts';
import { differenceOf } from './difference.ts';
import { importNotebook } from './import-notebook.ts';

const about = { id: '6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01', name: 'N', description: 'D.', version: '1.0.0' };
const imported = (...items: readonly UnknownObject[]) => importNotebook({ version: 'Notebook/1.0', items }, about);
const only = (item: UnknownObject) => imported(item).workbook.items?.[0];

/** What is imported is a source that can be read, and compiles to the same. */
function expectSame(items: readonly UnknownObject[]): void {
  const { workbook } = imported(...items);
  const bytes = new TextEncoder().encode(workbookText(workbook));
  expect(readWorkbook({ path: 'workbook.yaml', bytes }).workbook?.value).toEqual(workbook);
  const compiled = compileWorkbook(workbook).items;
  items.forEach((item, index) => {
    expect(differenceOf(canonicalTree(compiled[index] ?? {}), canonicalTree(item))).toBeUndefined();
  });
}

const logs = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' };
const query = (content: object, more: object = {}): UnknownObject => ({
  type: 3,
  content: { version: 'KqlItem/1.0', query: 'SigninLogs | count', size: 0, ...logs, ...content },
  name: 'query - 1',
  ...more,
});

test('a workbook that was compiled comes back in the words of its source, and compiles to the same', () => {
  const workbook = workbookOf(everyForm);
  const compiled = compileWorkbook(workbook);
  const { workbook: back, lost } = importNotebook(compiled, about);
  expect(lost).toEqual([]);
  const raw = itemsOf(back).flatMap(({ item }) => ('raw' in item ? [item.because] : []));
  expect(raw).toEqual(['metrics have no form in the source']);
  expectSame(compiled.items);
});

describe('words of the source', () => {
  test.each<[string, UnknownObject, object]>([
    [
      'a text',
      { type: 1, content: { json: '# Hi', style: 'info' }, name: 'text - 0', customWidth: '40' },
      { text: '# Hi', style: 'info', name: 'text - 0', width: 40 },
    ],
    [
      'a query without a word for its drawing',
      query({}),
      { title: 'query - 1', query: 'SigninLogs | count', visualization: 'table', azure: { content: { title: null } } },
    ],
    [
      'a query that draws itself',
      query({ query: 'SigninLogs | summarize count() by Location | render piechart', title: 'T' }),
      { visualization: 'piechart', azure: { content: { visualization: null } } },
    ],
    [
      'what has no word is kept as it is',
      query(
        {
          title: 'T',
          showAnalytics: true,
          gridSettings: {
            hierarchySettings: { treeType: 1 },
            formatters: [{ columnMatch: 'Count', formatter: 22, formatOptions: { a: 1 } }],
          },
        },
        { showPin: false },
      ),
      {
        grid: { columns: [{ column: 'Count', azure: { formatter: 22, formatOptions: { a: 1 } } }] },
        azure: {
          showPin: false,
          content: { showAnalytics: true, gridSettings: { hierarchySettings: { treeType: 1 } } },
        },
      },
    ],
    [
      'an export of the first kind',
      query({ exportFieldName: 'Count', exportParameterName: 'P', exportDefaultValue: 'x' }),
      { exports: [{ column: 'Count', parameter: 'P', default: 'x' }] },
    ],
    [
      'an old condition',
      query({}, { conditionalVisibility: { parameterName: 'A', comparison: 'isEqualTo', value: null } }),
      { visibleWhen: [{ parameter: 'A', is: '' }] },
    ],
    [
      'a list of texts',
      {
        type: 9,
        content: {
          parameters: [
            {
              name: 'A',
              type: 2,
              jsonData: '["a", "b"]',
              multiSelect: true,
              value: ['value::all'],
              typeSettings: { selectAllValue: '*' },
            },
          ],
        },
      },
      {
        parameters: [
          {
            parameter: 'A',
            type: 'drop-down',
            options: [{ value: 'a' }, { value: 'b' }],
            all: '*',
            default: '*',
            multiple: true,
          },
        ],
      },
    ],
    [
      'links',
      {
        type: 11,
        content: {
          style: 'tabs',
          links: [{ cellValue: 'Tab', linkTarget: 'parameter', linkLabel: 'One', subTarget: 'one', preText: 'x' }],
        },
      },
      { style: 'tabs', links: [{ label: 'One', parameter: 'Tab', value: 'one', azure: { preText: 'x' } }] },
    ],
  ])('%s', (_name, item, expected) => {
    expect(only(item)).toMatchObject(expected);
    expectSame([item]);
  });
});

describe('items that stay raw, with the reason', () => {
  test.each<[string, UnknownObject, RegExp]>([
    ['metrics', { type: 10, content: { chartId: 'x' } }, /^metrics/],
    [
      'Resource Graph',
      query({ queryType: 1, resourceType: 'microsoft.resourcegraph/resources' }),
      /Azure Resource Graph/,
    ],
    ['a graph', query({ visualization: 'graph' }), /rows as graph/],
    ['a field of another type', { type: 9, content: { parameters: [{ name: 'R', type: 8 }] } }, /field R/],
    [
      'a link that opens a blade',
      { type: 11, content: { links: [{ linkLabel: 'A', linkTarget: 'OpenBlade', cellValue: 'x' }] } },
      /link/,
    ],
    ['a template', { type: 12, content: { loadFromTemplateId: 'community-x', items: [] } }, /template/],
    ['nothing at all', {}, /type/],
    ['a type that does not exist', { type: 99, content: 7 }, /type/],
  ])('%s', (_name, item, because) => {
    expect(only(item)).toMatchObject({ raw: item, because: expect.stringMatching(because) });
    expectSame([item]);
  });
});

test('names that the editor made twice are left to be made anew', () => {
  const { workbook } = imported(query({}), { type: 12, content: { items: [query({ title: 'T' })] }, name: 'g' });
  expect(itemsOf(workbook).map(({ item }) => item.name)).toEqual([undefined, 'g', undefined]);
});

test('how all of a workbook looks is kept, where it was saved is told as lost', () => {
  const styleSettings = { spacingStyle: 'none' };
  const items = [{ type: 1, content: { json: 'Hello.' } }];
  const notebook = { version: 'Notebook/1.0', items, fallbackResourceIds: ['x'], styleSettings, $schema: 's' };
  const { workbook, lost } = importNotebook(notebook, about);
  expect(lost).toEqual(['fallbackResourceIds']);
  expect(compileWorkbook(workbook)).toMatchObject({ version: 'Notebook/1.0', styleSettings });
});

test('whatever the members hold, nothing throws and nothing changes', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const member = fc.constantFrom(
    'title',
    'size',
    'visualization',
    'gridSettings',
    'chartSettings',
    'tileSettings',
    'mapSettings',
    'exportedParameters',
    'timeContext',
    'timeContextFromParameter',
    'noDataMessage',
    'sortBy',
    'customX',
  );
  const content = fc.dictionary(member, value);
  const around = fc.dictionary(fc.constantFrom('name', 'customWidth', 'conditionalVisibility', 'styleSettings'), value);
  const item = fc.oneof(
    fc.record({ content, around }).map((parts) => query(parts.content, parts.around)),
    fc
      .record({ content, around })
      .map((parts) => ({ type: 12, content: { items: [query(parts.content)] }, ...parts.around })),
    fc
      .dictionary(fc.constantFrom('name', 'label', 'value', 'typeSettings', 'jsonData', 'multiSelect', 'quote'), value)
      .map((own) => ({ type: 9, content: { parameters: [{ name: 'P', type: 2, jsonData: '["a"]', ...own }] } })),
    value.map((content) => ({ type: 1, content })),
    value.map((links) => ({ type: 11, content: { links } })),
  );
  fc.assert(
    fc.property(item, (each) => expectSame([each as UnknownObject])),
    { numRuns: 60 },
  );
});
