import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Checked, Diagnostic } from '@picket/diagnostics';
import type { Declarations } from '@picket/kql';
import { durationMinutes, type Rule, type SourceFile } from '@picket/model';
import { type BacktestControl, type BacktestedRule, backtestReport, runsOf } from '@picket/simulate';
import type { Backtest, BacktestOutcome } from './backtest.ts';

/** What a thread is started with: plain data. */
export interface BacktestStart {
  readonly rules: readonly SourceFile[];
  readonly declarations: Declarations;
  readonly from: Date;
  readonly to: Date;
  readonly data: readonly string[];
  /** One number: 1 when the backtest is to end with what there is. */
  readonly stop: SharedArrayBuffer;
}

/** From a thread. */
export type BacktestAnswer =
  | { readonly kind: 'runs'; readonly count: number }
  | {
      readonly kind: 'end';
      /** Missing when the data cannot be read. */
      readonly rules?: readonly BacktestedRule[];
      readonly warnings?: readonly Diagnostic[];
      readonly problems: readonly Diagnostic[];
    };

/** Node 20 runs no TypeScript in a thread: from source, the compiled file is taken. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/pipeline/backtest-thread.js' : './backtest-thread.js',
  import.meta.url,
);

/** Runs make many rows that live for one run: with room for them, little is left to collect. */
const memory = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 700 };
const mostThreads = 2;

/**
 * Runs rules over local files, on as many threads as there are processors, two at most: each keeps the tables that its
 * rules read. The data is read again by each of them.
 *
 * @throws Error when a thread fails, with its error as the cause; no rule is ever left out
 */
export async function backtestOnThreads(
  backtest: Backtest,
  data: readonly string[],
  { onRun, isStopped }: BacktestControl,
): Promise<Checked<BacktestOutcome>> {
  const { rules, declarations, from, to } = backtest;
  const stop = new SharedArrayBuffer(4);
  const flag = new Int32Array(stop);
  const watch = setInterval(() => {
    if (isStopped?.()) Atomics.store(flag, 0, 1);
  }, 100);
  try {
    const shares = sharesOf(
      rules.map(({ file, text, value }) => ({ file, text, value })),
      { from, to },
    );
    const ends = await Promise.all(
      shares.map((share) => {
        const sources = share.map(({ file, text }) => ({ path: file, bytes: new TextEncoder().encode(text) }));
        return runThread({ rules: sources, declarations, from, to, data, stop }, (count) => {
          for (let i = 0; i < count; i++) onRun?.();
        });
      }),
    );
    const failed = ends.find((end) => !end.rules);
    if (failed) return { problems: failed.problems };
    const done = ends.flatMap((end) => end.rules ?? []);
    const report = backtestReport(done, from, to);
    const warnings = new Map(
      ends.flatMap((end) => end.warnings ?? []).map((each) => [JSON.stringify([each.message, each.at]), each]),
    );
    return {
      value: {
        report: { ...report, isWhole: report.isWhole && done.length === rules.length },
        problems: [...warnings.values()],
      },
      problems: [],
    };
  } finally {
    clearInterval(watch);
  }
}

interface Share {
  readonly file: string;
  readonly text: string;
  readonly value: Rule;
}

/** Rules dealt out by what they cost: runs, times how far each looks back. */
function sharesOf(
  rules: readonly Share[],
  stretch: { readonly from: Date; readonly to: Date },
): readonly (readonly Share[])[] {
  const costOf = ({ value }: Share): number =>
    runsOf(value, stretch).length *
    Math.sqrt(value.kind === 'NRT' ? 1 : (durationMinutes(value.queryPeriod ?? '') ?? 1));
  const count = Math.max(1, Math.min(mostThreads, availableParallelism(), rules.length));
  const shares = Array.from({ length: count }, () => ({ cost: 0, rules: [] as Share[] }));
  for (const rule of [...rules].sort((a, b) => costOf(b) - costOf(a))) {
    const least = shares.reduce((one, other) => (other.cost < one.cost ? other : one));
    least.cost += costOf(rule);
    least.rules.push(rule);
  }
  return shares.map((share) => share.rules);
}

function runThread(
  start: BacktestStart,
  onRuns: (count: number) => void,
): Promise<Extract<BacktestAnswer, { kind: 'end' }>> {
  return new Promise((resolve, reject) => {
    // Options of the parent (a test runner's resolve conditions) must not decide which files the thread loads.
    const worker = new Worker(entry, { workerData: start, execArgv: [], resourceLimits: memory });
    const failed = (failure: unknown): void => reject(new Error('a thread that runs rules failed', { cause: failure }));
    worker.on('message', (answer: BacktestAnswer) => {
      if (answer.kind === 'runs') onRuns(answer.count);
      else resolve(answer);
    });
    worker.on('error', failed);
    worker.on('messageerror', failed);
    worker.on('exit', (code) => failed(new Error(`it exited with code ${code}`)));
  });
}
