import type { WorkbookParameter } from '@picket/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillText } from './fill-text.ts';
import { formatNames } from './formats/index.ts';
import { type ParameterFacts, parameterFacts, textFacts } from './parameter-facts.ts';
import type { ParameterValue } from './parameter-value.ts';

const list: readonly WorkbookParameter[] = [
  { parameter: 'Time', type: 'time-range', default: 'P1D' },
  { parameter: 'User', type: 'text' },
  { parameter: 'App', type: 'drop-down', options: [{ value: 'portal' }] },
  { parameter: 'Apps', type: 'drop-down', multiple: true, all: '*', query: 'SigninLogs | distinct AppDisplayName' },
  { parameter: 'Codes', type: 'drop-down', multiple: true, quote: '', delimiter: ' or ', query: 'print 1' },
  { parameter: 'Space', type: 'workspace' },
  { parameter: 'Sub', type: 'subscription' },
];
const parameters = new Map<string, ParameterFacts>([
  ...list.map((parameter) => [parameter.parameter, parameterFacts(parameter)] as const),
  ['Row', textFacts],
]);

const guid = '11111111-2222-3333-4444-555555555555';
const day: ParameterValue = {
  from: new Date('2026-03-01T10:00:00Z'),
  to: new Date('2026-03-02T10:00:00Z'),
  last: 'P1D',
};
const fixed: ParameterValue = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-01T06:00:00Z') };
const values = new Map<string, ParameterValue>([
  ['Time', day],
  ['User', { texts: ["o'neil\\x"] }],
  ['App', { texts: ['portal'], labels: ['Azure portal'] }],
  ['Apps', { texts: ['a', 'b'], labels: ['A', 'B'] }],
  ['Codes', { texts: ['1', '2'] }],
  [
    'Space',
    { texts: [`/subscriptions/${guid}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/logs`] },
  ],
  ['Sub', { texts: [`/subscriptions/${guid}`] }],
  ['Row', { texts: ['{"user":{"name":"ada"},"n":[3],"empty":null}'] }],
]);
const inQuery = (text: string, having = values) => fillText(text, parameters, having, 'query').text;

describe('in a query', () => {
  test.each([
    ['TimeGenerated {Time}', 'TimeGenerated > ago(1d)'],
    ['{Time:query}', '> ago(1d)'],
    [
      'from {Time:start} to {Time:end} step {Time:grain}',
      'from datetime(2026-03-01T10:00:00.000Z) to datetime(2026-03-02T10:00:00.000Z) step 30m',
    ],
    ['{Time:label}', 'Last 24 hours'],
    ['{Time:startISO}', '2026-03-01T10:00:00.000Z'],
    ['{Time:endDateISO}', '2026-03-02T00:00:00.000Z'],
    ['{Time:durationISO}', 'P1D'],
    ['{Time:seconds}', '86400'],
    ['{Time:Label}', 'Last 24 hours'],
    ['"{User}"', `"o'neil\\x"`],
    ['"{User:escape}"', `"o\\'neil\\\\x"`],
    ['{User:base64}', 'byduZWlsXHg='],
    ['{App}/{App:label}/{App:value}', 'portal/Azure portal/portal'],
    ['in ({Apps})', "in ('a','b')"],
    ['{Apps:label}', 'A, B'],
    ['{Codes}', '1 or 2'],
    ['{Space:name} {Space:resourceGroup} {Space:resourceType}', 'logs soc microsoft.operationalinsights/workspaces'],
    ['{Space:subid}', `'${guid}'`],
    ['{Sub:id}', guid],
    ['{Row:$.user.name} {Row:$..name} {Row:$.n[0]} {Row:$.empty}{Row:$.none}', 'ada ada 3 '],
    ['{Row:escapejson}', '{\\"user\\":{\\"name\\":\\"ada\\"},\\"n\\":[3],\\"empty\\":null}'],
    ['{User:$.a}', ''],
  ])('%s', (text, expected) => expect(inQuery(text)).toBe(expected));

  test('a range with fixed ends is told by both', () => {
    expect(inQuery('{Time} {Time:grain}', new Map([['Time', fixed]]))).toBe(
      'between (datetime(2026-03-01T00:00:00.000Z) .. datetime(2026-03-01T06:00:00.000Z)) 15m',
    );
  });

  test('All is the text that stands for it, quoted as any value', () => {
    const all = new Map([['Apps', { texts: ['a', 'b'], isAll: true }]]);
    expect(inQuery("'*' in ({Apps}) {Apps:label}", all)).toBe("'*' in ('*') All");
  });
});

test('readers get words', () => {
  const text = fillText('{Time}, from {Time:start}: {App:label}', parameters, values, 'text').text;
  expect(text).toBe('Last 24 hours, from 2026-03-01 10:00: Azure portal');
});

test.each([
  ['{Time:lable}', 'unknown-format'],
  ['{App:start}', 'unknown-format'],
  ['{App:$.a[?(@.b)]}', 'unknown-format'],
  ['{Nobody}', 'unknown-parameter'],
  ['{User:tomltojson}', 'uncomputable'],
  ['{Space:grid}', 'uncomputable'],
])('%s is left as it is: %s', (text, became) => {
  const filled = fillText(`a ${text} b`, parameters, values, 'query');
  expect(filled.text).toBe(`a ${text} b`);
  expect(filled.uses.map((use) => use.became)).toEqual([became]);
});

test('a parameter without a value leaves nothing, and is told', () => {
  const { text, uses } = fillText("x == '{User}'", parameters, new Map(), 'query');
  expect(text).toBe("x == ''");
  expect(uses).toMatchObject([{ name: 'User', became: 'unset', start: 6, end: 12, filled: { start: 6, end: 6 } }]);
});

test.each(['print x = {', 'let f = () { 1 };', '{ User }', '{}', '{1}', '{User', "dynamic({'a': 1})"])(
  '%s has no reference',
  (text) => expect(fillText(text, parameters, values, 'query')).toMatchObject({ text, uses: [] }),
);

test('places after a reference lead back to where the author wrote', () => {
  const text = "T | where A == '{App}' and Nonsense {Time} | take Bad";
  const { text: filled, sourceOf } = fillText(text, parameters, values, 'query');
  for (const word of ['T ', 'Nonsense', 'Bad']) {
    const at = filled.indexOf(word);
    const { start, end } = sourceOf(at, at + word.length);
    expect(text.slice(start, end)).toBe(word);
  }
  const inside = filled.indexOf('ago');
  const { start, end } = sourceOf(inside, inside + 3);
  expect(text.slice(start, end)).toBe('{Time}');
});

test('whatever the text, what is not a reference stays and its place is found again', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('{App}', '{Apps}', '{User}', '{Time:start}', '{Nobody}', '{', '}'),
  );
  fc.assert(
    fc.property(fc.array(part), fc.nat(), (parts, at) => {
      const text = parts.join('');
      const { text: filled, uses, sourceOf } = fillText(text, parameters, values, 'query');
      const offset = at % (filled.length + 1);
      const { start, end } = sourceOf(offset, offset + 1);
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(text.length + 1);
      const inside = uses.some((use) => offset >= use.filled.start && offset < use.filled.end);
      if (!inside && offset < filled.length) expect(text[start]).toBe(filled[offset]);
    }),
  );
});

test.each(['time-range', 'text', 'choice', 'resource', 'subscription'] as const)(
  'every format of a %s is filled in or refused, in a query and in a text',
  (kind) => {
    const facts: ParameterFacts = { ...textFacts, kind };
    const value: ParameterValue = kind === 'time-range' ? day : { texts: ['x'] };
    for (const format of formatNames(kind)) {
      for (const place of ['query', 'text'] as const) {
        const [use] = fillText(`{P:${format}}`, new Map([['P', facts]]), new Map([['P', value]]), place).uses;
        expect(['filled', 'uncomputable']).toContain(use?.became);
      }
    }
  },
);
