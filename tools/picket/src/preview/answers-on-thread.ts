import { Worker } from 'node:worker_threads';
import type { Answer, Question } from '@picket/preview';
import { type Answers, factsBeforehand } from './answers.ts';
import type { HostStart } from './repository-host.ts';
import type { SampleFacts } from './sample-facts.ts';

/** To the thread. */
export type ToThread =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'give up'; readonly id: number }
  | { readonly kind: 'changed' };

/** From the thread; `said` is why it could not. */
export type FromThread =
  | { readonly kind: 'sample'; readonly facts: SampleFacts }
  | { readonly kind: 'no sample'; readonly said: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer | undefined }
  | { readonly kind: 'failure'; readonly id: number; readonly said: string };

/** Node 20 runs no TypeScript in a thread: from source, the compiled file is taken. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/preview/answer-thread.js' : './answer-thread.js',
  import.meta.url,
);

/** A sample is made of very many small values: with room for the new ones, little is left to collect. */
const memory = { maxYoungGenerationSizeMb: 96 };

interface Waiting {
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (failure: unknown) => void;
}

/** Answers on a thread of their own, which begins to open the sample at once. A thread that fails takes its questions with it. */
export function answersOnThread(start: HostStart): Answers {
  // Options of the parent (a test runner's resolve conditions) must not decide which files the thread loads.
  const worker = new Worker(entry, { workerData: start, execArgv: [], resourceLimits: memory });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let failed: Error | undefined;
  const send = (message: ToThread): void => worker.postMessage(message);

  let tellSample: { readonly resolve: (facts: SampleFacts) => void; readonly reject: (failure: Error) => void };
  const sample = new Promise<SampleFacts>((resolve, reject) => {
    tellSample = { resolve, reject };
  });
  // Nobody may be asking for it when the thread fails.
  sample.catch(() => undefined);
  const fail = (cause: unknown): void => {
    failed ??= new Error('the thread that answers failed', { cause });
    tellSample.reject(failed);
    for (const { reject } of waiting.values()) reject(failed);
    waiting.clear();
  };
  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'sample') tellSample.resolve(message.facts);
    else if (message.kind === 'no sample') tellSample.reject(new Error(message.said));
    else if (message.kind === 'answer') take(message.id)?.resolve(message.answer);
    else take(message.id)?.reject(new Error(message.said));
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(new Error(`it exited with code ${code}`)));

  return {
    sample: async () => factsBeforehand(start.sample) ?? sample,
    answer: (question, signal) =>
      new Promise((resolve, reject) => {
        if (failed) return reject(failed);
        if (signal?.aborted) return reject(signal.reason);
        const id = ++last;
        waiting.set(id, { resolve, reject });
        signal?.addEventListener('abort', () => {
          const found = take(id);
          if (!found) return;
          send({ kind: 'give up', id });
          found.reject(signal.reason);
        });
        send({ kind: 'ask', id, question });
      }),
    changed: () => send({ kind: 'changed' }),
    close: async () => {
      await worker.terminate();
    },
  };
}
