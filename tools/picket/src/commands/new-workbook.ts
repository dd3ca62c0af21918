import { join } from 'node:path';
import { exitCodes, type RunCommand } from '../command.ts';
import { generatedText } from '../pipeline/generate-workbook.ts';
import { writeNew } from '../pipeline/write-new.ts';

export const run: RunCommand = (io, [category = ''], options) =>
  writeNew(io, category, options, (found, root) => [
    { path: join('content', found.slug, 'workbook.yaml'), text: generatedText(found, root) },
  ]).then((done) => (done ? exitCodes.fine : exitCodes.usage));
