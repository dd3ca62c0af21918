import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** An empty folder that goes away with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'picket-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository of its own with some of the shipped packages. */
export function copyOfRepository(...slugs: string[]): string {
  const folder = emptyFolder();
  cpSync(join(root, 'picket.yaml'), join(folder, 'picket.yaml'));
  for (const slug of slugs)
    cpSync(join(root, 'content', slug), join(folder, 'content', slug), {
      recursive: true,
      filter: (from) => !from.includes('node_modules') && !from.includes('dist'),
    });
  return folder;
}

export function write(folder: string, path: string, content: string | Uint8Array): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
