import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { invariant } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import type { SuitePaths } from './rule-tests.ts';
import { type SuiteReport, type TestChoice, testSuite } from './test-suite.ts';

/** What a thread is started with. */
export interface ThreadStart {
  readonly base: string;
  readonly declarations: Declarations;
  readonly choice: TestChoice;
}

/** To a thread: a suite, with its place among all. */
export interface ThreadTask {
  readonly place: number;
  readonly paths: SuitePaths;
}

/** From a thread. */
export interface ThreadAnswer {
  readonly place: number;
  /** Missing when nothing of the suite was asked for. */
  readonly report?: SuiteReport | undefined;
}

/** Node 20 runs no TypeScript in a thread: from source, the compiled file is taken. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/pipeline/test-thread.js' : './test-thread.js',
  import.meta.url,
);

/** A thread loads the analyser first, about a second; below so many suites it does not pay. Mutants are many a suite. */
const suitesThatPay = { cases: 24, mutants: 2 } as const;

/**
 * Runs suites, on several threads where there is enough to do.
 *
 * @param onDone called with the number of suites done so far
 * @returns a report for each suite of which something was asked for, in the order of the suites
 * @throws Error when a thread fails, with its error as the cause; no suite is ever left out
 */
export async function testSuites(
  suites: readonly SuitePaths[],
  start: ThreadStart,
  onDone: (count: number) => void,
  threads = threadsFor(suites.length, start.choice),
): Promise<readonly SuiteReport[]> {
  if (threads === 1) {
    return suites.flatMap((paths, i) => {
      const report = testSuite(paths, start.base, start.declarations, start.choice);
      onDone(i + 1);
      return report ?? [];
    });
  }
  const reports = new Map<number, SuiteReport | undefined>();
  let next = 0;
  const nextTask = (): ThreadTask | undefined => {
    const paths = suites[next];
    return paths && { place: next++, paths };
  };
  await Promise.all(
    Array.from({ length: threads }, () =>
      runThread(start, nextTask, ({ place, report }) => {
        reports.set(place, report);
        onDone(reports.size);
      }),
    ),
  );
  return suites.flatMap(({ test }, place) => {
    invariant(reports.has(place), `no report came back for ${test}`);
    return reports.get(place) ?? [];
  });
}

function threadsFor(suites: number, { mutate }: TestChoice): number {
  if (suites < (mutate ? suitesThatPay.mutants : suitesThatPay.cases)) return 1;
  return Math.min(availableParallelism(), suites);
}

function runThread(
  start: ThreadStart,
  nextTask: () => ThreadTask | undefined,
  onAnswer: (answer: ThreadAnswer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // Options of the parent (a test runner's resolve conditions) must not decide which files the thread loads.
    const worker = new Worker(entry, { workerData: start, execArgv: [] });
    let finished = false;
    const finish = (failure?: unknown): void => {
      if (finished) return;
      finished = true;
      void worker.terminate();
      if (failure === undefined) resolve();
      else reject(new Error('a thread that runs cases failed', { cause: failure }));
    };
    const giveTask = (): void => {
      const task = nextTask();
      if (task) worker.postMessage(task);
      else finish();
    };
    worker.on('message', (answer: ThreadAnswer) => {
      onAnswer(answer);
      giveTask();
    });
    worker.on('error', finish);
    worker.on('messageerror', finish);
    worker.on('exit', (code) => finish(new Error(`it exited with code ${code}`)));
    giveTask();
  });
}
