import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with picket.yaml: this one or the nearest above it. */
export function findRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'picket.yaml'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
