import { readdirSync, readFileSync } from 'node:fs';
import { builtinNames } from '@picket/kql';
import { expect, test } from 'vitest';
import { callsThatRan, textsIn } from './cases.test-support.ts';
import { coverage } from './coverage.ts';

/** The texts of this package's tests by file: queries, and what goes into queries, among them. */
const files = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => textsIn(readFileSync(new URL(path, import.meta.url), 'utf8')));

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
  const ran = new Set<string>();
  const tried = new Set<string>();
  /** Runs texts that may call it until one does. */
  const hasCase = ({ kind, name }: (typeof rows)[number]): boolean => {
    const isCall = !kind.endsWith('operator');
    const wanted = isCall ? `call ${name}` : `${kind.replace('scalar ', '')} ${name}`;
    const word = name.replace('unary ', '');
    const mayCall = (text: string): boolean =>
      isCall ? new RegExp(`\\b${name}\\s*\\(`).test(text) : text.includes(word);
    for (const { texts, wrappers } of files) {
      for (const text of texts) {
        if (ran.has(wanted)) return true;
        if (tried.has(text) || !mayCall(text)) continue;
        tried.add(text);
        for (const call of callsThatRan(text, wrappers)) ran.add(call);
      }
    }
    return ran.has(wanted);
  };
  const lacking = rows.filter((row) => row.state !== 'refused' && !hasCase(row));
  expect(lacking.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
}, 300_000);

test('a text counts as a case only when it runs', () => {
  expect([...callsThatRan('strlen("abc") + 1')]).toEqual(['tabular operator print', 'operator +', 'call strlen']);
  expect(callsThatRan('strlen of a text').size).toBe(0);
  expect(callsThatRan('print x = rand()').size).toBe(0);
  const source = [
    "const a = 'range x from 1 to 2 step 1';",
    "// it's no text",
    'f(`$' + '{a} | $' + "{query}`, 'where x > 1');",
  ];
  const { texts, wrappers } = textsIn(source.join('\n'));
  expect(texts).toContain('where x > 1');
  expect([...callsThatRan('where x > 1', wrappers)]).toContain('tabular operator where');
});

test('the three states are told apart', () => {
  const state = (name: string): string | undefined => rows.find((row) => row.name === name)?.state;
  expect(state('where')).toBe('pushed down');
  expect(state('dcount')).toBe('pushed down');
  expect(state('mv-expand')).toBe('evaluated');
  expect(state('make-graph')).toBe('refused');
  expect(state('autocluster')).toBe('refused');
});
