import { join } from 'node:path';
import { exitCodes, type RunCommand } from '../command.ts';
import { writeNew } from '../pipeline/write-new.ts';
import { newConnector } from '../templates.ts';

export const run: RunCommand = (io, [category = ''], options) =>
  writeNew(io, category, options, (found) => [
    { path: join('content', found.slug, 'connector.yaml'), text: newConnector(found) },
  ]).then((done) => (done ? exitCodes.fine : exitCodes.usage));
