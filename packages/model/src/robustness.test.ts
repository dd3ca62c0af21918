import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectorText } from './connector/connector-text.test-support.ts';
import { readConnector, readRawWorkbook, readRule, readSettings, readWorkbook } from './index.ts';
import { fileOf } from './problems.test-support.ts';
import { ruleText } from './rule/rule-text.test-support.ts';
import { loadSchema } from './schema/json-schema.ts';
import { workbookText } from './workbook/workbook-text.test-support.ts';

const pieces = fc.constantFrom(
  ':',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '- ',
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '!x ',
  '|',
  '>',
  '#',
);
const edit = fc.record({
  at: fc.nat(),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(pieces, fc.string({ maxLength: 4 })),
});

function edited(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((current, { at, remove, insert }) => {
    const start = at % (current.length + 1);
    return current.slice(0, start) + insert + current.slice(start + remove);
  }, text);
}

test.each([
  ['rules', ruleText({ incidentConfiguration: '\n  createIncident: true' }).text, readRule],
  ['connectors', connectorText, readConnector],
  ['workbooks', workbookText, readWorkbook],
  [
    'raw workbooks',
    '{"version": "Notebook/1.0", "items": [{"type": 1, "content": {"json": "# a\\nb"}}]}',
    readRawWorkbook,
  ],
] as const)('%s that were mangled are read without a throw, and each problem has its place', (_name, text, read) => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const mangled = edited(text, edits);
      const lines = mangled.split(/\r\n|\r|\n/).length;
      for (const { at, message, hint } of read(fileOf(mangled)).problems) {
        expect(at?.start.line).toBeGreaterThanOrEqual(1);
        expect(at?.start.line).toBeLessThanOrEqual(lines);
        expect(`${message}${hint ?? ''}`).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['rule', readRule],
  ['connector', readConnector],
  ['workbook', readWorkbook],
  ['settings', readSettings],
] as const)('any value behind any key of a %s is judged, and the draft keeps what fits', (name, read) => {
  const keys = Object.keys(loadSchema(name).properties ?? {});
  const mapping = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
  fc.assert(
    fc.property(mapping, (value) => {
      const text = Object.entries(value)
        .map(([key, inner]) => `${key}: ${JSON.stringify(inner)}`)
        .join('\n');
      const { problems } = read(fileOf(text));
      for (const { at } of problems) expect(at).toBeDefined();
    }),
    { numRuns: 300 },
  );
});

test('bytes of any kind are read without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { rule, problems } = readRule({ path: 'rule.yaml', bytes });
      expect(rule).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    }),
  );
});

test.each<[string, string]>([
  ['a hundred thousand keys', Array.from({ length: 90_000 }, (_, i) => `k${i}: 1`).join('\n')],
  ['a hundred thousand wrong items', `entityMappings:\n${'- x: 1\n'.repeat(100_000)}`],
  ['a hundred thousand faults', 'a: b: c\n'.repeat(100_000)],
  ['brackets', `a: ${'['.repeat(1_000_000)}`],
  ['hyphens', '- '.repeat(500_000)],
  ['a long open quote', `a: "${'x\n'.repeat(400_000)}`],
  ['aliases in a chain', Array.from({ length: 40_000 }, (_, i) => `k${i}: &a${i} [*a${i - 1}]`).join('\n')],
])('a megabyte of %s comes to an end with few problems', (_case, text) => {
  expect(readRule(fileOf(text.slice(0, 1_000_000))).problems.length).toBeLessThan(260);
});
