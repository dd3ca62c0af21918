import type { DesiredResource } from '@picket/bundle';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectorOf, guid, nrtOf, repository, ruleOf, ruleProperties } from './content.test-support.ts';
import { edited, emptyWorkspace, unmarked, without, workspaceWith } from './live.test-support.ts';
import type { LiveWorkspace } from './live.ts';
import { planChanges, planDestroy } from './plan.ts';
import type { Plan, PlanPolicy } from './plan-types.ts';

const plan = (workspace: LiveWorkspace, desired: readonly DesiredResource[], policy: PlanPolicy = {}): Plan =>
  planChanges({ workspace, desired, repository, policy });
const codes = ({ problems }: Plan) => problems.map(({ code }) => code);
const onlyChange = ({ changes }: Plan) => {
  expect(changes).toHaveLength(1);
  return changes[0];
};

describe('three ways', () => {
  const before = ruleOf(1);
  const after = ruleOf(1, { severity: 'High' });
  const live = workspaceWith([before]);
  const row = (change: Plan['changes'][number] | undefined) => [change?.action, change?.held, change?.writes.join('+')];

  test.each<[string, LiveWorkspace, DesiredResource, PlanPolicy, (string | boolean)[], string[]]>([
    ['not there', emptyWorkspace(), before, {}, ['create', false, 'resource+metadata'], []],
    ['as wanted', live, before, {}, ['unchanged', false, ''], []],
    ['changed in the repository', live, after, {}, ['update', false, 'resource+metadata'], []],
    [
      'changed in the portal',
      edited(live, guid(1), { severity: 'Low' }),
      before,
      {},
      ['drift', false, 'resource+metadata'],
      [],
    ],
    ['changed in both', edited(live, guid(1), { severity: 'Low' }), after, {}, ['conflict', true, ''], ['DEP102']],
    [
      'changed in both, overwritten',
      edited(live, guid(1), { severity: 'Low' }),
      after,
      { overwriteConflicts: true },
      ['conflict', false, 'resource+metadata'],
      [],
    ],
    [
      'changed in both alike',
      edited(live, guid(1), { severity: 'High' }),
      after,
      {},
      ['update', false, 'metadata'],
      [],
    ],
    ['deleted in the portal', without(live, guid(1)), before, {}, ['create', false, 'resource+metadata'], []],
    ['someone else made it', unmarked(live), after, {}, ['adopt', true, ''], ['DEP101']],
    [
      'someone else made it, adopted',
      unmarked(live),
      after,
      { adopt: true },
      ['adopt', false, 'resource+metadata'],
      [],
    ],
    [
      'someone else made it, this one adopted',
      unmarked(live),
      after,
      { adopt: ['rule-1'] },
      ['adopt', false, 'resource+metadata'],
      [],
    ],
    [
      'someone else made it, another one adopted',
      unmarked(live),
      after,
      { adopt: ['rule-2'] },
      ['adopt', true, ''],
      ['DEP101'],
    ],
    ['there as wanted without a mark', unmarked(live), before, {}, ['adopt', false, 'metadata'], []],
    [
      'another repository has it',
      workspaceWith([before], { by: 'fabrikam/rules' }),
      before,
      {},
      ['adopt', true, ''],
      ['DEP101'],
    ],
    ['a new version of the same', live, { ...before, version: '1.0.1' }, {}, ['update', false, 'metadata'], []],
  ])('%s', (_, workspace, desired, policy, expected, problems) => {
    const made = plan(workspace, [desired], policy);
    expect(row(onlyChange(made))).toEqual(expected);
    expect(codes(made)).toEqual(problems);
  });

  test('a mark with the hash of the built template counts as ours and unchanged', () => {
    const { metadata, ...rest } = live;
    const built = metadata.map((mark) => ({
      ...mark,
      body: { properties: { ...(mark.body.properties as object), customVersion: before.hash } },
    }));
    expect(onlyChange(plan({ ...rest, metadata: built }, [before]))?.action).toBe('unchanged');
    expect(onlyChange(plan(edited({ ...rest, metadata: built }, guid(1), { severity: 'Low' }), [before]))?.action).toBe(
      'drift',
    );
  });
});

describe('deletion', () => {
  test('deletes what is ours and no longer wanted, and names it', () => {
    const made = plan(workspaceWith([ruleOf(1), ruleOf(2)]), [ruleOf(1)]);
    expect(made.counts).toEqual({ create: 0, update: 0, adopt: 0, delete: 1, unchanged: 1, held: 0 });
    expect(made.changes.find(({ action }) => action !== 'unchanged')).toMatchObject({
      action: 'delete',
      displayName: 'Rule 2',
      deletes: ['resource', 'metadata'],
    });
  });
  test('leaves what another repository or nobody marked', () => {
    const theirs = workspaceWith([ruleOf(1), connectorOf('a')], { by: 'fabrikam/rules' });
    expect(planDestroy({ workspace: theirs, repository }).changes).toEqual([]);
    expect(planDestroy({ workspace: unmarked(theirs), repository }).changes).toEqual([]);
  });
  test('cleans up the mark of an item that is gone', () => {
    const made = plan(without(workspaceWith([ruleOf(1), ruleOf(2)]), guid(2)), [ruleOf(1)]);
    expect(made.changes.find(({ action }) => action !== 'unchanged')).toMatchObject({
      action: 'orphan',
      deletes: ['metadata'],
    });
  });
  test('takes back only our mark from an item that others marked too', () => {
    const ours = workspaceWith([ruleOf(1)]);
    const theirs = workspaceWith([ruleOf(1)], { by: 'fabrikam/rules' });
    const renamed = theirs.metadata.map((mark) => ({ ...mark, name: 'theirs' }));
    const made = planDestroy({ workspace: { ...ours, metadata: [...ours.metadata, ...renamed] }, repository });
    expect(onlyChange(made)).toMatchObject({ action: 'orphan', deletes: ['metadata'] });
  });
  test("does not overwrite another one's mark on an item that is gone", () => {
    const theirs = without(workspaceWith([ruleOf(1)], { by: 'fabrikam/rules' }), guid(1));
    expect(onlyChange(plan(theirs, [ruleOf(1)]))).toMatchObject({ action: 'adopt', held: true, writes: [] });
    const made = onlyChange(plan(theirs, [ruleOf(1)], { adopt: true }));
    expect(made).toMatchObject({ action: 'adopt', held: false, writes: ['resource', 'metadata'] });
  });
  test('says that a deleted item was edited', () => {
    const made = planDestroy({
      workspace: edited(workspaceWith([ruleOf(1)]), guid(1), { enabled: false }),
      repository,
    });
    expect(onlyChange(made)?.notes).toEqual(['edited in the workspace since the last deployment']);
  });
  test('an empty selection is a problem, destroying on purpose is not', () => {
    const workspace = workspaceWith([ruleOf(1)]);
    expect(codes(plan(workspace, []))).toEqual(['DEP107']);
    expect(codes(planDestroy({ workspace, repository }))).toEqual([]);
    expect(codes(plan(emptyWorkspace(), []))).toEqual([]);
  });
  test('a kind that was not read is not judged', () => {
    const workspace = workspaceWith([ruleOf(1), connectorOf('a')]);
    const rulesOnly = {
      ...workspace,
      kinds: ['rule'] as const,
      resources: workspace.resources.filter(({ kind }) => kind === 'rule'),
    };
    expect(plan(rulesOnly, [ruleOf(1)]).counts).toMatchObject({ delete: 0, unchanged: 1 });
  });
});

describe('tables', () => {
  const none = emptyWorkspace([]);
  const basic = emptyWorkspace([{ name: 'SigninLogs', plan: 'Basic' }]);
  test.each<[string, LiveWorkspace, PlanPolicy, string, boolean, string[]]>([
    ['missing', none, {}, 'blocked', true, ['DEP103']],
    ['missing, skipped', none, { missingTables: 'skip' }, 'blocked', true, ['DEP105']],
    ['missing, disabled', none, { missingTables: 'disable' }, 'create', false, ['DEP105']],
    ['on the Basic plan', basic, {}, 'blocked', true, ['DEP104']],
    ['there', emptyWorkspace(), {}, 'create', false, []],
  ])('%s', (_, workspace, policy, action, held, problems) => {
    const made = plan(workspace, [ruleOf(1)], policy);
    expect(onlyChange(made)).toMatchObject({ action, held });
    expect(codes(made)).toEqual(problems);
  });
  test('a disabled rule is switched on once its table is there', () => {
    const waiting = plan(none, [ruleOf(1)], { missingTables: 'disable' }).changes.flatMap(
      ({ desired }) => desired ?? [],
    );
    const live = workspaceWith(waiting);
    const again = plan({ ...live, tables: [] }, [ruleOf(1)], { missingTables: 'disable' });
    expect(again.counts.unchanged).toBe(1);
    expect(codes(again)).toEqual(['DEP105']);
    const made = plan(live, [ruleOf(1)], { missingTables: 'disable' });
    expect(onlyChange(made)).toMatchObject({
      action: 'update',
      differences: [{ path: 'enabled', before: false, after: true }],
    });
  });
  test('a rule that is there and unchanged does not wait', () => {
    const made = plan({ ...workspaceWith([ruleOf(1)]), tables: [] }, [ruleOf(1)]);
    expect(made.counts).toMatchObject({ unchanged: 1, held: 0 });
    expect(codes(made)).toEqual([]);
  });
});

describe('limits', () => {
  const many = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ruleOf(from + i));
  const manyNrt = (count: number) => Array.from({ length: count }, (_, i) => nrtOf(i));
  test.each<[string, LiveWorkspace, readonly DesiredResource[], string[]]>([
    ['512 scheduled rules', emptyWorkspace(), many(512), []],
    ['513 scheduled rules', emptyWorkspace(), many(513), ['DEP106']],
    ['51 NRT rules', emptyWorkspace(), manyNrt(51), ['DEP106']],
    ['50 NRT and 512 scheduled rules', emptyWorkspace(), [...manyNrt(50), ...many(512, 100)], []],
    ["other people's rules count", unmarked(workspaceWith(many(500))), many(13, 1000), ['DEP106']],
    ['a raised limit, nothing added', workspaceWith(many(600)), many(600), []],
    ['disabled rules do not count', emptyWorkspace(), [...many(512), ruleOf(999, { enabled: false })], []],
  ])('%s', (_, workspace, desired, problems) => {
    expect(codes(plan(workspace, desired))).toEqual(problems);
  });
  test('deletions make room', () => {
    const made = plan(workspaceWith(many(512)), [...many(511), ruleOf(2000)]);
    expect(codes(made)).toEqual([]);
  });
});

describe('warnings', () => {
  test('a rule that Sentinel switched off', () => {
    const off = edited(workspaceWith([ruleOf(1)]), guid(1), { displayName: 'AUTO DISABLED Rule 1', enabled: false });
    const made = plan(off, [ruleOf(1)]);
    expect(codes(made)).toEqual(['DEP108']);
    expect(onlyChange(made)?.notes).toContain('switched off by Microsoft Sentinel');
  });
  test("a display name that an analyst's rule has", () => {
    const theirs = unmarked(workspaceWith([ruleOf(7, { displayName: 'Same' })]));
    expect(codes(plan(theirs, [ruleOf(1, { displayName: 'Same' })]))).toEqual(['DEP109']);
  });
  test('two files with one id', () => {
    const made = plan(emptyWorkspace(), [ruleOf(1), { ...ruleOf(1), slug: 'other', name: guid(1).toUpperCase() }]);
    expect(codes(made)).toEqual(['DEP110']);
    expect(made.changes).toHaveLength(1);
  });
});

describe('laws', () => {
  const owner = fc.constantFrom('ours', 'theirs', 'nobody');
  const items = fc.uniqueArray(
    fc.record({
      number: fc.nat(12),
      properties: ruleProperties,
      owner,
      wanted: fc.boolean(),
      live: fc.boolean(),
      edit: fc.boolean(),
      change: fc.boolean(),
    }),
    { selector: ({ number }) => number, maxLength: 8 },
  );
  const worlds = items.map((all) => {
    const parts = all.map((item) => {
      const rule = ruleOf(item.number, item.properties);
      const by = item.owner === 'theirs' ? 'fabrikam/rules' : repository;
      const deployed = workspaceWith([rule], { by });
      const changed = item.edit ? edited(deployed, rule.name, { severity: 'Low', enabled: false }) : deployed;
      const marked = item.owner === 'nobody' ? unmarked(changed) : changed;
      const live = item.live ? marked : without(marked, rule.name);
      const desired = item.change ? ruleOf(item.number, { ...item.properties, query: 'SigninLogs | take 7' }) : rule;
      return { live, desired: item.wanted ? [desired] : [] };
    });
    return {
      workspace: {
        ...emptyWorkspace(),
        resources: parts.flatMap(({ live }) => live.resources),
        metadata: parts.flatMap(({ live }) => live.metadata),
      },
      desired: parts.flatMap(({ desired }) => desired),
    };
  });
  const marked = (workspace: LiveWorkspace) =>
    new Set(
      workspace.metadata
        .filter(({ body }) => JSON.stringify(body).includes(`"sourceId":"${repository}"`))
        .map(({ parentId }) => parentId),
    );

  test('what this repository did not deploy is neither overwritten nor deleted', () => {
    fc.assert(
      fc.property(worlds, ({ workspace, desired }) => {
        const ours = marked(workspace);
        const there = new Set(workspace.resources.map(({ name }) => name));
        for (const change of [...plan(workspace, desired).changes, ...planDestroy({ workspace, repository }).changes]) {
          if (ours.has(change.id)) continue;
          expect(change.deletes).toEqual([]);
          if (there.has(change.name)) expect(change.writes).not.toContain('resource');
          if (there.has(change.name) && change.writes.length > 0) expect(change.differences).toEqual([]);
        }
      }),
    );
  });
  test('the same input gives the same plan, in whatever order it comes', () => {
    fc.assert(
      fc.property(worlds, ({ workspace, desired }) => {
        const turned = {
          ...workspace,
          resources: [...workspace.resources].reverse(),
          metadata: [...workspace.metadata].reverse(),
        };
        expect(plan(turned, [...desired].reverse())).toEqual(plan(workspace, desired));
      }),
    );
  });
  test('every member is compared: a plan says unchanged only when nothing differs', () => {
    fc.assert(
      fc.property(ruleProperties, ruleProperties, (one, other) => {
        const made = onlyChange(plan(workspaceWith([ruleOf(1, one)]), [ruleOf(1, other)]));
        const back = onlyChange(plan(workspaceWith([ruleOf(1, other)]), [ruleOf(1, one)]));
        expect(made?.differences.map(({ path }) => path)).toEqual(back?.differences.map(({ path }) => path));
        expect(made?.action === 'unchanged').toBe(made?.differences.length === 0);
      }),
    );
  });
});
