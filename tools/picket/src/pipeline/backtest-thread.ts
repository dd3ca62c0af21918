import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@picket/diagnostics';
import { openEngine } from '@picket/engine';
import { readRule } from '@picket/model';
import { localBacktest } from './backtest.ts';
import { type BacktestAnswer, type BacktestOrder, type BacktestStart, storeOptions } from './backtest-threads.ts';

/**
 * A thread that runs rules: it tells what those of its share read, takes the tables that were loaded, and asks for one rule
 * after the other.
 */
const port = parentPort;
invariant(port, 'this file is a thread');
const { rules, share, data, declarations, from, to, stop } = workerData as BacktestStart;
const documents = rules.map((source) => readRule(source).rule);
const tell = (answer: BacktestAnswer): void => port.postMessage(answer);
const answered = async (question: BacktestAnswer): Promise<BacktestOrder> => {
  const order = once(port, 'message');
  tell(question);
  return (await order)[0] as BacktestOrder;
};

const { value: engine } = await openEngine({ ...storeOptions, data, declarations });
invariant(engine, 'files that cannot be read are told before threads begin');
const backtest = localBacktest(engine, { from, to });
const reads = new Map(
  share.flatMap((i) => {
    const rule = documents[i];
    return rule ? [[i, backtest.readBy(rule)] as const] : [];
  }),
);
const flag = new Int32Array(stop);
let runs = 0;
const control = {
  isStopped: () => Atomics.load(flag, 0) === 1,
  onRun: () => {
    runs++;
    if (runs % 50 === 0) tell({ kind: 'runs', count: 50 });
  },
};
let order = await answered({ kind: 'reads', reads });
try {
  if (order.kind === 'tables') await engine.adopt(order.tables);
  for (order = await answered({ kind: 'idle' }); order.kind === 'rule'; order = await answered({ kind: 'idle' })) {
    const rule = documents[order.rule];
    if (rule) tell({ kind: 'done', rule: order.rule, result: await backtest.run(rule, control) });
  }
} finally {
  await engine.close();
}
tell({ kind: 'end' });
