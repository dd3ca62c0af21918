import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@picket/diagnostics';
import { openRepository } from '../pipeline/repository.ts';
import { answersHere } from './answers.ts';
import type { FromThread, ToThread } from './answers-on-thread.ts';
import { openReading } from './content-reading.ts';
import type { HostStart } from './repository-host.ts';

/** The thread that answers questions about workbooks, so that pages are served while the sample is made and queries run. */
const port = parentPort;
const { cwd, paths, sample }: HostStart = workerData;
const { value: repository } = openRepository(cwd);
invariant(port && repository, 'this file is a thread beside one that has read the repository');
const answers = answersHere(openReading(repository, paths, cwd), sample, repository.declarations);
const waiting = new Map<number, AbortController>();

const say = (message: FromThread): void => port.postMessage(message);
const told = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

async function answer({ id, question }: Extract<ToThread, { readonly kind: 'ask' }>): Promise<void> {
  const gone = new AbortController();
  waiting.set(id, gone);
  try {
    say({ kind: 'answer', id, answer: await answers.answer(question, gone.signal) });
  } catch (failure) {
    say({ kind: 'failure', id, said: told(failure) });
  } finally {
    waiting.delete(id);
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'ask') void answer(message);
  else if (message.kind === 'give up') waiting.get(message.id)?.abort();
  else answers.changed();
});

answers.sample().then(
  (facts) => say({ kind: 'sample', facts: { now: facts.now, says: facts.says } }),
  (failure: unknown) => say({ kind: 'no sample', said: told(failure) }),
);
