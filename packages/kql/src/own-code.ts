import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const module = /(?<!\.d|\.test|\.test-support)\.[jt]s$/;

/**
 * Hash over this package's own modules, as they lie beside this one (a few milliseconds): a kept analysis is that of this
 * very code, so no change of the code can be answered from before it, and nobody has to raise a number.
 */
export function ownCodeVersion(): string {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (module.test(name)) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
