import { evaluateTemplate } from '@picket/arm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { baseRule, baseWorkbook, packageOf, smallContent } from './content.test-support.ts';
import { kindsInOrder, scopeIdOf } from './kinds.ts';
import { metadataOf } from './metadata.ts';
import { bodyFor } from './workbook-body.ts';

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
      const text = rules[0]?.name ?? '[';
      const workbook = { ...baseWorkbook, name: text, description: text, items: [{ text }] };
      const content = { packages: [packageOf('sign-in-logs', { rules: named, workbook })] };
      const made = bundle(content, { repository: owner });
      const resources = made.value?.resources ?? [];
      expect(resources).toHaveLength(rules.length + 1);
      const templates = (made.value?.files ?? []).filter(({ path }) => path.startsWith('all/'));
      const evaluated = templates.flatMap(({ text }) => {
        const result = evaluateTemplate(JSON.parse(text), { parameters: { workspace: 'soc-prod' }, scope });
        expect(result.problems).toEqual([]);
        return result.value?.resources ?? [];
      });
      const wanted = resources.flatMap((resource) => {
        const mark = metadataOf(resource, workspace, owner);
        return [
          [
            `${scopeIdOf(resource.kind, workspace)}/providers/${resource.type}/${resource.name}`,
            resource.apiVersion,
            bodyFor(resource, { workspace, location: scope.location }),
          ],
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

test('kinds hang on the workspace or on its resource group, and workbooks come last', () => {
  expect(kindsInOrder).toEqual(['connector', 'rule', 'workbook']);
  expect(scopeIdOf('rule', workspace)).toBe(workspace);
  expect(scopeIdOf('workbook', workspace)).toBe(
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/soc',
  );
});

test('a workbook that is there already keeps the place where it lies', () => {
  const place = { workspace, location: 'westeurope' };
  const body = { kind: 'shared', location: 'uksouth', properties: { displayName: 'Sign-ins' } };
  expect(bodyFor({ kind: 'workbook', body }, place)).toEqual({
    ...body,
    properties: { displayName: 'Sign-ins', sourceId: workspace },
  });
  expect(bodyFor({ kind: 'rule', body }, place)).toBe(body);
});
