import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { cacheKey, openCache, versionLine } from './analysis-cache.ts';

let folder = '';
const version = versionLine('1');
const analysis = analyseQuery('SigninLogs | where TimeGenerated > ago(1h) | where ResultType == "0"');
const other = analyseQuery('AuditLogs | where Result == "failure"');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picket-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function save(key: string, value = analysis): void {
  const cache = openCache(folder, version);
  cache.set(key, value);
  expect(cache.save()).toBe(true);
}

const onlyFile = (): string => join(folder, readdirSync(folder)[0] ?? '');

test('what was saved comes back equal', () => {
  save('a');
  expect(openCache(folder, version).get('a')).toEqual(analysis);
  expect(openCache(folder, version).get('b')).toBeUndefined();
});

test('two that save one after the other keep both', () => {
  const [first, second] = [openCache(folder, version), openCache(folder, version)];
  first.set('a', analysis);
  second.set('b', other);
  expect([first.save(), second.save()]).toEqual([true, true]);
  const cache = openCache(folder, version);
  expect([cache.get('a'), cache.get('b')]).toEqual([analysis, other]);
});

test('no unfinished file stays behind, and nothing new writes nothing', () => {
  save('a');
  const before = readFileSync(onlyFile(), 'utf8');
  const cache = openCache(folder, version);
  cache.get('a');
  expect(cache.save()).toBe(true);
  expect(readFileSync(onlyFile(), 'utf8')).toBe(before);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('another version is not read, and is replaced', () => {
  save('a');
  const newer = versionLine('2');
  const cache = openCache(folder, newer);
  expect(cache.get('a')).toBeUndefined();
  cache.set('b', other);
  cache.save();
  expect(openCache(folder, newer).get('b')).toEqual(other);
  expect(openCache(folder, version).get('a')).toBeUndefined();
});

test.each<[string, (text: string) => string | Buffer]>([
  ['cut off', (text) => text.slice(0, text.length - 20)],
  ['changed inside', (text) => text.replace('"tabular":true', '"tabular":null')],
  ['no text', () => Buffer.from([0, 255, 254, 10, 0])],
  ['empty', () => ''],
  ['another tool', (text) => text.replace('picket kql', 'other tool')],
])('a file that is %s is a miss', (_, damage) => {
  save('a');
  writeFileSync(onlyFile(), damage(readFileSync(onlyFile(), 'utf8')));
  expect(openCache(folder, version).get('a')).toBeUndefined();
  save('a');
  expect(openCache(folder, version).get('a')).toEqual(analysis);
});

test('a damaged line leaves the others', () => {
  save('a');
  save('b', other);
  appendFileSync(onlyFile(), 'c 0000000000000000 {"problems":[]}\nd\n');
  const cache = openCache(folder, version);
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.get('d')]).toEqual([
    analysis,
    other,
    undefined,
    undefined,
  ]);
});

test('a folder that cannot be made costs nothing but the saving', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const cache = openCache(join(file, 'below'), version);
  cache.set('a', analysis);
  expect(cache.save()).toBe(false);
  expect(cache.get('a')).toEqual(analysis);
});

test('the key tells queries and declarations apart', () => {
  const declared = { tables: { T_CL: { a: 'int' } } };
  expect(new Set([cacheKey('T_CL', {}), cacheKey('T_CL ', {}), cacheKey('T_CL', declared)]).size).toBe(3);
});
