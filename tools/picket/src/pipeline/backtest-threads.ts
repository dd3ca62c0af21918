import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Checked } from '@picket/diagnostics';
import { type ColumnsRead, type LocalEngine, openEngine, type SavedTables, unitedColumns } from '@picket/engine';
import type { Declarations } from '@picket/kql';
import type { SourceFile } from '@picket/model';
import { type BacktestControl, type BacktestedRule, backtestReport } from '@picket/simulate';
import { type Backtest, type BacktestOutcome, coverageWarnings } from './backtest.ts';

/** What a thread is started with: plain data. */
export interface BacktestStart {
  readonly rules: readonly SourceFile[];
  /** Places of the rules whose queries it makes ready. */
  readonly share: readonly number[];
  readonly declarations: Declarations;
  readonly from: Date;
  readonly to: Date;
  readonly data: readonly string[];
  /** One number: 1 when the backtest is to end with what there is. */
  readonly stop: SharedArrayBuffer;
}

/** From a thread. */
export type BacktestAnswer =
  | { readonly kind: 'reads'; readonly reads: ReadonlyMap<number, ColumnsRead> }
  | { readonly kind: 'runs'; readonly count: number }
  | { readonly kind: 'done'; readonly rule: number; readonly result: BacktestedRule }
  | { readonly kind: 'idle' | 'end' };

/** To a thread. */
export type BacktestOrder =
  | { readonly kind: 'tables'; readonly tables: SavedTables }
  | { readonly kind: 'rule'; readonly rule: number }
  | { readonly kind: 'end' };

/** Node 20 runs no TypeScript in a thread: from source, the compiled file is taken. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/pipeline/backtest-thread.js' : './backtest-thread.js',
  import.meta.url,
);

/** How events are kept: what DuckDB may hold in memory is for each thread. */
export const storeOptions = { missing: 'empty', store: 'always', memory: '400MB' } as const;

/** Runs make many rows that live for one run: with room for them, little is left to collect. */
const memory = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 700 };
const mostThreads = 2;

/**
 * Runs rules over local files, on as many threads as there are processors, two at most. Tables are loaded once, for all of
 * them; each thread takes the next rule when it is done with one.
 *
 * @throws Error when a thread fails, with its error as the cause; no rule is ever left out
 */
export async function backtestOnThreads(
  backtest: Backtest,
  data: readonly string[],
  control: BacktestControl,
): Promise<Checked<BacktestOutcome>> {
  const opened = await openEngine({ ...storeOptions, data, declarations: backtest.declarations });
  if (!opened.value) return { problems: opened.problems };
  try {
    return { value: await backtestOver(opened.value, backtest, data, control), problems: [] };
  } finally {
    await opened.value.close();
  }
}

async function backtestOver(
  engine: LocalEngine,
  backtest: Backtest,
  data: readonly string[],
  { onRun, isStopped }: BacktestControl,
): Promise<BacktestOutcome> {
  const { rules, declarations, from, to } = backtest;
  const stop = new SharedArrayBuffer(4);
  const flag = new Int32Array(stop);
  const watch = setInterval(() => {
    if (isStopped?.()) Atomics.store(flag, 0, 1);
  }, 100);
  const sources = rules.map(({ file, text }) => ({ path: file, bytes: new TextEncoder().encode(text) }));
  const count = Math.max(1, Math.min(mostThreads, availableParallelism(), rules.length));
  const threads = Array.from({ length: count }, (_, at) => {
    const share = rules.flatMap((_rule, i) => (i % count === at ? [i] : []));
    return startThread({ rules: sources, share, declarations, from, to, data, stop }, (runs) => {
      for (let i = 0; i < runs; i++) onRun?.();
    });
  });
  try {
    const reads = new Map((await Promise.all(threads.map(({ reads: each }) => each))).flatMap((each) => [...each]));
    const problems = await engine.loadTables(unitedColumns([...reads.values()]));
    const spans = await engine.spans();
    const tables: SavedTables = { store: await engine.save(), problems };
    const costs = rules.map((_, i) =>
      [...(reads.get(i)?.keys() ?? [])].reduce((sum, name) => sum + (spans.get(name)?.rows ?? 0), 0),
    );
    const left = rules.map((_, i) => i).sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
    /** The dearest rule that is left, of those that the thread has made ready while there is one. */
    const next = (at: number): number | undefined => {
      const own = left.findIndex((i) => i % count === at);
      return Atomics.load(flag, 0) === 1 ? undefined : left.splice(Math.max(0, own), 1)[0];
    };
    const done = (await Promise.all(threads.map(({ run }, at) => run(tables, () => next(at))))).flat();
    const results = done.sort(([a], [b]) => a - b).map(([, result]) => result);
    const report = backtestReport(results, from, to);
    const names = rules.map((_, i) => [...(reads.get(i)?.keys() ?? [])]);
    return {
      report: { ...report, isWhole: report.isWhole && results.length === rules.length },
      problems: coverageWarnings(backtest, names, spans),
    };
  } finally {
    clearInterval(watch);
    // Nobody may be stopped within DuckDB: when one has failed, the others end before their next run.
    Atomics.store(flag, 0, 1);
    await Promise.all(threads.map(({ end }) => end()));
  }
}

type Done = readonly [rule: number, result: BacktestedRule];

interface Thread {
  /** What the queries of its share read. */
  readonly reads: Promise<ReadonlyMap<number, ColumnsRead>>;
  /** Hands it the tables, and rules until there is none. */
  readonly run: (tables: SavedTables, next: () => number | undefined) => Promise<readonly Done[]>;
  /** Waits until it is gone. */
  readonly end: () => Promise<void>;
}

function startThread(start: BacktestStart, onRuns: (count: number) => void): Thread {
  // Options of the parent (a test runner's resolve conditions) must not decide which files the thread loads.
  const worker = new Worker(entry, { workerData: start, execArgv: [], resourceLimits: memory });
  const order = (given: BacktestOrder): void => worker.postMessage(given);
  const done: Done[] = [];
  let next = (): number | undefined => undefined;
  let told: (reads: ReadonlyMap<number, ColumnsRead>) => void = () => undefined;
  let ended: (done: readonly Done[]) => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    worker.on('exit', () => resolve());
  });
  const failed = new Promise<never>((_, reject) => {
    const fail = (failure: unknown): void => reject(new Error('a thread that runs rules failed', { cause: failure }));
    worker.on('error', fail);
    worker.on('messageerror', fail);
    worker.on('exit', (code) => fail(new Error(`it exited with code ${code}`)));
  });
  failed.catch(() => undefined);
  worker.on('message', (answer: BacktestAnswer) => {
    if (answer.kind === 'runs') onRuns(answer.count);
    if (answer.kind === 'reads') told(answer.reads);
    if (answer.kind === 'done') done.push([answer.rule, answer.result]);
    if (answer.kind === 'end') ended(done);
    if (answer.kind !== 'idle') return;
    const rule = next();
    order(rule === undefined ? { kind: 'end' } : { kind: 'rule', rule });
  });
  const reads = new Promise<ReadonlyMap<number, ColumnsRead>>((resolve) => {
    told = resolve;
  });
  return {
    reads: Promise.race([reads, failed]),
    run: (tables, ask) => {
      next = ask;
      const whole = new Promise<readonly Done[]>((resolve) => {
        ended = resolve;
      });
      order({ kind: 'tables', tables });
      return Promise.race([whole, failed]);
    },
    end: () => {
      next = () => undefined;
      order({ kind: 'end' });
      return gone;
    },
  };
}
