import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readWorkbook } from '@picket/model';
import { findChromium } from '@picket/preview';
import { itemsOf } from '@picket/workbooks';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Io, processIo } from '../io.ts';
import { main } from '../main.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const executable = findChromium(process.env);
if (executable === undefined)
  console.warn('No Chromium was found: the test of the shipped workbooks in a browser is skipped.');

interface Said {
  out: string;
  err: string;
}

function ioIn(cwd: string, said: Said, more: Partial<Io> = {}): Io {
  return {
    ...processIo(),
    interactive: false,
    colour: false,
    cwd,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    ...more,
  };
}

async function picket(args: readonly string[], cwd = root, more: Partial<Io> = {}): Promise<Said & { code: number }> {
  const said = { out: '', err: '' };
  const code = await main(['preview', ...args], ioIn(cwd, said, more));
  return { ...said, code };
}

/** A repository of one package, whose workbook has a tile that is wrong. */
function smallRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'picket-preview-'));
  cpSync(join(root, 'picket.yaml'), join(folder, 'picket.yaml'));
  const content = join(folder, 'content/risky-users');
  cpSync(join(root, 'content/risky-users'), content, { recursive: true });
  writeFileSync(
    join(content, 'workbook.yaml'),
    `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Risky users
description: Who is at risk.
version: 1.0.0
items:
  - {title: Users, query: AADRiskyUsers | summarize dcount(Id), visualization: stat, time: none}
  - {title: Wrong, query: AADRiskyUsers | where Foo, visualization: stat, time: none}
`,
  );
  return folder;
}

const folder = smallRepository();
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['--port', 'x'], 'CMD009', 2],
  [['--now', 'today'], 'CMD009', 2],
  [['picket.yaml', '--port', '0'], 'PRE102', 1],
])('%j is refused', async (args, code, exit) => {
  const { err, code: ended } = await picket(args, folder);
  expect(err).toContain(code);
  expect(ended).toBe(exit);
});

describe('--export', () => {
  test('PRE103: without a browser the pages alone are written; a wrong tile fails the run', async () => {
    const site = join(folder, 'site');
    const { out, err, code } = await picket(['--export', site], folder, { env: { PATH: '' } });
    expect(out).toMatch(/^1 package, 1 workbook, 2 answers, 0 pictures in /);
    expect(err).toContain('PRE103');
    expect(err).toContain('1 answer with errors');
    expect(code).toBe(1);
    const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
    expect(files.sort()).toEqual(
      ['assets/app.js', 'assets/charts.js', 'assets/style.css', 'index.html']
        .concat(
          ['', '.answers', '.cases', '.problems', '.rules'].map((kind) => `data/risky-users${kind}.js`),
          'data/site.js',
        )
        .sort(),
    );
    expect(readFileSync(join(site, 'data/risky-users.answers.js'), 'utf8')).toContain('ENG105');
  });

  test('PRE104: a browser that fails leaves the pages', async () => {
    const site = join(folder, 'site2');
    const { err } = await picket(['--export', site], folder, { env: { CHROMIUM: '/bin/false' } });
    expect(err).toContain('PRE104');
    expect(existsSync(join(site, 'index.html'))).toBe(true);
  });

  test('the same content gives the same bytes', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    for (const site of [one, two]) await picket(['--export', site], folder, { env: { PATH: '' } });
    for (const name of readdirSync(join(one, 'data'))) {
      expect(readFileSync(join(two, 'data', name), 'utf8')).toBe(readFileSync(join(one, 'data', name), 'utf8'));
    }
  });
});

test('serves until it is ended, and shows what changed', async () => {
  const said = { out: '', err: '' };
  let end = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  const ended = main(['preview', '--port', '0', '--json'], ioIn(folder, said, { stopped: () => stopped }));
  await expect.poll(() => said.out, { timeout: 30_000 }).toContain('url');
  const { url } = JSON.parse(said.out) as { url: string };
  const site = async () => (await (await fetch(`${url}data/site.json`)).json()) as { categories: { slug: string }[] };
  expect((await site()).categories.map(({ slug }) => slug)).toEqual(['risky-users']);
  cpSync(join(root, 'content/risky-agents'), join(folder, 'content/risky-agents'), { recursive: true });
  await expect.poll(async () => (await site()).categories.length, { timeout: 10_000 }).toBe(2);
  end();
  expect(await ended).toBe(0);
});

const slugs = readdirSync(join(root, 'content')).filter((slug) =>
  existsSync(join(root, 'content', slug, 'workbook.yaml')),
);

/** How many tiles a workbook has, those that a click opens too. */
function tilesOf(slug: string): number {
  const path = `content/${slug}/workbook.yaml`;
  const { workbook } = readWorkbook({ path, bytes: readFileSync(join(root, path)) });
  return itemsOf(workbook?.value ?? {}).filter(({ item }) => 'query' in item).length;
}

describe.skipIf(executable === undefined)('every shipped workbook in a browser', () => {
  const said = { out: '', err: '' };
  let end = (): void => undefined;
  let ended: Promise<number>;
  let browser: Browser;
  let url = '';

  beforeAll(async () => {
    const stopped = new Promise<void>((resolve) => {
      end = resolve;
    });
    ended = main(['preview', '--port', '0', '--json'], ioIn(root, said, { stopped: () => stopped }));
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
    await vi.waitFor(() => expect(said.out).toContain('url'), { timeout: 60_000, interval: 100 });
    ({ url } = JSON.parse(said.out) as { url: string });
  });
  afterAll(async () => {
    await browser?.close();
    end();
    await ended;
  });

  test.each(slugs)('%s: every tile of every tab is drawn from rows', async (slug) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, reducedMotion: 'reduce' });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${url}#/${slug}/workbook`);
    await page.locator('.workbook').waitFor();
    const settled = async (): Promise<void> => {
      await page.locator('.tile:visible').first().waitFor();
      await page.locator('.tile[aria-busy="true"]:visible').first().waitFor({ state: 'detached', timeout: 60_000 });
    };
    const tabs = page.locator('.workbook > .tabs [role=tab]');
    const faults: string[] = [];
    let tiles = 0;
    for (let i = 0; i < Math.max(1, await tabs.count()); i++) {
      if (i < (await tabs.count())) await tabs.nth(i).click();
      await settled();
      // What a click on a row opens is there too.
      for (const row of await page.locator('.tile:visible [data-row="0"]').all()) await row.click();
      await settled();
      for (const tile of await page.locator('.tile:visible').all()) {
        tiles++;
        const state = await tile.getAttribute('data-state');
        const title = await tile.locator('h3').innerText();
        if (state !== 'rows') faults.push(`${title}: ${state}: ${await tile.locator('.tile-body').innerText()}`);
        else if ((await tile.locator('canvas, tbody tr, .card, .stat').count()) === 0)
          faults.push(`${title}: nothing drawn`);
      }
    }
    await page.close();
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    expect(tiles).toBe(tilesOf(slug));
  });
});
