import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFiles, writeFiles } from './files.ts';

let path = '';
let folder = new URL('file:///');

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'picket-facts-'));
  folder = pathToFileURL(`${path}/`);
});

afterEach(() => rmSync(path, { recursive: true, force: true }));

test('files are written and read back, and nothing else is left', () => {
  const files = new Map([
    ['a.txt', 'ä\n'],
    ['b.json', '{}\n'],
  ]);
  writeFiles(folder, files);
  expect(readFiles(folder, ['a.txt', 'b.json', 'c.json'])).toEqual(files);
  expect(readdirSync(path).sort()).toEqual(['a.txt', 'b.json']);
});

test('TBL905: when one file cannot be written, none is changed', () => {
  writeFileSync(join(path, 'a.txt'), 'old');
  const files = new Map([
    ['a.txt', 'new'],
    ['no-such-folder/b.txt', 'new'],
  ]);
  expect(() => writeFiles(folder, files)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'TBL905' }) }),
  );
  expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('old');
  expect(readdirSync(path)).toEqual(['a.txt']);
});

test('TBL905: what is there but cannot be read is not taken for missing', () => {
  mkdirSync(join(path, 'a.txt'));
  expect(() => readFiles(folder, ['a.txt'])).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'TBL905' }) }),
  );
});
