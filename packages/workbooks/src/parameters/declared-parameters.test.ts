import type { Workbook } from '@picket/model';
import { expect, test } from 'vitest';
import { declaredParameters, parameterFactsByName } from './declared-parameters.ts';

const workbook = {
  parameters: [{ parameter: 'Time', type: 'time-range', default: 'P1D' }],
  tabs: [
    {
      title: 'Overview',
      name: 'overview',
      items: [
        {
          links: [
            { label: 'All', parameter: 'User', value: '' },
            { label: 'Out', url: 'https://contoso.example' },
          ],
        },
        {
          title: 'People',
          query: 'SigninLogs | take 1',
          visualization: 'table',
          exports: [{ column: 'UserPrincipalName', parameter: 'User' }],
        },
        { parameters: [{ parameter: 'User', type: 'drop-down', multiple: true, options: [{ value: 'ada' }] }] },
        {
          raw: {
            type: 12,
            content: {
              items: [
                { type: 9, content: { parameters: [{ name: 'Region', type: 8, multiSelect: true, quote: '"' }, 7] } },
                {
                  type: 3,
                  content: {
                    timeBrushParameterName: 'Brush',
                    exportedParameters: [{ fieldName: 'x', parameterName: 'Clicked', parameterType: 1 }],
                  },
                },
                {
                  type: 11,
                  content: { links: [{ linkTarget: 'parameter', cellValue: 'Linked' }, { cellValue: 'no' }] },
                },
                'nonsense',
              ],
            },
          },
        },
      ],
    },
  ],
} as const satisfies Partial<Workbook>;

test('everything that gives a parameter its value, with its place', () => {
  const raw = 'tabs.0.items.3.raw.content.items';
  expect(declaredParameters(workbook).map(({ name, by, path }) => [name, by, path.join('.')])).toEqual([
    ['Time', 'parameter', 'parameters.0.parameter'],
    ['Tab', 'tabs', 'tabs'],
    ['User', 'link', 'tabs.0.items.0.links.0.parameter'],
    ['User', 'export', 'tabs.0.items.1.exports.0.parameter'],
    ['User', 'parameter', 'tabs.0.items.2.parameters.0.parameter'],
    ['Region', 'parameter', `${raw}.0.content.parameters.0.name`],
    ['Brush', 'export', `${raw}.1.content.timeBrushParameterName`],
    ['Clicked', 'export', `${raw}.1.content.exportedParameters.0.parameterName`],
    ['Linked', 'link', `${raw}.2.content.links.0.cellValue`],
  ]);
});

test('of a name that is given twice, the field tells how it is filled in', () => {
  const facts = parameterFactsByName(declaredParameters(workbook));
  expect(facts.get('User')).toMatchObject({ kind: 'choice', multiple: true, samples: ['ada'] });
  expect(facts.get('Region')).toMatchObject({ kind: 'choice', multiple: true, quote: '"' });
  expect(facts.get('Brush')?.kind).toBe('time-range');
});
