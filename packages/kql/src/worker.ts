import { parentPort, workerData } from 'node:worker_threads';
import { analyseQuery } from './analyse.ts';
import { readSnapshot } from './schema-snapshot.ts';
import type { WorkerAnswer, WorkerStart, WorkerTask } from './worker-messages.ts';

const { snapshot, declarations }: WorkerStart = workerData;
const schemas = readSnapshot(snapshot);

parentPort?.on('message', ({ places, queries }: WorkerTask) => {
  const analyses = queries.map((query) => analyseQuery(query, { schemas, declarations }));
  const answer: WorkerAnswer = { places, analyses };
  parentPort?.postMessage(answer);
});
