import { contentHash } from '@picket/bundle';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectorOf, guid, repository, ruleOf } from './content.test-support.ts';
import { edited, workspaceWith } from './live.test-support.ts';
import { planChanges } from './plan.ts';
import { readPlan, serialisePlan } from './plan-file.ts';

const live = edited(workspaceWith([ruleOf(1), ruleOf(2), ruleOf(3)]), guid(1), { severity: 'Low' });
const plan = planChanges({ workspace: live, desired: [ruleOf(1), ruleOf(2), connectorOf('a')], repository });
const text = serialisePlan(plan);

/** The file as somebody would make it who also knows how to renew the checksum. */
function forged(change: (file: Record<string, unknown>) => unknown): string {
  const { checksum: _, ...file } = JSON.parse(text);
  const next = change(file);
  return JSON.stringify({ ...(next as object), checksum: contentHash(JSON.parse(JSON.stringify(next))) });
}

test('what is written is read back, and the bytes are the same each time', () => {
  expect(readPlan(text)).toEqual({ value: plan, problems: [] });
  expect(serialisePlan(readPlan(text).value ?? plan)).toBe(text);
});

test.each<[string, string, string]>([
  ['nothing', '', 'DEP201'],
  ['no JSON', 'plan', 'DEP201'],
  ['a list', '[]', 'DEP201'],
  ['another file', '{"form":"terraform"}', 'DEP201'],
  ['no form', '{}', 'DEP201'],
  ['cut short', text.slice(0, -40), 'DEP201'],
  ['an older form', text.replace('picket-plan/1', 'picket-plan/0'), 'DEP202'],
  ['a newer form', text.replace('picket-plan/1', 'picket-plan/2'), 'DEP202'],
  ['an edited value', text.replace('"Low"', '"High"'), 'DEP203'],
  ['another workspace written in', text.replaceAll('soc-prod', 'soc-test'), 'DEP203'],
  ['no checksum', text.replace(/,\s*"checksum": "[^"]*"/, ''), 'DEP203'],
  ['changes that are no list', forged((file) => ({ ...file, changes: {} })), 'DEP201'],
  ['a change that is no object', forged((file) => ({ ...file, changes: [null] })), 'DEP201'],
  [
    'an id of another workspace',
    forged((file) => JSON.parse(JSON.stringify(file).replace(/("id":"[^"]*?)soc-prod"?/g, '$1other'))),
    'DEP201',
  ],
  [
    'an unknown action',
    forged((file) => JSON.parse(JSON.stringify(file).replace('"drift"', '"format-disk"'))),
    'DEP201',
  ],
  [
    'a write without a body',
    forged((file) => JSON.parse(JSON.stringify(file).replaceAll('"body"', '"nobody"'))),
    'DEP201',
  ],
])('%s is %s: %s', (_, file, code) => {
  const read = readPlan(file);
  expect(read.value).toBeUndefined();
  expect(read.problems.map((problem) => problem.code)).toEqual([code]);
});

test('no text makes it throw', () => {
  const nested = fc.jsonValue().map((value) => forged((file) => ({ ...file, changes: [value] })));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), nested), (file) => {
      expect(readPlan(file).problems).toHaveLength(1);
    }),
  );
});
