import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PicturesOptions {
  /** A Chromium, as `findChromium` finds it. */
  readonly executable: string;
  /** A folder with an export. */
  readonly folder: string;
  readonly slugs: readonly string[];
  readonly onPicture: (slug: string, png: Uint8Array) => void;
}

const longestWait = 20_000;

/**
 * A picture of each workbook as its page shows it at first, taken from the files of an export.
 *
 * @throws Error when the browser cannot be started or breaks off
 */
export async function takePictures({ executable, folder, slugs, onPicture }: PicturesOptions): Promise<void> {
  const { chromium } = await import('playwright-core');
  // Its sandbox needs rights that a container does not give; the pages are this export's own and load nothing else.
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const address = pathToFileURL(join(folder, 'index.html')).href;
    for (const slug of slugs) {
      await page.goto(`${address}#/${slug}/workbook`);
      await page.locator('.workbook').waitFor({ timeout: longestWait });
      await page.locator('.tile[aria-busy="true"]:visible').first().waitFor({ state: 'hidden', timeout: longestWait });
      onPicture(slug, await page.screenshot({ fullPage: true }));
    }
  } finally {
    await browser.close();
  }
}
