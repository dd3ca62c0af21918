import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../problems.test-support.ts';
import { readYaml } from '../read-yaml.ts';
import { applyEdits, editAt, flow } from './edit-value.ts';

const read = (text: string) => {
  const { value, problems } = readYaml(fileOf(text));
  if (!value) throw new Error(problems.map(({ message }) => message).join('\n'));
  return value;
};

const text = `# about
expect: { alerts: 1, title: old } # short
block:
  # why
  alerts: 1 # one
  rows:
    - Tries: 1
      Apps: [a]
    - { Tries: 2 }
  title: >-
    a long
    title
last: true
`;

test.each<[readonly (string | number)[], unknown, string]>([
  [['expect', 'alerts'], 2, text.replace('{ alerts: 1,', '{ alerts: 2,')],
  [['expect'], { alerts: 0 }, text.replace('{ alerts: 1, title: old }', '{ alerts: 0 }')],
  [['block', 'alerts'], [{ title: 'a: b' }], text.replace('alerts: 1 #', 'alerts: [{ title: "a: b" }] #')],
  [['block', 'rows'], 3, text.replace(/rows:[\s\S]*title: >/, 'rows: 3\n  title: >')],
  [
    ['block', 'rows'],
    [{ Tries: '1', Apps: ['a, b'] }, { Tries: 2 }],
    text.replace(/- Tries: 1[\s\S]*title: >/, '- { Tries: "1", Apps: ["a, b"] }\n    - { Tries: 2 }\n  title: >'),
  ],
  [['block', 'title'], 'new', text.replace(/title: >[\s\S]*last/, 'title: new\nlast')],
  [['last'], null, text.replace('last: true', 'last: null')],
])('%j becomes %j', (path, value, expected) => {
  const document = read(text);
  expect(applyEdits(text, [editAt(document, path, value)])).toBe(expected);
});

test('several at once, in any order', () => {
  const document = read(text);
  const edits = [editAt(document, ['last'], false), editAt(document, ['expect', 'alerts'], 5)];
  expect(applyEdits(text, edits)).toBe(text.replace('alerts: 1,', 'alerts: 5,').replace('last: true', 'last: false'));
});

test('long members go on several lines', () => {
  const long = { title: 'x'.repeat(80), description: 'y'.repeat(80) };
  const edited = applyEdits(text, [editAt(read(text), ['block', 'rows'], [long])]);
  expect(edited).toContain(`    - title: ${long.title}\n      description: ${long.description}\n  title: >-`);
});

describe('whatever is written is read again', () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }).map((each) => each.replace(/[\ud800-\udfff]|\p{Cc}/gu, '')),
      fc.constantFrom(
        'true',
        'null',
        '~',
        '12',
        '1e3',
        '0x1',
        '- a',
        '# b',
        'a: b',
        '{',
        '@x',
        '2026-03-02',
        ' x ',
        '',
      ),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[A-Za-z $:#-]{1,8}$/), tie('value'), { maxKeys: 3 }),
    ),
  })).value;

  test.each([['expect'], ['block'], ['last']])('%s', (key) => {
    const document = read(text);
    fc.assert(
      fc.property(values, (value) => {
        const edited = applyEdits(text, [editAt(document, [key], value)]);
        expect(read(edited).value).toEqual({ ...(document.value as object), [key]: value });
      }),
      { numRuns: 150 },
    );
  });

  test('in flow style', () => {
    expect(flow({ a: [1, { b: 'c' }], d: {}, e: [] })).toBe('{ a: [1, { b: c }], d: {}, e: [] }');
  });
});
