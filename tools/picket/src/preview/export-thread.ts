import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@picket/diagnostics';
import { openRepository } from '../pipeline/repository.ts';
import { type ExportStart, writeCategory } from './export-threads.ts';
import { openRepositoryHost } from './repository-host.ts';

/** A thread that writes the categories that it is told, one after the other. */
const port = parentPort;
const start: ExportStart = workerData;
const { value: repository } = openRepository(start.cwd);
invariant(port && repository, 'this file is a thread beside one that has read the repository');
const { value: host } = openRepositoryHost(repository, start);
invariant(host, 'the repository holds what it held before');

port.on('message', (slug: string) => {
  writeCategory(host, slug, start.folder).then(
    (category) => port.postMessage(category),
    (failure: unknown) => {
      // As an error of the thread, which the other side waits for.
      setImmediate(() => {
        throw failure;
      });
    },
  );
});
