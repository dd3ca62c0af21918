import { join } from 'node:path';
import { exitCodes, type RunCommand } from '../command.ts';
import { writeNew } from '../pipeline/write-new.ts';
import { newConnector, newPackageJson, newReadme } from '../templates.ts';

export const run: RunCommand = (io, [category = ''], options) =>
  writeNew(io, category, options, (found) => {
    const folder = join('content', found.slug);
    return [
      { path: join(folder, 'package.json'), text: newPackageJson(found) },
      { path: join(folder, 'README.md'), text: newReadme(found) },
      { path: join(folder, 'connector.yaml'), text: newConnector(found) },
    ];
  }).then((done) => (done ? exitCodes.fine : exitCodes.usage));
