import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixtureWorkbook } from '../fixture.test-support.ts';
import type { Answer, Choices, WorkbookData } from '../page-data.ts';
import { readsOf } from '../session/part-texts.ts';
import { cellText, numberText, thresholdOf } from './cell-text.ts';
import { chartOption } from './chart-option.ts';
import { chartRoles } from './chart-roles.ts';
import { chartSeries } from './chart-series.ts';
import { mapPoints } from './map-points.ts';
import { colourOf, dark, light } from './palette.ts';
import { choicesRead, initialChoices, isVisible } from './parts.ts';
import { sampleResource } from './sample-resources.ts';
import { settle } from './settle.ts';

const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Outcome', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Bytes', type: 'real' },
] as const;

describe('which columns a chart draws', () => {
  test.each([
    ['timechart', {}, { x: 0, y: [2, 3], group: 1 }],
    ['barchart', {}, { x: 0, y: [2, 3], group: 1 }],
    ['categoricalbar', {}, { x: 1, y: [2, 3] }],
    ['piechart', { y: ['Count'] }, { x: 1, y: [2] }],
    ['scatterchart', { x: 'Bytes', y: ['Count'], group: 'Outcome' }, { x: 3, y: [2], group: 1 }],
    ['timechart', { y: ['Cuont'] }, { lacks: "the result has no column 'Cuont'" }],
  ] as const)('%s %j', (kind, settings, expected) => {
    expect(chartRoles(kind, columns, settings)).toEqual(expected);
  });

  test.each([
    ['timechart', [columns[1], columns[2]], 'the result has no column of moments'],
    ['piechart', [columns[0], columns[1]], 'the result has no column of numbers'],
  ] as const)('%s without what it needs', (kind, own, lacks) => {
    expect(chartRoles(kind, own)).toEqual({ lacks });
  });
});

test('series: values of one moment are added, moments in their order, the largest first, gaps are null', () => {
  const rows = [
    ['2026-03-02T10:00:00Z', 'failure', 1, 0],
    ['2026-03-02T09:00:00Z', 'success', 5, 0],
    ['2026-03-02T09:00:00Z', 'success', 2, 0],
  ];
  expect(
    chartSeries({ x: 0, y: [2], group: 1 }, columns, rows, {
      series: [{ name: 'failure', label: 'failed', colour: 'red' }],
    }),
  ).toEqual({
    x: ['2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'],
    isTime: true,
    series: [
      { name: 'success', values: [7, null] },
      { name: 'failed', colour: 'red', values: [null, 1] },
    ],
    left: 0,
  });
});

test('series that are too many to draw are told', () => {
  const rows = Array.from({ length: 25 }, (_, i) => ['2026-03-02T10:00:00Z', `s${i}`, i, 0]);
  const chart = chartOption(
    { visualization: 'timechart', title: 'Many', chart: { y: ['Count'] } },
    columns,
    rows,
    light,
  );
  expect('note' in chart && chart.note).toBe('5 smaller series are not drawn.');
});

const kinds = [
  'timechart',
  'linechart',
  'areachart',
  'barchart',
  'unstackedbar',
  'categoricalbar',
  'scatterchart',
  'piechart',
] as const;
test.each([
  ['no time was asked for', undefined, [undefined, undefined]],
  [
    'it ends quietly',
    { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' },
    ['2026-03-01T00:00:00Z', '2026-03-08T00:00:00Z'],
  ],
  [
    'the first bin begins before',
    { from: '2026-03-02T05:00:00Z', to: '2026-03-08T00:00:00Z' },
    ['2026-03-02T00:00:00Z', '2026-03-08T00:00:00Z'],
  ],
])('the axis of time when %s', (_, span, bounds) => {
  const timed = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'Events', type: 'long' },
  ] as const;
  const rows = [
    ['2026-03-02T00:00:00Z', 3],
    ['2026-03-03T00:00:00Z', 1],
  ];
  const made = chartOption({ visualization: 'barchart', title: 'Any' }, timed, rows, light, span);
  if ('lacks' in made) throw new Error(made.lacks);
  const { min, max } = made.option.xAxis as { readonly min?: string; readonly max?: string };
  expect([min, max]).toEqual(bounds);
});

test('few bars on a long axis of time stay narrow: a place without a bar stands beside the first', () => {
  const timed = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'Events', type: 'long' },
  ] as const;
  const span = { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' };
  const made = chartOption(
    { visualization: 'barchart', title: 'Any' },
    timed,
    [['2026-03-02T00:00:00Z', 3]],
    light,
    span,
  );
  if ('lacks' in made) throw new Error(made.lacks);
  const [series] = made.option.series as readonly { readonly data: unknown }[];
  expect(series?.data).toEqual([
    ['2026-03-02T00:00:00Z', 3],
    ['2026-03-02T06:00:00.000Z', 0],
  ]);
});

test.each([
  [['GET', 'POST'], 'along the foot'],
  [['singleFactorAuthentication', 'none'], 'lying'],
  [['SharePoint', 'OneDrive', 'Exchange', 'MicrosoftTeams'], 'lying'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'lying'],
])('bars of %j: %s', (names, expected) => {
  const rows = names.map((name) => ['2026-03-02T00:00:00Z', name, 1, 0]);
  const made = chartOption({ visualization: 'categoricalbar', title: 'Any' }, columns, rows, light);
  if ('lacks' in made) throw new Error(made.lacks);
  const { type } = made.option.xAxis as { readonly type: string };
  expect(type === 'category' ? 'along the foot' : 'lying').toBe(expected);
});

test('a chart comes from any rows, in both looks, or says what is missing', () => {
  const cell = fc.oneof(fc.constant(null), fc.string(), fc.double(), fc.boolean(), fc.constant('NaN'));
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 12 }),
      (visualization, rows) => {
        for (const look of [light, dark]) {
          const made = chartOption({ visualization, title: 'Any' }, columns, rows, look);
          expect('option' in made || 'lacks' in made).toBe(true);
        }
      },
    ),
  );
});

describe('what a cell says', () => {
  test.each([
    [1234567.891, 'real', '1,234,567.89'],
    ['2026-03-02T10:15:00.1234567Z', 'datetime', '2026-03-02 10:15:00'],
    ['1.02:00:00', 'timespan', '1 d 2 h'],
    ['-00:05:03.5000000', 'timespan', '-5 min 3.5 s'],
    ['00:00:00', 'timespan', '0 s'],
    [null, 'long', ''],
    [{ a: [1] }, 'dynamic', '{"a":[1]}'],
    [true, 'bool', 'true'],
  ] as const)('%j of type %s', (value, type, expected) => expect(cellText(value, type)).toBe(expected));

  test.each([
    [1536, 'bytes', '1.5 kB'],
    [90, 'seconds', '1.5 min'],
    [2520, 'ms', '2.52 s'],
    [45.5, 'percent', '45.5%'],
    [3, 'users', '3 users'],
    [-5, undefined, '-5'],
  ])('%d in %s', (value, unit, expected) => expect(numberText(value, unit)).toBe(expected));
});

test('the first threshold that holds wins; the one without a condition always does', () => {
  const thresholds = [
    { when: '>=', value: 10, show: 'red' },
    { when: 'contains', value: 'warn', show: 'orange' },
    { show: 'green' },
  ] as const;
  const shown = (value: number | string | null) => thresholdOf(value, thresholds)?.show;
  expect([shown(12), shown('10'), shown(9), shown('a Warning'), shown(null)]).toEqual([
    'red',
    'red',
    'green',
    'orange',
    'green',
  ]);
});

test("Azure's names of colours", () => {
  expect([colourOf('redBright', light), colourOf('#123456', light), colourOf('no colour', light)]).toEqual([
    light.named.red,
    '#123456',
    undefined,
  ]);
});

test('places on a map, and rows whose place is not known', () => {
  const own = [
    { name: 'Country', type: 'string' },
    { name: 'Count', type: 'long' },
  ] as const;
  const settings = { country: 'Country', label: 'Country', size: 'Count' };
  const found = mapPoints(
    settings,
    own,
    [
      ['NO', 3],
      ['XX', 1],
    ],
    light,
    (country) => (country === 'NO' ? [10, 60] : undefined),
  );
  expect(found).toMatchObject({ points: [{ label: 'NO', size: 3, at: [10, 60], row: 0 }], nowhere: ['XX'] });
  expect(mapPoints({ ...settings, size: 'None' }, own, [], light, () => undefined)).toEqual({
    lacks: "the result has no column 'None'",
  });
});

describe('choices', () => {
  const source = fixtureWorkbook().value;
  const data: WorkbookData = { file: 'workbook.yaml', source, reads: readsOf(source), problems: [] };
  const answers: Readonly<Record<string, Answer>> = {
    'parameters/1': {
      rows: [
        ['Portal', 'The portal'],
        ['VPN', null],
      ],
      problems: [],
    },
    'parameters/4': { rows: [['user1']], problems: [] },
  };
  const asked: string[] = [];
  const ask = async (key: string, _read: Choices): Promise<Answer> => {
    asked.push(key);
    return answers[key] ?? { problems: [] };
  };

  test('at first: defaults, the first tab, nothing clicked', () => {
    expect(initialChoices(source)).toEqual({
      Tab: 'overview',
      TimeRange: { duration: 'P7D' },
      App: ['*'],
      Outcome: 'all',
      Person: '',
      Most: '',
      Selected: '',
      Workspace: sampleResource('workspace')?.value,
    });
  });

  test('drop-downs and hidden parameters ask their queries; a value that is gone is given up', async () => {
    const settled = await settle(data, { ...initialChoices(source), App: ['Gone', 'VPN'] }, ask);
    expect(settled.choices).toMatchObject({ App: ['VPN'], Most: 'user1' });
    expect(settled.options.get('parameters/1')?.map(({ label }) => label)).toEqual(['The portal', 'VPN']);
    asked.length = 0;
    await settle(data, settled.choices, ask, { settled, changed: new Set(['Outcome']) });
    expect(asked).toEqual([]);
    await settle(data, settled.choices, ask, { settled, changed: new Set(['TimeRange']) });
    expect(asked).toEqual(['parameters/1', 'parameters/4']);
  });

  test('what a condition means', () => {
    const choices = { Tab: 'places', App: ['a', 'b'] };
    expect(
      isVisible(
        [
          { parameter: 'Tab', is: 'places' },
          { parameter: 'App', isNot: '' },
        ],
        choices,
      ),
    ).toBe(true);
    expect(isVisible([{ parameter: 'Selected', isNot: '' }], choices)).toBe(false);
    expect(isVisible([{ parameter: 'Selected', is: '' }], choices)).toBe(true);
  });

  test('what is read does not depend on the order of choices', () => {
    const one = choicesRead(['B', 'A'], { A: 'x', B: 'y', C: 'z' });
    expect(JSON.stringify(one)).toBe(JSON.stringify(choicesRead(['A', 'B'], { B: 'y', A: 'x' })));
  });
});
