import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../template.ts';
import { scope, templateOf } from './evaluate.test-support.ts';
import { evaluateTemplate } from './evaluate.ts';

const words = [
  'concat',
  'if',
  'json',
  'variables',
  'copyIndex',
  'resourceId',
  'format',
  '(',
  ')',
  '(',
  ')',
  ',',
  '.',
  '[',
];
const expression = fc
  .array(fc.constantFrom(...words, ']', "'", "'a'", "'a/b'", ' ', '1', '-', '{0}', 'é', '\n', '$'), { maxLength: 20 })
  .map((parts) => `[${parts.join('')}]`);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    expression,
    fc.constantFrom<Json>(null, true, 0, -1, 3, 'a', '[[a]', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('copy', 'name', 'count', 'input', 'type', 'value', 'a'), tie('value'), {
      maxKeys: 4,
    }),
  ),
}));
const member = fc.constantFrom(
  'type',
  'name',
  'apiVersion',
  'scope',
  'copy',
  'condition',
  'dependsOn',
  'resources',
  'properties',
  'kind',
);
const resource = fc
  .dictionary(member, value, { maxKeys: 4 })
  .map((parts): JsonObject => ({ type: 'Microsoft.A/b', name: 'n', apiVersion: '1', ...parts }));

test('any template gives resources or problems, and never both', () => {
  const section = fc.oneof(value, fc.dictionary(fc.constantFrom('a', 'b', 'copy'), value));
  const template = fc.record(
    { parameters: section, variables: section, outputs: section, resources: fc.oneof(fc.array(resource), value) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(template, (sections) => {
      const result = evaluateTemplate(templateOf(sections), { scope });
      expect(result.value === undefined).toBe(result.problems.length > 0);
    }),
    { numRuns: 1000 },
  );
});
