#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The tool is TypeScript; on a fresh clone nothing has compiled it yet.
const entry = new URL('../dist/main.js', import.meta.url);
if (!existsSync(entry)) {
  process.stderr.write('First run: compiling the tool…\n');
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  const built = spawnSync(process.execPath, [tsc, '-b'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) {
    process.stderr.write("The tool could not be compiled. Run 'npm ci' and then 'npm run build:tool' to see why.\n");
    process.exit(3);
  }
}
const { main } = await import(entry.href);
process.exitCode = await main(process.argv.slice(2));
