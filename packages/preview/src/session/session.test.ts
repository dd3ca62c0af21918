import { describe, expect, test } from 'vitest';
import { fixtureSession, fixtureWorkbook } from '../fixture.test-support.ts';
import type { Choices } from '../page-data.ts';
import { initialChoices } from '../view/parts.ts';
import { readsOf } from './part-texts.ts';

const workbook = fixtureWorkbook();
const session = await fixtureSession();
const answer = (key: string, choices: Choices = {}) =>
  session.answer(workbook, key, { ...initialChoices(workbook.value), ...choices });
const counted = async (choices: Choices) => (await answer('tabs/0/items/1', choices))?.rows;

describe('answers', () => {
  test('a query with its parameters, over the time that its time range chooses', async () => {
    expect(await counted({})).toEqual([[672]]);
    expect(await counted({ TimeRange: { duration: 'P1D' } })).toEqual([[96]]);
    expect(await counted({ TimeRange: { from: '2026-03-08T11:00:00Z', to: '2026-03-08T12:00:00Z' } })).toEqual([[4]]);
    expect(await counted({ Outcome: '0' })).toEqual([[448]]);
    expect(await counted({ App: ['Contoso Payroll'] })).toEqual([[336]]);
  });

  test('titles and texts are filled for readers: labels of listed and of asked values', async () => {
    const choices = { Selected: 'user1@contoso.example' };
    expect((await answer('tabs/0/items/4', choices))?.title).toBe('Events of user1@contoso.example');
    const { text } = (await answer('tabs/0/items/0', { App: ["People's portal"], Most: 'user1' })) ?? {};
    expect(text).toContain("Outcome **Every outcome**, applications app People's portal, most user1");
  });

  test('a problem of the query stands at its place in the source', async () => {
    const { problems, rows } = (await answer('tabs/1/items/0/items/2', { Person: 'a long name' })) ?? {};
    expect(rows).toBeUndefined();
    const lines = workbook.text.split('\n');
    const line = lines.findIndex((each) => each.includes('title: Wrong'));
    const place = `content/sign-in-logs/workbook.yaml:${line + 1}:${(lines[line] ?? '').indexOf('Foo') + 1}`;
    expect(problems).toMatchObject([{ code: 'ENG105', place }]);
  });

  test('an unknown key has no answer', async () => {
    expect(await answer('tabs/9/items/0')).toBeUndefined();
    expect(await answer('__proto__')).toBeUndefined();
  });

  test('a question that nobody waits for is not asked', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(session.answer(workbook, 'tabs/0/items/1', {}, gone)).rejects.toThrow('gone');
  });

  test('the same question is answered from what is known', async () => {
    const first = await answer('tabs/0/items/2');
    expect((await answer('tabs/0/items/2'))?.rows).toBe(first?.rows);
  });
});

test('what an answer depends on', () => {
  const reads = readsOf(workbook.value);
  expect(reads['tabs/0/items/0']).toEqual(['App', 'Most', 'Outcome', 'Workspace']);
  expect(reads['tabs/0/items/1']).toEqual(['App', 'Outcome', 'TimeRange']);
  expect(reads['tabs/0/items/4']).toEqual(['Selected', 'TimeRange']);
  expect(reads['parameters/1']).toEqual(['TimeRange']);
  expect(reads['tabs/1/items/0']).toEqual([]);
});
