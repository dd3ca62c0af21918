import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@picket/diagnostics';
import { readRule } from '@picket/model';
import { backtestRules } from './backtest.ts';
import type { BacktestAnswer, BacktestStart } from './backtest-threads.ts';

/** A thread that runs its share of the rules: asked by its start data, it answers run by run and rule by rule. */
const port = parentPort;
invariant(port, 'this file is a thread');
const { rules, ...start } = workerData as BacktestStart;
const documents = rules.flatMap(({ path, bytes }) => readRule({ path, bytes }).rule ?? []);
const stop = new Int32Array(start.stop);
const tell = (answer: BacktestAnswer): void => port.postMessage(answer);
let runs = 0;

const { value, problems } = await backtestRules(
  { ...start, rules: documents },
  {
    isStopped: () => Atomics.load(stop, 0) === 1,
    onRun: () => {
      runs++;
      if (runs % 50 === 0) tell({ kind: 'runs', count: 50 });
    },
  },
);
tell({ kind: 'end', ...(value ? { rules: value.rules, warnings: value.warnings } : {}), problems });
