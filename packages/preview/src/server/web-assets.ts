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

/** Under way: the code comes when its threads have made it. */
interface Making {
  readonly code: Promise<string>;
}
const makings = new Map<string, Promise<Making>>();

/**
 * One of the files. Scripts are bundled from the browser's code and its libraries when first asked for, once a process:
 * one plain script each, which also works on a page that is opened from a disk.
 *
 * @param isSmall for files that travel: half as large, and three times as long in the making
 */
export async function webAsset(name: keyof WebAssets, isSmall = false): Promise<string> {
  return (await making(name, isSmall)).code;
}

function making(name: keyof WebAssets, isSmall: boolean): Promise<Making> {
  const key = `${name} ${isSmall}`;
  const known = makings.get(key) ?? begin(name, isSmall);
  makings.set(key, known);
  return known;
}

/** Resolves when the page's script is under way, on threads of its own: what comes next need not wait for it. */
export async function prepareAssets(): Promise<void> {
  await making('app.js', false);
}

/** In the order in which they win over each other. */
const styles = ['page', 'tables', 'workbook', 'results', 'narrow'];

async function begin(name: keyof WebAssets, isSmall: boolean): Promise<Making> {
  if (name === 'style.css') {
    const texts = styles.map((part) => readFileSync(fileOf(`../../assets/${part}.css`), 'utf8'));
    return { code: Promise.resolve(texts.join('\n')) };
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
  const code = bundle
    .generate({ format: 'iife', minify: isSmall })
    .then(({ output }) => output[0].code)
    .finally(() => bundle.close());
  return { code };
}
