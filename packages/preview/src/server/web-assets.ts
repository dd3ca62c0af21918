import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The files that the page loads beside its data, by name. */
export interface WebAssets {
  readonly 'app.js': string;
  readonly 'charts.js': string;
  readonly 'style.css': string;
}

/** The browser's code lies beside this file, as TypeScript where the tests run and compiled where Node runs. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const made = new Map<string, Promise<string>>();

/**
 * One of the files. Scripts are bundled from the browser's code and its libraries when first asked for, once a process:
 * one plain script each, which also works on a page that is opened from a disk.
 *
 * @param isSmall for files that travel: half as large, and three times as long in the making
 */
export function webAsset(name: keyof WebAssets, isSmall = false): Promise<string> {
  const key = `${name} ${isSmall}`;
  const known = made.get(key) ?? make(name, isSmall);
  made.set(key, known);
  return known;
}

/** In the order in which they win over each other. */
const styles = ['page', 'tables', 'workbook', 'results', 'narrow'];

async function make(name: keyof WebAssets, isSmall: boolean): Promise<string> {
  if (name === 'style.css') {
    return styles.map((part) => readFileSync(fileOf(`../../assets/${part}.css`), 'utf8')).join('\n');
  }
  const { rolldown } = await import('rolldown');
  const entry = name === 'app.js' ? 'main' : 'charts';
  const bundle = await rolldown({
    input: fileOf(`../browser/${entry}.${ending}`),
    platform: 'browser',
    logLevel: 'silent',
    // Libraries ask for it; there is no process in a browser.
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  try {
    const { output } = await bundle.generate({ format: 'iife', minify: isSmall });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
