import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests read the workspace source; only worker threads and tests of the shell command need compiled files. */
export function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { cwd: root, stdio: 'inherit' });
}
