import fc from 'fast-check';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../problems.test-support.ts';
import { readYaml } from '../read-yaml.ts';

const word = fc.constantFrom('T', '| where x', 'ago(1h)', 'naïve', '𝔘', 'a  b', '"q"', "it''s", '#', ':x', '- y', '');
const breaks = fc.constantFrom('\n', '\r\n');
const line = fc
  .tuple(fc.nat({ max: 3 }), word, fc.constantFrom('', ' ', '\t'))
  .map(([n, w, end]) => ' '.repeat(n) + w + end);
const lines = fc.array(line, { minLength: 1, maxLength: 7 });

interface Written {
  readonly text: string;
  readonly value: string;
}

/** Only what YAML accepts; its own reading is the truth that ours is held against. */
function accepted(text: string): Written | undefined {
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA });
    const query: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'query') : undefined;
    return typeof query === 'string' ? { text, value: query } : undefined;
  } catch {
    return undefined;
  }
}

const blocks = fc
  .tuple(
    fc.constantFrom('|', '>'),
    fc.constantFrom('', '-', '+'),
    fc.constantFrom('', '2'),
    breaks,
    lines,
    fc.boolean(),
  )
  .map(([style, chomping, indicator, eol, content, last]) => {
    const body = content.map((l) => (l.trim() === '' ? l : `  ${l}`)).join(eol);
    return `query: ${style}${indicator}${chomping}${eol}${body}${last ? `${eol}severity: High` : ''}`;
  });

const quotedLine = fc.constantFrom(
  'T',
  ' | where x',
  'a\\tb',
  '\\u00e4\\U0001F600',
  '\\"q\\"',
  '\\\\',
  'x\\',
  '',
  '  y ',
  '\\x41',
);
const doubles = fc
  .tuple(fc.array(quotedLine, { minLength: 1, maxLength: 6 }), breaks)
  .map(([content, eol]) => `query: "${content.join(`${eol}  `)}"${eol}severity: High`);
const singles = fc
  .tuple(fc.array(fc.constantFrom('T', "it''s", ' x ', '', '| y'), { minLength: 1, maxLength: 6 }), breaks)
  .map(([content, eol]) => `query: '${content.join(`${eol}  `)}'${eol}severity: High`);
const plains = fc
  .tuple(fc.array(fc.constantFrom('T', '| where x', 'y ', '', 'z\t'), { minLength: 1, maxLength: 6 }), breaks)
  .map(([content, eol]) => `query: T${eol}  ${content.join(`${eol}  `)}${eol}severity: High`);

describe.each([
  ['block scalars', blocks],
  ['double-quoted scalars', doubles],
  ['single-quoted scalars', singles],
  ['plain scalars', plains],
] as const)('%s', (_name, scalars) => {
  test('every character of the value lies where the file has it', () => {
    let seen = 0;
    fc.assert(
      fc.property(scalars, (text) => {
        const written = accepted(text);
        if (!written) return;
        seen++;
        const { value: document } = readYaml(fileOf(text));
        expect(Reflect.get(Object(document?.value), 'query')).toBe(written.value);
        const source = text.split(/\r\n|\n/);
        for (let i = 0; i < written.value.length; i++) {
          const { start, end } = document?.within(['query'], i, i + 1) ?? { start: undefined, end: undefined };
          const there = source[(start?.line ?? 0) - 1]?.charAt((start?.column ?? 0) - 1);
          const character = written.value.charAt(i);
          const isSynthesised = character === '\n' || there === '\\' || (character === ' ' && !there?.trim());
          if (!isSynthesised) expect([i, there]).toEqual([i, character]);
          expect(end?.line).toBeGreaterThanOrEqual(start?.line ?? 0);
        }
      }),
      { numRuns: 400 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  test('places never go back', () => {
    fc.assert(
      fc.property(scalars, (text) => {
        const written = accepted(text);
        if (!written) return;
        const { value: document } = readYaml(fileOf(text));
        let last = 0;
        for (let i = 0; i <= written.value.length; i++) {
          const { start } = document?.within(['query'], i, i) ?? { start: { line: 0, column: 0 } };
          const place = start.line * 10_000 + start.column;
          expect(place).toBeGreaterThanOrEqual(last);
          last = place;
        }
      }),
      { numRuns: 150 },
    );
  });
});

test.each<[string, string, string, [number, number, number, number]]>([
  ['the third line of a block', 'id: 1\nquery: |\n  T\n  | where Abc == 1\n  | take 1\n', 'Abc', [4, 11, 4, 14]],
  ['a block with an indentation of four', 'query: |\n    T\n      | where Abc == 1\n', 'Abc', [3, 15, 3, 18]],
  ['a block with an indicator', 'query: |2\n     T\n   | where Abc == 1\n', 'Abc', [3, 12, 3, 15]],
  ['a block after an empty line', 'query: |\n\n  T\n  | where Abc == 1\n', 'Abc', [4, 11, 4, 14]],
  ['a folded block', 'query: >\n  T\n  | where Abc\n  | take 1\n', 'Abc', [3, 11, 3, 14]],
  ['Windows line ends', 'query: |\r\n  T\r\n  | where Abc\r\n', 'Abc', [3, 11, 3, 14]],
  ['double quotes with escapes', 'query: "T\\n| where \\"Abc\\""\n', 'Abc', [1, 22, 1, 25]],
  ['double quotes over lines', 'query: "T\n  | where \\\n  Abc"\n', 'Abc', [3, 3, 3, 6]],
  ['single quotes', "query: 'T | where ''Abc'''\n", 'Abc', [1, 21, 1, 24]],
  ['a plain text over lines', 'query:\n  T\n  | where Abc\n  | take 1\n', 'Abc', [3, 11, 3, 14]],
  ['behind a byte order mark', '\uFEFFquery: T | where Abc\n', 'Abc', [1, 18, 1, 21]],
  ['a stretch over two lines', 'query: |\n  T\n  | take 1\n', 'T\n| take', [2, 3, 3, 9]],
])('%s', (_case, text, part, [line, column, endLine, endColumn]) => {
  const { value: document } = readYaml(fileOf(text));
  const query = String(Reflect.get(Object(document?.value), 'query'));
  const at = query.indexOf(part);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(document?.within(['query'], at, at + part.length)).toEqual({
    file: 'rule.yaml',
    start: { line, column },
    end: { line: endLine, column: endColumn },
  });
});
