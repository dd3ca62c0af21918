import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DesiredResource } from './bundle-types.ts';
import { contentHash } from './content-hash.ts';
import { chunkLimits, toTemplates } from './templates.ts';

function resourceOf(index: number, bytes: number): DesiredResource {
  const body = { kind: 'Scheduled', properties: { query: 'x'.repeat(bytes) } };
  const name = `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    kind: 'rule',
    slug: `rule-${index}`,
    file: `content/x/rules/${index}.yaml`,
    category: 'SignInLogs',
    displayName: `Rule ${index}`,
    type: 'Microsoft.SecurityInsights/alertRules',
    name,
    apiVersion: '2025-09-01',
    previewBecause: [],
    body,
    version: '1.0.0',
    hash: contentHash(body),
    tables: [],
  };
}

test('chunks keep the limits, lose nothing, and are as few as they can be in this order', () => {
  const sizes = fc.array(fc.oneof({ weight: 99, arbitrary: fc.nat(3000) }, fc.nat(900_000)), {
    maxLength: 1100,
    size: 'max',
  });
  fc.assert(
    fc.property(sizes, (all) => {
      const resources = all.map((bytes, i) => resourceOf(i, bytes));
      const files = toTemplates(resources, { repository: 'r' });
      const names = files.flatMap(({ template }) =>
        template.resources.flatMap(({ type, name }) =>
          type === 'Microsoft.SecurityInsights/alertRules' ? [name] : [],
        ),
      );
      expect([...names].sort()).toEqual(resources.map(({ name }) => name).sort());
      files.forEach(({ path, text, template }, i) => {
        expect(path).toBe(`all/deployment-${i + 1}.json`);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(chunkLimits.bytes);
        expect(template.resources.length).toBeLessThanOrEqual(700);
        const next = files[i + 1];
        if (!next) return;
        const first = Buffer.byteLength(JSON.stringify(next.template.resources.slice(0, 2), null, 2));
        const isFull = template.resources.length === 700 || Buffer.byteLength(text) + first > chunkLimits.bytes - 1000;
        expect(isFull).toBe(true);
      });
    }),
    { numRuns: 10 },
  );
});

test('no resources, no template', () => {
  expect(toTemplates([], { repository: 'r' })).toEqual([]);
});

test('the text is the template, with two spaces and a final newline', () => {
  const resource = resourceOf(1, 3);
  const odd = {
    ...resource,
    displayName: 'x',
    body: { kind: 'Scheduled', properties: { query: 'a\n\u2028[]\ud800é', none: {} } },
  };
  const [file] = toTemplates([odd, resourceOf(2, 3)], { repository: 'r' });
  expect(file?.text).toBe(`${JSON.stringify(file?.template, null, 2)}\n`);
});
