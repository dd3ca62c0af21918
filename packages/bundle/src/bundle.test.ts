import { evaluateTemplate } from '@picket/arm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { baseRule, packageOf, smallContent } from './content.test-support.ts';
import { metadataOf } from './metadata.ts';

const repository = 'contoso/detections';
const scope = {
  tenantId: '11111111-1111-1111-1111-111111111111',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'soc',
  location: 'westeurope',
};
const workspace =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/soc-prod';

function keysReversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}

test('the templates of a small content', async () => {
  const { value, problems } = bundle(smallContent, { repository });
  expect(problems).toEqual([]);
  const files = [...(value?.files ?? []), ...(value?.tenantFiles ?? [])];
  const text = files.map((file) => `==> ${file.path}\n${file.text}`).join('\n');
  await expect(text).toMatchFileSnapshot('./bundle.golden.txt');
});

test('same content in any order of packages, files and keys gives the same bytes', () => {
  const texts = (content: typeof smallContent) =>
    JSON.stringify((bundle(content, { repository }).value?.files ?? []).map(({ path, text }) => [path, text]));
  const shuffled = {
    packages: [...smallContent.packages].reverse().map((folder) => ({
      ...folder,
      rules: [...folder.rules].reverse().map((rule) => ({
        ...rule,
        value: keysReversed(rule.value),
      })),
    })),
  };
  expect(texts(shuffled)).toBe(texts(smallContent));
  expect(texts(smallContent)).toBe(texts(smallContent));
});

test('every template evaluates to the very bodies and marks of its resources', () => {
  const bracketed = fc.string({
    unit: fc.constantFrom('[', ']', "'", '{', '(', 'a', ' ', '\n', 'é', '😀'),
    minLength: 1,
  });
  const rule = fc.record({
    name: bracketed,
    description: bracketed,
    query: bracketed,
    customDetails: fc.dictionary(bracketed, bracketed, { maxKeys: 3 }),
    id: fc.uuid(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(rule, { selector: ({ id }) => id, maxLength: 5 }), bracketed, (rules, owner) => {
      const named = Object.fromEntries(rules.map((parts, i) => [`rule-${i}`, { ...baseRule, ...parts }]));
      const content = { packages: [packageOf('sign-in-logs', { rules: named })] };
      const made = bundle(content, { repository: owner });
      const resources = made.value?.resources ?? [];
      expect(resources).toHaveLength(rules.length);
      const templates = (made.value?.files ?? []).filter(({ path }) => path.startsWith('all/'));
      const evaluated = templates.flatMap(({ text }) => {
        const result = evaluateTemplate(JSON.parse(text), { parameters: { workspace: 'soc-prod' }, scope });
        expect(result.problems).toEqual([]);
        return result.value?.resources ?? [];
      });
      const wanted = resources.flatMap((resource) => {
        const mark = metadataOf(resource, workspace, owner);
        return [
          [`${workspace}/providers/${resource.type}/${resource.name}`, resource.apiVersion, resource.body],
          [`${workspace}/providers/Microsoft.SecurityInsights/metadata/${mark.name}`, '2025-09-01', mark.body],
        ];
      });
      expect(evaluated.map(({ id, apiVersion, body }) => [id, apiVersion, body])).toEqual(wanted);
      evaluated.forEach((resource, i) => {
        expect(resource.dependsOn).toEqual(i % 2 === 0 ? [] : [evaluated[i - 1]?.id]);
      });
    }),
  );
});
