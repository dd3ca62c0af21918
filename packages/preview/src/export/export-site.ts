import type { PreviewHost } from '../preview-host.ts';
import { pageHtml } from '../server/page.ts';
import { webAsset } from '../server/web-assets.ts';
import { precompute } from './precompute.ts';

export interface ExportOptions {
  /** Writes a file of the site; the path is relative to its folder. */
  readonly write: (path: string, text: string) => void;
  /** Told after each category. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was written. */
export interface ExportedSite {
  readonly categories: number;
  /** Categories that have a workbook, by slug. */
  readonly workbooks: readonly string[];
  /** Tiles under the first choices and all listed ones. */
  readonly answers: number;
  /** Answers with an error. */
  readonly failed: number;
}

/**
 * Writes the preview as files that need no server: open index.html from a disk, or serve the folder. Same content and
 * sample, same bytes.
 */
export async function exportSite(host: PreviewHost, { write, onProgress }: ExportOptions): Promise<ExportedSite> {
  const site = await host.site();
  const data = (path: string, place: string, value: unknown): void => write(`data/${path}.js`, script(place, value));
  write('index.html', pageHtml({ isFixed: true }));
  for (const name of ['app.js', 'charts.js', 'style.css'] as const) write(`assets/${name}`, await webAsset(name, true));
  data('site', 'site', site);
  const workbooks: string[] = [];
  let [answers, failed, done] = [0, 0, 0];
  for (const { slug } of site.categories) {
    const category = await host.category(slug);
    const own = JSON.stringify(slug);
    data(slug, `categories[${own}]`, category);
    data(`${slug}.rules`, `rules[${own}]`, await host.rules(slug));
    data(`${slug}.cases`, `cases[${own}]`, await host.cases(slug));
    const document = await host.workbook(slug);
    if (document && category?.workbook) {
      const found = await precompute(document, category.workbook, await host.session());
      data(`${slug}.answers`, `answers[${own}]`, Object.fromEntries(found));
      workbooks.push(slug);
      answers += found.size;
      failed += [...found.values()].filter(({ problems }) =>
        problems.some(({ severity }) => severity === 'error'),
      ).length;
    }
    onProgress?.(++done, site.categories.length);
  }
  return { categories: site.categories.length, workbooks, answers, failed };
}

/** A script that registers its data. Parsed from a text, so that no name in it means anything to the language. */
const script = (place: string, value: unknown): string =>
  `picketData.${place} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;
