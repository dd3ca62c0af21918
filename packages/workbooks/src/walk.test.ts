import type { Workbook } from '@picket/model';
import { expect, test } from 'vitest';
import { itemsOf, parametersOf } from './walk.ts';

const shown = { parameter: 'Detail', is: 'yes' };
const workbook = {
  parameters: [{ parameter: 'TimeRange', type: 'time-range', default: 'P1D' }],
  tabs: [
    {
      title: 'Overview',
      name: 'overview',
      items: [
        { text: '# Sign-ins' },
        {
          group: 'details',
          visibleWhen: [shown],
          items: [{ text: 'inner' }, { parameters: [{ parameter: 'App', type: 'text' }] }],
        },
      ],
    },
  ],
} as const satisfies Partial<Workbook>;

test('items come in the order in which they are shown, with their place and what hides them', () => {
  expect(itemsOf(workbook).map(({ path, tab, within }) => [path.join('.'), tab, within])).toEqual([
    ['tabs.0.items.0', 'overview', []],
    ['tabs.0.items.1', 'overview', []],
    ['tabs.0.items.1.items.0', 'overview', [shown]],
    ['tabs.0.items.1.items.1', 'overview', [shown]],
  ]);
  expect(itemsOf({ items: [{ text: 'alone' }] })).toEqual([
    { item: { text: 'alone' }, path: ['items', 0], within: [] },
  ]);
});

test('parameters of the workbook come before those of its items', () => {
  expect(parametersOf(workbook).map(({ parameter, path }) => [parameter.parameter, path.join('.')])).toEqual([
    ['TimeRange', 'parameters.0'],
    ['App', 'tabs.0.items.1.items.1.parameters.0'],
  ]);
});
