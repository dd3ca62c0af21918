import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openRepository } from '../pipeline/repository.ts';
import { answersHere } from './answers.ts';
import { answersOnThread } from './answers-on-thread.ts';
import { openReading } from './content-reading.ts';
import { inventedFacts } from './sample-facts.ts';

const cwd = fileURLToPath(new URL('../../../../', import.meta.url));
const paths = ['content/risky-agents'];
const start = { cwd, paths, sample: { data: [] } };
const question = {
  slug: 'risky-agents',
  key: 'tabs/0/items/1',
  choices: { TimeRange: { duration: 'P7D' }, Agent: ['*'] },
};
const answers = answersOnThread(start);
afterAll(() => answers.close());

test('a thread answers what this one would', async () => {
  const { value: repository } = openRepository(cwd);
  if (!repository) throw new Error('no repository');
  const here = answersHere(openReading(repository, paths, cwd), start.sample, repository.declarations);
  const { milliseconds: _, ...own } = (await here.answer(question)) ?? { problems: [] };
  expect(own.rows?.length).toBeGreaterThan(0);
  expect(await answers.answer(question)).toMatchObject(own);
  expect(await answers.sample()).toEqual(await here.sample());
});

test('the facts of an invented sample are told without waiting for it', async () => {
  expect(await answers.sample()).toEqual(inventedFacts());
});

test('a part that is not there has no answer', async () => {
  expect(await answers.answer({ ...question, key: 'tabs/9/items/0' })).toBeUndefined();
  expect(await answers.answer({ ...question, slug: 'nothing' })).toBeUndefined();
});

test('a question that nobody waits for is given up', async () => {
  const gone = new AbortController();
  const asked = answers.answer({ ...question, key: 'tabs/0/items/2' }, gone.signal);
  gone.abort(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
  await expect(answers.answer(question, gone.signal)).rejects.toThrow('gone');
});

test('events that cannot be read are told with every question', async () => {
  const data = [resolve(cwd, 'content/no-such-events')];
  const without = answersOnThread({ ...start, sample: { data } });
  await expect(without.sample()).rejects.toThrow('no-such-events');
  await expect(without.answer(question)).rejects.toThrow('no-such-events');
  await without.close();
});

test('a thread that has ended answers nothing', async () => {
  const ended = answersOnThread(start);
  const asked = ended.answer(question);
  await ended.close();
  await expect(asked).rejects.toThrow('the thread that answers failed');
  await expect(ended.answer(question)).rejects.toThrow('the thread that answers failed');
});
