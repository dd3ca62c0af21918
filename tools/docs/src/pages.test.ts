import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derivedPages } from './pages.ts';

const root = new URL('../../../', import.meta.url);

test.each(derivedPages())('$path is what the program says now (npm run docs)', ({ path, text }) => {
  expect(readFileSync(new URL(path, root), 'utf8')).toBe(text);
});
