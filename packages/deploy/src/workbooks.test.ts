import { isObject, type JsonObject } from '@picket/arm';
import { beforeEach, describe, expect, test } from 'vitest';
import { deleteUrl, readUrl, resourceIdOf, resourceUrl } from './addresses.ts';
import { guid, scope, textStep, workbookOf } from './content.test-support.ts';
import { notebookForm } from './notebook-form.ts';
import { renderPlan } from './plan-text.ts';
import { deployed, planFor, type TestWorkspace, testWorkspace } from './workspace.test-support.ts';

const query = { type: 3, content: { query: 'SigninLogs\n| where ResultType != "0"\n| count' }, name: 'Failures' };
const wanted = workbookOf(1, [textStep('intro', '# Sign-ins'), query, textStep('outro', 'The end.')]);

let site: TestWorkspace;
beforeEach(async () => {
  site = await testWorkspace();
});

async function live(): Promise<JsonObject> {
  const { body } = await site.transport({ method: 'GET', url: readUrl(scope.id, 'workbook', guid(1)) });
  return isObject(body) ? body : {};
}

/** Writes the workbook as the portal does, members of its properties and of the resource replaced. */
async function edit(properties: JsonObject, more: JsonObject = {}): Promise<void> {
  const before = await live();
  const { timeModified: _, revision: _revision, ...kept } = isObject(before.properties) ? before.properties : {};
  const body = {
    kind: 'shared',
    location: before.location ?? 'westeurope',
    ...more,
    properties: { ...kept, ...properties },
  };
  const url = resourceUrl(scope.id, 'workbook', guid(1), '2023-06-01');
  expect((await site.transport({ method: 'PUT', url, body })).status).toBe(200);
}

test('a workbook lies beside the workspace and is read whole', () => {
  const group = scope.id.replace(/\/providers\/.*/, '');
  expect(resourceIdOf(scope.id, 'workbook', guid(1))).toBe(
    `${group}/providers/Microsoft.Insights/workbooks/${guid(1)}`,
  );
  expect(readUrl(scope.id, 'workbook', guid(1))).toMatch(/2023-06-01&canFetchContent=true$/);
  expect(deleteUrl(scope.id, 'workbook', guid(1))).toMatch(/api-version=2023-06-01$/);
});

describe.each(['deployment', 'rest'] as const)('by %s', (via) => {
  test('it belongs to the workspace, and its mark names it', async () => {
    await deployed(site, [wanted], { via });
    expect(await live()).toMatchObject({ location: 'westeurope', properties: { sourceId: scope.id.toLowerCase() } });
    expect((await planFor(site, [wanted])).counts.unchanged).toBe(1);
    await deployed(site, [workbookOf(2)], { via });
    expect((await planFor(site, [workbookOf(2)])).counts).toMatchObject({ delete: 0, unchanged: 1 });
  });

  test('an edit of a step is told by the name of the step, and put back', async () => {
    await deployed(site, [wanted], { via });
    const edited = { ...query, content: { query: 'SigninLogs\n| where ResultType == "50126"\n| count' } };
    const items = [textStep('intro', '# Sign-ins'), textStep('new', 'In between.'), edited];
    await edit({ serializedData: JSON.stringify({ items, version: 'Notebook/1.0' }, null, 2) });
    const plan = await planFor(site, [wanted]);
    expect(renderPlan(plan)).toMatchInlineSnapshot(`
      "Plan for workspace soc-prod: 0 to create, 1 to update, 0 to delete, 0 unchanged
        ~ workbook  category-1   (drift: edited in the workspace, applying puts it back)
            serializedData.items."(order)": [intro, new, Failures] → [intro, Failures, outro]
            serializedData.items.Failures.content.query:
                SigninLogs
              - | where ResultType == "50126"
              + | where ResultType != "0"
                | count
            serializedData.items.new: {"type":1,"content":{"json":"In between."},"name":"new"} → (none)
            serializedData.items.outro: (none) → {"type":1,"content":{"json":"The end."},"name":"outro"}
      "
    `);
    await deployed(site, [wanted], { via });
    expect((await planFor(site, [wanted])).counts.unchanged).toBe(1);
  });

  test('the same notebook in another layout is no difference', async () => {
    await deployed(site, [wanted], { via });
    const { serializedData } = wanted.body.properties as { readonly serializedData: string };
    await edit({ serializedData: JSON.stringify(JSON.parse(serializedData), null, '\t') });
    expect((await planFor(site, [wanted])).counts.unchanged).toBe(1);
  });

  test('tags and place of a workbook that is there are kept when it is written', async () => {
    await deployed(site, [wanted], { via });
    await edit({ displayName: 'Renamed' }, { tags: { cost: 'soc' } });
    await deployed(site, [wanted], { via });
    expect(await live()).toMatchObject({ tags: { cost: 'soc' }, properties: { displayName: 'Workbook 1' } });
  });

  test('one that was attached to another workspace comes back', async () => {
    await deployed(site, [wanted], { via });
    await edit({ sourceId: `${scope.id}-other` });
    const plan = await planFor(site, [wanted]);
    expect(plan.changes.map(({ action, differences }) => [action, differences])).toEqual([
      ['drift', [{ path: 'sourceId', before: `${scope.id}-other`.toLowerCase(), after: scope.id }]],
    ]);
    await deployed(site, [wanted], { via });
    expect((await planFor(site, [wanted])).counts.unchanged).toBe(1);
  });
});

describe('a notebook by names', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a step that has the name of the order', textStep('(order)', 'a'), textStep('(order)', 'b')],
    ['a step without a name', { type: 1, content: { json: 'a' } }, { type: 1, content: { json: 'b' } }],
    ['a member that only one has', { type: 1, extra: null }, { type: 1 }],
  ])('tells %s from another', (_case, one, two) => {
    const form = (item: JsonObject) => notebookForm(JSON.stringify({ items: [item] }));
    expect(form(one)).not.toEqual(form(two));
  });

  test('tells the order, and two steps of the same name', () => {
    const form = (...names: readonly string[]) =>
      notebookForm(JSON.stringify({ items: names.map((name, i) => textStep(name, `${i}`)) }));
    expect(form('a', 'a')).toEqual({
      items: { a: textStep('a', '0'), 'a (2)': textStep('a', '1'), '(order)': ['a', 'a (2)'] },
    });
    expect(JSON.stringify(form('a', 'b'))).not.toBe(JSON.stringify(form('b', 'a')));
  });

  test('a text that is no JSON stays as it is', () => {
    expect(notebookForm('{')).toBe('{');
  });
});

test('DEP111: a workbook of the portal with the title of ours keeps the plan from being applied', async () => {
  await deployed(site, [wanted], { via: 'rest' });
  const url = resourceUrl(scope.id, 'workbook', guid(2), '2023-06-01');
  const body = { ...workbookOf(2).body, location: 'westeurope' };
  expect((await site.transport({ method: 'PUT', url, body })).status).toBe(201);
  const { body: ours } = workbookOf(3);
  const renamed = {
    ...workbookOf(3),
    displayName: 'Workbook 2',
    body: { ...ours, properties: { ...(ours.properties as JsonObject), displayName: 'Workbook 2' } },
  };
  const { problems } = await planFor(site, [wanted, renamed]);
  expect(problems.map(({ code, at }) => [code, at?.file])).toEqual([['DEP111', 'content/category-3/workbook.yaml']]);
  expect((await planFor(site, [wanted, workbookOf(3)])).problems).toEqual([]);
  const withNewId = { ...wanted, name: guid(4) };
  expect((await planFor(site, [withNewId])).problems.map(({ code }) => code)).toEqual(['DEP111']);
});
