import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from './export/chromium.ts';
import { exportCategory, exportFrame } from './export/export-site.ts';
import { takePictures } from './export/pictures.ts';
import { fixtureHost, hostileName } from './fixture.test-support.ts';
import { type Preview, startPreview } from './server/start-preview.ts';

const executable = findChromium(process.env);
if (executable === undefined) console.warn('No Chromium was found: the tests of the pages in a browser are skipped.');

describe.skipIf(executable === undefined)('in a browser', () => {
  let browser: Browser;
  let preview: Preview;
  let page: Page;
  let said: string[];
  let asked: string[];

  beforeAll(async () => {
    preview = await startPreview(fixtureHost(), 0);
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
  });

  beforeEach(async () => {
    [said, asked] = [[], []];
    page = await browser.newPage({ viewport: { width: 1300, height: 900 }, reducedMotion: 'reduce' });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
  });
  afterEach(async () => {
    await page.close();
    expect(said).toEqual([]);
    const elsewhere = asked.filter((url) => !/^(?:http:\/\/127\.0\.0\.1:|file:|data:)/.test(url));
    expect(elsewhere).toEqual([]);
  });

  const tile = (title: string) =>
    page.locator('.tile', { has: page.getByRole('heading', { name: title, exact: true }) });
  const open = async (address: string): Promise<void> => {
    await page.goto(address);
    await page.locator('main').waitFor();
  };
  const settled = (): Promise<void> =>
    page.locator('.tile[aria-busy="true"]:visible').first().waitFor({ state: 'detached' });
  const workbook = async (): Promise<void> => {
    await open(`${preview.url}#/sign-in-logs/workbook`);
    await tile('Sign-ins').getByText('672').waitFor();
    await settled();
  };

  test('every tile of a tab draws what its query gives', async () => {
    await workbook();
    expect(await tile('Over time').locator('canvas').count()).toBe(1);
    expect(await tile('People').locator('tbody tr').count()).toBe(6);
    await page.getByRole('tab', { name: 'Places' }).click();
    await tile('Map').locator('canvas').waitFor();
    await tile('Map').getByText('Not on the map: Nowhere').waitFor();
    expect(await tile('Cards').locator('.card').count()).toBe(4);
    await tile('Nothing').getByText('None at all.').waitFor();
    await settled();
  });

  test('a table with little room shows all of its columns: times to the minute, whole in their titles', async () => {
    await workbook();
    const people = tile('People');
    expect(await people.locator('.seconds').first().isVisible()).toBe(true);
    await page.setViewportSize({ width: 700, height: 900 });
    expect(await people.locator('.seconds').first().isVisible()).toBe(false);
    expect(await people.locator('td.when').first().getAttribute('title')).toMatch(/^2026-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await people.locator('.scroll').evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
  });

  test('an error of a tile is shown in the tile, with its code and place', async () => {
    await workbook();
    await page.getByRole('tab', { name: 'Places' }).click();
    const problem = tile('Wrong').locator('.problem');
    await problem.getByText('error ENG105').waitFor();
    expect(await problem.innerText()).toMatch(/Foo[\s\S]*content\/sign-in-logs\/workbook\.yaml:\d+:\d+/);
  });

  test('what the checks say stands above the workbook, with code and place', async () => {
    await workbook();
    const problem = page.locator('.problems .problem');
    await problem.getByText('warning WB301').waitFor();
    expect(await problem.innerText()).toContain('content/sign-in-logs/workbook.yaml:7:3');
    expect(await problem.locator('img').count()).toBe(0);
  });

  test('a resource picker has the one invented resource, which queries get', async () => {
    await workbook();
    const picker = page.getByLabel('Workspace');
    expect(await picker.isDisabled()).toBe(true);
    expect(await picker.innerText()).toBe('log-sample (invented)');
    await page.getByText('of log-sample').waitFor();
  });

  test('a changed parameter asks again what depends on it, and nothing else', async () => {
    await workbook();
    asked.length = 0;
    await page.getByLabel('Outcome').selectOption({ label: 'Successes' });
    await tile('Sign-ins').getByText('448').waitFor();
    await page.getByText('Outcome Successes').waitFor();
    expect(asked.filter((url) => url.endsWith('/answer'))).toHaveLength(2);
    await page.getByLabel('TimeRange').selectOption('P1D');
    await tile('Sign-ins').getByText('64', { exact: true }).waitFor();
  });

  test('several values: a choice gives up All', async () => {
    await workbook();
    await page.locator('[data-parameter="App"] summary').click();
    await page.getByLabel('app Contoso Payroll').check();
    await tile('Sign-ins').getByText('336').waitFor();
    expect(await page.getByLabel('All', { exact: true }).isChecked()).toBe(false);
  });

  test('a row hands its value on, by mouse and by keyboard; a second click takes it back', async () => {
    await workbook();
    const row = tile('People').locator('tbody tr', { hasText: 'user1@contoso.example' });
    await row.click();
    const events = tile('Events of user1@contoso.example');
    await events.locator('tbody tr').first().waitFor();
    expect(await row.getAttribute('aria-selected')).toBe('true');
    await row.click();
    await events.waitFor({ state: 'hidden' });
    const other = tile('People').locator('tbody tr', { hasText: 'user2@contoso.example' });
    await other.focus();
    await page.keyboard.press('Enter');
    await tile('Events of user2@contoso.example').locator('tbody tr').first().waitFor();
  });

  test('tabs go by arrow keys', async () => {
    await workbook();
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'Places' }).getAttribute('aria-selected')).toBe('true');
    await tile('Cards').locator('.card').first().waitFor();
  });

  test('names from content stay text', async () => {
    await workbook();
    await page.getByText('<script>alert(1)</script>').waitFor();
    await tile('People').getByText(hostileName).first().waitFor();
    await open(`${preview.url}#/sign-in-logs/rules/spray`);
    await page.locator('.rule-name', { hasText: hostileName }).waitFor();
    await page.getByText(`holds ${hostileName}`).waitFor();
    await open(`${preview.url}#/sign-in-logs/coverage`);
    await page.locator('.matrix').waitFor();
    expect(await page.locator('img, main script, [href^="javascript:"]').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
  });

  test('light and dark', async () => {
    await workbook();
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('button', { name: /^Theme/ }).click();
    expect(await page.getByRole('button', { name: /^Theme/ }).innerText()).toBe('Theme: dark');
    expect(await ground()).not.toBe(light);
    await settled();
  });

  test('a change on the disk is shown, and what was chosen is kept', async () => {
    await workbook();
    await page.getByLabel('Outcome').selectOption({ label: 'Successes' });
    await tile('Sign-ins').getByText('448').waitFor();
    asked.length = 0;
    preview.changed();
    await expect.poll(() => asked.some((url) => url.endsWith('/data/site.json'))).toBe(true);
    await tile('Sign-ins').getByText('448').waitFor();
    await settled();
  });

  describe('an export', () => {
    const folder = mkdtempSync(join(tmpdir(), 'picket-site-'));
    const pictures = new Map<string, number>();
    beforeAll(async () => {
      const files: [string, string][] = [];
      const write = (path: string, text: string): void => void files.push([path, text]);
      for (const slug of await exportFrame(fixtureHost(), write)) await exportCategory(fixtureHost(), slug, write);
      for (const [path, text] of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    const address = (hash: string): string => `${pathToFileURL(join(folder, 'index.html')).href}${hash}`;

    test('opens from a disk, for the first choices and for listed ones', async () => {
      await open(address('#/sign-in-logs/workbook'));
      await page.getByText('A static export:').waitFor();
      await tile('Sign-ins').getByText('672').waitFor();
      await tile('Over time').locator('canvas').waitFor();
      await page.getByLabel('Outcome').selectOption({ label: 'Successes' });
      await tile('Sign-ins').getByText('448').waitFor();
    });

    test('shows what the checks say', async () => {
      await open(address('#/sign-in-logs/workbook'));
      await page.locator('.problems .problem').getByText('warning WB301').waitFor();
    });

    test('says what it does not hold', async () => {
      await open(address('#/sign-in-logs/workbook'));
      await tile('Sign-ins').getByText('672').waitFor();
      await page.getByLabel('Outcome').selectOption({ label: 'Successes' });
      await page.getByLabel('TimeRange').selectOption('P1D');
      await tile('Sign-ins').getByText('These choices are not in this export').waitFor();
    });

    test('is pictured', async () => {
      const onPicture = (slug: string, png: Uint8Array): void => void pictures.set(slug, png.length);
      await takePictures({ executable: executable ?? '', folder, slugs: ['sign-in-logs'], onPicture });
      expect(pictures.get('sign-in-logs')).toBeGreaterThan(10_000);
    });
  });
});
