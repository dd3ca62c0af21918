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

/**
 * A thread of its own loads the analyser and warms up first, which takes as long as so many suites; below twice as many
 * it does not pay. Mutants are many a suite.
 */
const suitesAThread = { cases: 30, mutants: 1 } as const;

/**
 * Runs suites: on this thread, and on others beside it where there is enough to do.
 *
 * @param onDone called with the number of suites done so far
 * @returns a report for each suite of which something was asked for, in the order of the suites
 * @throws Error when a thread fails, with its error as the cause; no suite is ever left out
 */
export async function testSuites(
  suites: readonly SuitePaths[],
  start: ThreadStart,
  onDone: (count: number) => void,
): Promise<readonly SuiteReport[]> {
  const reports = new Map<number, SuiteReport | undefined>();
  let next = 0;
  const nextTask = (): ThreadTask | undefined => {
    const paths = suites[next];
    return paths && { place: next++, paths };
  };
  const onAnswer = ({ place, report }: ThreadAnswer): void => {
    reports.set(place, report);
    onDone(reports.size);
  };
  const others = Array.from({ length: othersFor(suites.length, start.choice) }, () =>
    runThread(start, nextTask, onAnswer),
  );
  await Promise.all([...others, runHere(start, nextTask, onAnswer)]);
  return suites.flatMap(({ test }, place) => {
    invariant(reports.has(place), `no report came back for ${test}`);
    return reports.get(place) ?? [];
  });
}

/** How many threads beside this one. */
function othersFor(suites: number, { mutate }: TestChoice): number {
  const threads = Math.floor(suites / (mutate ? suitesAThread.mutants : suitesAThread.cases));
  return Math.max(0, Math.min(availableParallelism(), threads) - 1);
}

async function runHere(
  { base, declarations, choice }: ThreadStart,
  nextTask: () => ThreadTask | undefined,
  onAnswer: (answer: ThreadAnswer) => void,
): Promise<void> {
  for (let task = nextTask(); task; task = nextTask()) {
    onAnswer({ place: task.place, report: testSuite(task.paths, base, declarations, choice) });
    // The answers of the other threads come in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
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
