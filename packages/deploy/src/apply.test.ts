import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectorOf, guid, nrtOf, repository, ruleOf, scope, workbookOf } from './content.test-support.ts';
import { readWorkspace } from './live.ts';
import { planDestroy } from './plan.ts';
import { readPlan, serialisePlan } from './plan-file.ts';
import { hashOfDesired } from './plan-hash.ts';
import {
  applyFor,
  deleteInPortal,
  deployed,
  editInPortal,
  planFor,
  putInPortal,
  type TestWorkspace,
  testWorkspace,
} from './workspace.test-support.ts';
import { workspaceOf } from './workspace.ts';

const content = [
  connectorOf('sign-in-logs'),
  ruleOf(1),
  ruleOf(2, { subTechniques: ['T1110.003'] }, { apiVersion: '2025-10-01-preview', previewBecause: ['subTechniques'] }),
  nrtOf(3),
  workbookOf(50),
];
const empty = { create: 0, update: 0, adopt: 0, delete: 0, held: 0 };
const codes = (result: { readonly problems: readonly { readonly code: string }[] }) =>
  result.problems.map(({ code }) => code);

let site: TestWorkspace;
beforeEach(async () => {
  site = await testWorkspace();
});

describe.each(['deployment', 'rest'] as const)('by %s', (via) => {
  test('after applying, the plan is empty, for every kind', async () => {
    const result = await deployed(site, content, { via });
    expect(result.done).toHaveLength(5);
    expect((await planFor(site, content)).counts).toEqual({ ...empty, unchanged: 5 });
  });

  test('what is unchanged is not written again', async () => {
    const changed = content.with(3, nrtOf(3, { severity: 'High' }));
    await deployed(site, content, { via });
    site.writes.length = 0;
    await deployed(site, changed, { via });
    const rules = await readWorkspace(site.transport, scope);
    expect(rules.resources.filter(({ etag }) => etag).length).toBe(5);
    expect(site.writes.some((write) => write.includes(guid(1)))).toBe(false);
    expect(site.writes.length).toBe(via === 'rest' ? 2 : 1);
    site.writes.length = 0;
    const nothing = await applyFor(site, await planFor(site, changed), { via });
    expect(nothing).toEqual({ done: [], failed: [], left: [], problems: [] });
    expect(site.writes).toEqual([]);
  });

  test('drift is put back, and a new version alone does not rewrite the rule', async () => {
    await deployed(site, content, { via });
    await editInPortal(site, guid(1), { severity: 'Low', customDetails: { ip: 'IPAddress' } });
    const plan = await planFor(site, content);
    expect(
      plan.changes.filter(({ action }) => action === 'drift').map(({ differences }) => differences.map((d) => d.path)),
    ).toEqual([['customDetails', 'severity']]);
    await applyFor(site, plan, { via });
    expect((await planFor(site, content)).counts.unchanged).toBe(5);
    site.writes.length = 0;
    await deployed(
      site,
      content.map((item) => ({ ...item, version: '1.1.0' })),
      { via },
    );
    expect(site.writes.filter((write) => !write.includes('metadata/'))).toEqual([]);
  });

  test('deletes what is no longer wanted, last, and only that', async () => {
    await putInPortal(site, guid(90), ruleOf(90).body);
    await deployed(site, content, { via });
    site.writes.length = 0;
    await deployed(site, [...content.slice(0, 1), ruleOf(4)], { via });
    const deletes = site.writes.filter((write) => write.startsWith('DELETE'));
    expect(deletes).toHaveLength(8);
    expect(site.writes.slice(-8)).toEqual(deletes);
    const live = await readWorkspace(site.transport, scope);
    expect(live.resources.map(({ name }) => name).sort()).toEqual([guid(4), guid(90), 'picket-sign-in-logs'].sort());
    expect(live.metadata).toHaveLength(2);
  });

  test('destroy removes everything that is ours and nothing else', async () => {
    await putInPortal(site, guid(90), ruleOf(90).body);
    await deployed(site, content, { via });
    const plan = planDestroy({ workspace: await readWorkspace(site.transport, scope), repository });
    expect(plan.counts.delete).toBe(5);
    expect((await applyFor(site, plan, { via })).problems).toEqual([]);
    const live = await readWorkspace(site.transport, scope);
    expect(live.resources.map(({ name }) => name)).toEqual([guid(90)]);
    expect(live.metadata).toEqual([]);
  });

  test('keeps what it overwrites and deletes before it writes', async () => {
    await deployed(site, content, { via });
    await editInPortal(site, guid(1), { description: 'A note of an analyst' });
    const result = await applyFor(site, await planFor(site, content.toSpliced(3, 1)), { via });
    const kept = JSON.parse(readFileSync(result.preImage ?? '', 'utf8'));
    expect(kept.items.map((item: { id: string }) => item.id.split('/').at(-1))).toEqual([guid(1), guid(3)]);
    expect(JSON.stringify(kept)).toContain('A note of an analyst');
    expect(kept.items[1].metadata.properties.source.sourceId).toBe(repository);
  });

  test('a refused resource is named with its file, and the others land', async () => {
    const bad = ruleOf(5, { queryFrequency: 'PT1M' });
    const result = await applyFor(site, await planFor(site, [ruleOf(1), bad]), { via });
    expect(codes(result)).toEqual(['DEP301']);
    expect(result.problems[0]?.at?.file).toBe('content/sign-in-logs/rules/rule-5.yaml');
    expect((await planFor(site, [ruleOf(1)])).counts).toEqual({ ...empty, unchanged: 1 });
  });

  test('DEP308: after a failure nothing is deleted', async () => {
    await deployed(site, content, { via });
    site.writes.length = 0;
    const result = await applyFor(site, await planFor(site, [ruleOf(5, { queryFrequency: 'PT1M' })]), { via });
    expect(codes(result)).toEqual(['DEP301', 'DEP308']);
    expect(result.left).toHaveLength(5);
    expect(site.writes.filter((write) => write.startsWith('DELETE'))).toEqual([]);
  });

  test('adopting takes an item over and keeps its former owner in the copy', async () => {
    await putInPortal(site, guid(1), ruleOf(1, { severity: 'Low' }).body);
    expect(codes(await applyFor(site, await planFor(site, [ruleOf(1)]), { via }))).toEqual(['DEP101']);
    const result = await applyFor(site, await planFor(site, [ruleOf(1)], { adopt: true }), { via });
    expect(result.problems).toEqual([]);
    expect(readFileSync(result.preImage ?? '', 'utf8')).toContain('"Low"');
    expect((await planFor(site, [ruleOf(1)])).counts).toEqual({ ...empty, unchanged: 1 });
  });

  test('held items can be left behind', async () => {
    await putInPortal(site, guid(1), ruleOf(1, { severity: 'Low' }).body);
    const plan = await planFor(site, [ruleOf(1), ruleOf(2)]);
    const result = await applyFor(site, plan, { via, leaveHeld: true });
    expect(result.done.map(({ slug }) => slug)).toEqual(['rule-2']);
    expect(result.left.map(({ slug }) => slug)).toEqual(['rule-1']);
  });
});

describe('a plan that is not for here', () => {
  test.each([
    ['DEP204', { workspace: workspaceOf({ kind: 'local' }) }],
    ['DEP205', { repository: 'fabrikam/rules' }],
    ['DEP207', { desiredHash: hashOfDesired([ruleOf(9)]) }],
  ])('%s, and nothing is asked or written', async (code, options) => {
    const plan = await planFor(site, content);
    site.calls.length = 0;
    const result = await applyFor(site, plan, options);
    expect(codes(result)).toEqual([code]);
    expect(result.left).toHaveLength(5);
    expect(site.calls).toEqual([]);
  });
  test('DEP107 keeps an empty selection from deleting everything', async () => {
    await deployed(site, content);
    expect(codes(await applyFor(site, await planFor(site, [])))).toEqual(['DEP107']);
    expect((await planFor(site, content)).counts.unchanged).toBe(5);
  });
});

describe('a stale plan', () => {
  const moves: readonly [string, string, (test: TestWorkspace) => Promise<void>][] = [
    ['changed', "rule 'rule-1' was changed", (test) => editInPortal(test, guid(1), { severity: 'Low' })],
    ['deleted', "rule 'rule-1' was deleted", (test) => deleteInPortal(test, guid(1))],
    ['created', "rule 'rule-7' was created", (test) => putInPortal(test, guid(7), ruleOf(7).body)],
  ];
  test.each(moves)('%s since it was made: DEP206 before the first write', async (_, message, move) => {
    await deployed(site, content);
    const plan = await planFor(site, [content[0] ?? ruleOf(0), ruleOf(1, { severity: 'High' }), ruleOf(7)]);
    await move(site);
    site.writes.length = 0;
    const result = await applyFor(site, plan);
    expect(codes(result)).toEqual(['DEP206']);
    expect(result.problems[0]?.message).toContain(message);
    expect(site.writes).toEqual([]);
    expect(await readdir(site.runFolder)).toEqual([]);
  });
  test('saved again without a change is not stale', async () => {
    await deployed(site, content);
    const plan = await planFor(site, [ruleOf(1, { severity: 'High' }), ...content.slice(2)]);
    await editInPortal(site, guid(1), {});
    expect((await applyFor(site, plan)).problems).toEqual([]);
  });
  test('many changes are checked through the lists', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ruleOf(100 + i));
    await deployed(site, many);
    const plan = await planFor(
      site,
      many.map((rule) => ({ ...rule, body: ruleOf(1, { severity: 'High' }).body })),
    );
    await editInPortal(site, guid(110), { severity: 'Low' });
    expect(codes(await applyFor(site, plan))).toEqual(['DEP206']);
  });
  test("a plan file that was written to delete an analyst's rule does not", async () => {
    await putInPortal(site, guid(90), ruleOf(90).body);
    await deployed(site, content);
    const plan = await planFor(site, content.toSpliced(3, 1));
    const forged = plan.changes.map((change) => {
      if (change.action !== 'delete') return change;
      const { metadataBase: _, ...rest } = change;
      return { ...rest, name: guid(90), id: change.id.replace(guid(3), guid(90)) };
    });
    const text = serialisePlan({ ...plan, changes: forged });
    const result = await applyFor(site, readPlan(text).value ?? plan);
    expect(codes(result)).toEqual(['DEP206']);
    expect((await readWorkspace(site.transport, scope)).resources.map(({ name }) => name)).toContain(guid(90));
  });
});

describe('the outside world', () => {
  test('DEP306: without a copy nothing is changed', async () => {
    await deployed(site, content);
    site.writes.length = 0;
    const plan = await planFor(site, [ruleOf(1, { severity: 'High' }), ...content.slice(2)]);
    const file = path.join(site.runFolder, 'pre-image-1.json');
    await deployed(site, [ruleOf(1, { severity: 'Low' }), ...content.slice(2)]);
    site.writes.length = 0;
    const again = await planFor(site, [ruleOf(1, { severity: 'High' }), ...content.slice(2)]);
    expect(plan.form).toBe(again.form);
    await expect(applyFor(site, again, { runFolder: path.join(file, 'below-a-file') })).rejects.toMatchObject({
      problem: { code: 'DEP306' },
    });
    expect(site.writes).toEqual([]);
  });

  test.each(['deployment', 'rest'] as const)('killed after any call by %s, running again converges', async (via) => {
    const before = [ruleOf(1), ruleOf(2), ruleOf(3), connectorOf('a')];
    const after = [ruleOf(1, { severity: 'High' }), ruleOf(2), ruleOf(4), connectorOf('a', { title: 'New' })];
    let finished = false;
    for (let calls = 1; !finished; calls++) {
      const place = await testWorkspace();
      await deployed(place, before, { via });
      const plan = await planFor(place, after);
      let left = calls;
      const dying: TestWorkspace = {
        ...place,
        transport: async (request) => {
          if (left-- > 0) return place.transport(request);
          throw new OutsideFailure(diagnostic('DEP001', { doing: 'x', reason: 'the line broke' }));
        },
      };
      const result = await applyFor(dying, plan, { via }).catch((error: unknown) => error);
      finished = left >= 0 && !(result instanceof Error);
      if (finished) break;
      const again = await planFor(place, after);
      expect(again.counts.held, `after ${calls} calls`).toBe(0);
      expect((await applyFor(place, again, { via })).problems).toEqual([]);
      expect((await planFor(place, after)).counts, `after ${calls} calls`).toEqual({ ...empty, unchanged: 4 });
    }
  });

  test('what was done before the line broke is told: DEP307', async () => {
    const plan = await planFor(site, [ruleOf(1), ruleOf(2)]);
    let puts = 0;
    const transport: TestWorkspace['transport'] = async (request) => {
      if (request.method === 'PUT' && ++puts > 2)
        throw new OutsideFailure(diagnostic('DEP001', { doing: 'x', reason: 'y' }));
      return site.transport(request);
    };
    const result = await applyFor({ ...site, transport }, plan, { via: 'rest', concurrency: 1 });
    expect(codes(result)).toEqual(['DEP001', 'DEP307']);
    expect(result.stopped).toBeInstanceOf(OutsideFailure);
  });

  test('a signal stops between two calls', async () => {
    const plan = await planFor(site, content);
    const controller = new AbortController();
    const result = await applyFor(site, plan, {
      via: 'rest',
      concurrency: 1,
      signal: controller.signal,
      onEvent: (event) => event.type === 'done' && controller.abort(),
    });
    expect(codes(result)).toEqual(['DEP307']);
    expect(result.done.length).toBeGreaterThan(0);
    expect(result.left.length).toBeGreaterThan(0);
    expect((await planFor(site, content)).counts.held).toBe(0);
  });
});

describe('conflicts at the moment of writing', () => {
  /** An analyst who saves right before the first PUT of a rule. */
  const meddling = (edit: () => Promise<void>): TestWorkspace['transport'] => {
    let first = true;
    return async (request) => {
      if (request.method === 'PUT' && request.url.includes('/alertRules/') && first) {
        first = false;
        await edit();
      }
      return site.transport(request);
    };
  };
  test('a newer edit stays: DEP304', async () => {
    await deployed(site, [ruleOf(1)]);
    const plan = await planFor(site, [ruleOf(1, { severity: 'High' })]);
    const transport = meddling(() => editInPortal(site, guid(1), { severity: 'Low' }));
    expect(codes(await applyFor({ ...site, transport }, plan, { via: 'rest' }))).toEqual(['DEP304']);
    expect((await planFor(site, [ruleOf(1)])).changes[0]?.differences).toEqual([
      { path: 'severity', before: 'Low', after: 'Medium' },
    ]);
  });
  test('a save that changed nothing is overwritten with the new etag', async () => {
    await deployed(site, [ruleOf(1)]);
    const plan = await planFor(site, [ruleOf(1, { severity: 'High' })]);
    const transport = meddling(() => editInPortal(site, guid(1), {}));
    expect((await applyFor({ ...site, transport }, plan, { via: 'rest' })).problems).toEqual([]);
    expect((await planFor(site, [ruleOf(1, { severity: 'High' })])).counts.unchanged).toBe(1);
  });
});
