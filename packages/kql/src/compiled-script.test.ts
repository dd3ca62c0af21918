import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCompiled } from './compiled-script.ts';

const folder = mkdtempSync(join(tmpdir(), 'picket-compiled-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cache = join(folder, 'node_modules', '.cache', 'picket');
const script = join(folder, 'node_modules', 'told', 'told.js');
mkdirSync(join(folder, 'node_modules', 'told'), { recursive: true });
/** Says something in its own way, and what `require` gives it. */
const write = (word: string): void =>
  writeFileSync(
    script,
    `globalThis.toldByScript = ['${word}', typeof module.exports, typeof require('node:fs').readFileSync, __filename];`,
  );

/** What the script says; what the process would keep at its end is kept at once. */
function told(): unknown {
  const before = new Set(process.listeners('exit'));
  runCompiled(script);
  for (const listener of process.listeners('exit')) {
    if (before.has(listener)) continue;
    listener(0);
    process.off('exit', listener);
  }
  return Reflect.get(globalThis, 'toldByScript');
}

const saying = (word: string): unknown => [word, 'object', 'function', script];

test('a script runs the same from what was kept, from a new text, and from what is damaged or cannot be kept', () => {
  write('one');
  expect(told()).toEqual(saying('one'));
  const [first = ''] = readdirSync(cache);
  expect(readdirSync(cache)).toEqual([first]);
  const kept = readFileSync(join(cache, first));
  expect(told()).toEqual(saying('one'));
  expect(readFileSync(join(cache, first))).toEqual(kept);

  // As long as the other: only its text tells that it is another.
  write('two');
  expect(told()).toEqual(saying('two'));
  expect(readdirSync(cache).length).toBe(2);

  for (const damage of [Buffer.alloc(0), kept.subarray(0, 100), Buffer.from(kept).fill(7, kept.length - 40)]) {
    writeFileSync(join(cache, first), damage);
    write('one');
    expect(told()).toEqual(saying('one'));
    expect(readFileSync(join(cache, first)).length).toBeGreaterThan(100);
  }

  rmSync(cache, { recursive: true });
  writeFileSync(cache, 'a file where the folder would be');
  expect(told()).toEqual(saying('one'));
  expect(readFileSync(cache, 'utf8')).toBe('a file where the folder would be');
});
