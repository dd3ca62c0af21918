import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Tests read the workspace source; only worker threads and tests of the shell command need compiled files.
 * A type error does not stop them (the compiler still writes the files): `npm run types` is the gate for types.
 */
export function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { cwd: root, stdio: 'ignore' });
}
