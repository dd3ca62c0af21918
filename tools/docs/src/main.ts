import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { derivedPages } from './pages.ts';

const root = new URL('../../../', import.meta.url);

for (const { path, text } of derivedPages()) {
  const file = fileURLToPath(new URL(path, root));
  if (readOr(file, '') === text) continue;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  process.stdout.write(`${path}\n`);
}

function readOr(file: string, fallback: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return fallback;
    throw failure;
  }
}
