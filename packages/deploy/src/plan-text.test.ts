import { describe, expect, test } from 'vitest';
import { connectorOf, guid, nrtOf, repository, ruleOf } from './content.test-support.ts';
import { lineDiff } from './line-diff.ts';
import { edited, emptyWorkspace, unmarked, workspaceWith } from './live.test-support.ts';
import type { LiveWorkspace } from './live.ts';
import { planChanges } from './plan.ts';
import { renderPlanMarkdown } from './plan-markdown.ts';
import { renderPlan } from './plan-text.ts';
import type { Plan } from './plan-types.ts';

const hostile = '\u001b[31mred\u202e <img src=x onerror=alert(1)> | ``` @everyone';
const query = 'SigninLogs\n| where ResultType == "50053"\n| project IPAddress, UserPrincipalName, AppDisplayName';
const both = (a: LiveWorkspace, b: LiveWorkspace): LiveWorkspace => ({
  ...a,
  resources: [...a.resources, ...b.resources],
  metadata: [...a.metadata, ...b.metadata],
});

/** One item of every action. */
const full: Plan = planChanges({
  repository,
  workspace: both(
    edited(
      edited(
        workspaceWith([connectorOf('audit-logs'), ...[1, 2, 3, 4, 5, 6].map((number) => ruleOf(number))]),
        guid(3),
        {
          severity: 'Low',
          tactics: ['Impact', 'CredentialAccess'],
        },
      ),
      guid(4),
      { enabled: false },
    ),
    unmarked(workspaceWith([ruleOf(8, { severity: 'Low' })])),
  ),
  desired: [
    connectorOf('audit-logs', { title: 'Entra ID audit log' }),
    connectorOf('sign-in-logs'),
    ruleOf(1, { severity: 'High' }),
    ruleOf(2, { query, queryPeriod: 'P1D' }, { version: '1.1.0' }),
    ruleOf(3),
    ruleOf(4, { severity: 'High' }),
    ruleOf(5),
    nrtOf(7),
    ruleOf(8),
    ruleOf(9, {}, { tables: ['AADRiskyUsers'] }),
  ],
});
const nothing = planChanges({ repository, workspace: workspaceWith([ruleOf(1)]), desired: [ruleOf(1)] });
const nasty = planChanges({
  repository,
  workspace: workspaceWith([ruleOf(1, { description: 'before' })]),
  desired: [ruleOf(1, { description: hostile, query: `print "${hostile}"\n| take 1` }, { slug: hostile })],
});

test.each([
  ['plan', full],
  ['nothing', nothing],
  ['hostile', nasty],
])('the text of %s', async (name, plan) => {
  await expect(renderPlan(plan)).toMatchFileSnapshot(`./${name}.golden.txt`);
  await expect(renderPlanMarkdown(plan)).toMatchFileSnapshot(`./${name}.golden.md`);
});

describe('hostile text', () => {
  test('does not steer the terminal', () => {
    expect(renderPlan(nasty).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
  test('stays in code in a comment', () => {
    const outside = renderPlanMarkdown(nasty)
      .replace(/(`{3,})diff\n[\s\S]*?\n\1/g, '')
      .replace(/(`+)[^`]([\s\S]*?[^`])?\1(?!`)/g, '');
    expect(outside).not.toContain('<img');
    expect(outside).not.toContain('@everyone');
  });
});

test('a comment has an end', () => {
  const many = Array.from({ length: 600 }, (_, i) => ruleOf(i));
  const plan = planChanges({ repository, workspace: emptyWorkspace(), desired: many });
  const text = renderPlanMarkdown(plan, 5000);
  expect(text.length).toBeLessThan(5200);
  expect(text).toContain('600 to create');
  expect(text).toContain('does not fit into a comment');
});

describe('line by line', () => {
  const show = (before: string, after: string) => lineDiff(before, after, 1).map(({ sign, text }) => sign + text);
  test.each([
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a', 'a', [' …']],
    ['', 'a', ['-', '+a']],
    ['a\nb', 'b', ['-a', ' b']],
    ['1\n2\n3\n4\n5\n6', '1\n2\n3\n4\n5\n7', [' …', ' 5', '-6', '+7']],
  ])('%j → %j', (before, after, lines) => {
    expect(show(before, after)).toEqual(lines);
  });
  test('texts of ten thousand lines are answered at once', () => {
    const lines = (prefix: string) => Array.from({ length: 10_000 }, (_, i) => `${prefix}${i}`).join('\n');
    expect(lineDiff(lines('a'), lines('b'))).toHaveLength(20_000);
  });
});
