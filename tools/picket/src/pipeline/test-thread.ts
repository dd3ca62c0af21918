import { parentPort, workerData } from 'node:worker_threads';
import { testSuite } from './test-suite.ts';
import type { ThreadAnswer, ThreadStart, ThreadTask } from './test-threads.ts';

const { base, declarations, choice }: ThreadStart = workerData;

parentPort?.on('message', ({ place, paths }: ThreadTask) => {
  const answer: ThreadAnswer = { place, report: testSuite(paths, base, declarations, choice) };
  parentPort?.postMessage(answer);
});
