import { readdirSync, readFileSync } from 'node:fs';
import { builtinNames } from '@picket/kql';
import { expect, test } from 'vitest';
import { coverage } from './coverage.ts';

/** What the tests of this package say, all in one. */
const tests = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
  .join('\n');

const rows = coverage();

/** Syntax of its own, and a plugin that the analyser takes for an error. */
const analyserLacks = ['table', 'toscalar', 'materialize', 'schema_merge'];

test('each part is named once, with the page that tells its meaning', () => {
  const keys = rows.map(({ kind, name }) => `${kind} ${name}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(rows.filter(({ page }) => page !== undefined && !/^[a-z0-9-]+$/.test(page))).toEqual([]);
});

test('what runs is known to the analyser', () => {
  const known = builtinNames();
  const names = new Set([...known.functions, ...known.aggregates, ...known.plugins, ...analyserLacks]);
  const strangers = rows.filter(
    ({ kind, name, state }) => !kind.endsWith('operator') && state !== 'refused' && !names.has(name),
  );
  expect(strangers.map(({ name }) => name)).toEqual([]);
});

test('what runs has a case', () => {
  const isCase = ({ kind, name }: (typeof rows)[number]): boolean => {
    if (kind === 'function' || kind === 'aggregate' || kind === 'plugin')
      return new RegExp(`\\b${name}\\s*\\(`).test(tests) || tests.includes(`'${name}'`);
    return tests.includes(name);
  };
  expect(
    rows.filter((row) => row.state !== 'refused' && !isCase(row)).map(({ kind, name }) => `${kind} ${name}`),
  ).toEqual([]);
});

test('the three states are told apart', () => {
  const state = (name: string): string | undefined => rows.find((row) => row.name === name)?.state;
  expect(state('where')).toBe('pushed down');
  expect(state('dcount')).toBe('pushed down');
  expect(state('mv-expand')).toBe('evaluated');
  expect(state('make-graph')).toBe('refused');
  expect(state('autocluster')).toBe('refused');
});
