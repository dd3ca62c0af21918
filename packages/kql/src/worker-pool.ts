import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Analysis } from './analysis.ts';
import type { WorkerAnswer, WorkerStart, WorkerTask } from './worker-messages.ts';

/** Node 20 runs no TypeScript in a worker: from source, the compiled file beside is taken. */
const entry = new URL(import.meta.url.endsWith('.ts') ? '../dist/worker.js' : './worker.js', import.meta.url);

/** Small enough that no worker waits long for another's last task, large enough to cost no time itself. */
const tasksPerThread = 16;
const largestTask = 8;

/**
 * The library is wide: much code, each part of it run some thousand times a thread. At V8's own budget (67,584) much of the
 * processor goes into optimising what is hardly run again; with this one 500 rules on two threads take a tenth to a quarter
 * less (Node 20.20, side by side).
 */
const interruptBudget = 500_000;

/**
 * Analyses queries on several threads. Each takes its next task when it has done one.
 *
 * @param onDone called with the number of queries done since the last call
 * @returns one analysis a query, in order
 * @throws Error when a worker fails, with its error as the cause; no query is ever left out
 */
export async function analyseOnThreads(
  queries: readonly string[],
  threads: number,
  start: WorkerStart,
  onDone: (count: number) => void,
): Promise<readonly Analysis[]> {
  setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
  const size = Math.min(largestTask, Math.max(1, Math.ceil(queries.length / (threads * tasksPerThread))));
  const analyses: (Analysis | undefined)[] = new Array(queries.length).fill(undefined);
  let next = 0;
  const nextTask = (): WorkerTask | undefined => {
    if (next >= queries.length) return undefined;
    const from = next;
    next = Math.min(queries.length, from + size);
    const places = Array.from({ length: next - from }, (_, i) => from + i);
    return { places, queries: queries.slice(from, next) };
  };
  await Promise.all(
    Array.from({ length: threads }, () =>
      runWorker(start, nextTask, ({ places, analyses: done }) => {
        places.forEach((place, i) => {
          analyses[place] = done[i];
        });
        onDone(places.length);
      }),
    ),
  );
  return analyses.map((analysis, place) => {
    if (!analysis) throw new Error(`Picket has a bug: no analysis came back for query ${place}`);
    return analysis;
  });
}

function runWorker(
  start: WorkerStart,
  nextTask: () => WorkerTask | undefined,
  onAnswer: (answer: WorkerAnswer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, {
      workerData: start,
      // Options of the parent (a test runner's resolve conditions) must not decide which files the worker loads.
      execArgv: [],
    });
    let finished = false;
    const finish = (failure?: unknown): void => {
      if (finished) return;
      finished = true;
      void worker.terminate();
      if (failure === undefined) resolve();
      else reject(new Error('a thread of the KQL analyser failed', { cause: failure }));
    };
    const giveTask = (): void => {
      const task = nextTask();
      if (task) worker.postMessage(task);
      else finish();
    };
    worker.on('message', (answer: WorkerAnswer) => {
      onAnswer(answer);
      giveTask();
    });
    worker.on('error', finish);
    worker.on('messageerror', finish);
    worker.on('exit', (code) => finish(new Error(`it exited with code ${code}`)));
    giveTask();
  });
}
