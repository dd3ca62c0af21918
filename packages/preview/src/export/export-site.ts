import type { PreviewHost } from '../preview-host.ts';
import { pageHtml } from '../server/page.ts';
import { webAsset } from '../server/web-assets.ts';
import { precompute } from './precompute.ts';

/** Writes a file of the site; the path is relative to its folder. */
export type WriteFile = (path: string, text: string) => void;

/** What was written of a category. */
export interface ExportedCategory {
  readonly slug: string;
  readonly hasWorkbook: boolean;
  /** Parts under the first choices and all that an export answers. */
  readonly answers: number;
  /** Answers with an error. */
  readonly failed: number;
}

/**
 * Writes the page, its scripts and styles, and what all categories share. With the files of each category
 * (`exportCategory`) it is a site that needs no server: open index.html from a disk, or serve the folder.
 *
 * @returns the categories that the page links to, by slug
 */
export async function exportFrame(host: PreviewHost, write: WriteFile): Promise<readonly string[]> {
  const site = await host.site();
  write('index.html', pageHtml({ isFixed: true }));
  for (const name of ['app.js', 'charts.js', 'style.css'] as const) write(`assets/${name}`, await webAsset(name, true));
  write('data/site.js', script('site', site));
  return site.categories.map(({ slug }) => slug);
}

/** Writes what the pages of a category show. Same content and sample, same bytes, whatever else is written beside it. */
export async function exportCategory(host: PreviewHost, slug: string, write: WriteFile): Promise<ExportedCategory> {
  const own = JSON.stringify(slug);
  const category = await host.category(slug);
  write(`data/${slug}.js`, script(`categories[${own}]`, category));
  write(`data/${slug}.rules.js`, script(`rules[${own}]`, await host.rules(slug)));
  write(`data/${slug}.problems.js`, script(`problems[${own}]`, await host.problems(slug)));
  write(`data/${slug}.cases.js`, script(`cases[${own}]`, await host.cases(slug)));
  if (!category?.workbook) return { slug, hasWorkbook: false, answers: 0, failed: 0 };
  const found = await precompute(slug, category.workbook, host);
  write(`data/${slug}.answers.js`, script(`answers[${own}]`, Object.fromEntries(found)));
  const isWrong = ({ severity }: { readonly severity: string }): boolean => severity === 'error';
  const failed = [...found.values()].filter(({ problems }) => problems.some(isWrong)).length;
  return { slug, hasWorkbook: true, answers: found.size, failed };
}

/** A script that registers its data. Parsed from a text, so that no name in it means anything to the language. */
const script = (place: string, value: unknown): string =>
  `picketData.${place} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;
