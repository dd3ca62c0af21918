import { join } from 'node:path';
import { counted, type Diagnostic, diagnostic, renderProblem } from '@picket/diagnostics';
import { type ExportedCategory, exportFrame, findChromium, takePictures } from '@picket/preview';
import { type ExitCode, exitCodes } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { writeWhole } from '../pipeline/write-file.ts';
import { writeCategories } from './export-threads.ts';
import type { HostStart, RepositoryHost } from './repository-host.ts';

/** Writes the preview as files, and pictures of its workbooks where there is a browser to take them. */
export async function writeSite(
  io: Io,
  host: RepositoryHost,
  start: HostStart,
  folder: string,
  isJson: boolean,
): Promise<ExitCode> {
  const progress = progressLine(io, 'packages');
  const slugs = await exportFrame(host, (path, text) => void writeWhole(join(folder, path), text));
  const sizes = new Map(
    await Promise.all(slugs.map(async (slug) => [slug, (await host.workbook(slug))?.text.length ?? 0] as const)),
  );
  const largestFirst = [...slugs].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const categories = await writeCategories(host, largestFirst, { ...start, folder }, (done) =>
    progress.at(done, slugs.length),
  );
  progress.end();
  const total = (count: (each: ExportedCategory) => number): number =>
    categories.reduce((sum, each) => sum + count(each), 0);
  const workbooks = categories.filter(({ hasWorkbook }) => hasWorkbook).map(({ slug }) => slug);
  const site = {
    categories: categories.length,
    workbooks,
    answers: total((each) => each.answers),
    failed: total((each) => each.failed),
  };
  const { taken, problem } = await pictures(io, folder, workbooks);
  if (problem) io.err(renderProblem(problem, () => undefined, io.colour));
  if (isJson) io.out(`${JSON.stringify({ folder, ...site, pictures: taken }, null, 2)}\n`);
  else {
    io.out(
      `${counted(site.categories, 'package')}, ${counted(site.workbooks.length, 'workbook')}, ${counted(site.answers, 'answer')}, ` +
        `${counted(taken, 'picture')} in ${folder}\n`,
    );
    if (site.failed > 0) io.err(`${counted(site.failed, 'answer')} with errors: the pages show them\n`);
  }
  return site.failed > 0 ? exitCodes.problems : exitCodes.fine;
}

async function pictures(
  io: Io,
  folder: string,
  slugs: readonly string[],
): Promise<{ readonly taken: number; readonly problem?: Diagnostic }> {
  const executable = findChromium(io.env);
  if (executable === undefined) return { taken: 0, problem: diagnostic('PRE103', {}) };
  const progress = progressLine(io, 'pictures');
  let taken = 0;
  const onPicture = (slug: string, png: Uint8Array): void => {
    writeWhole(join(folder, 'pictures', `${slug}.png`), png);
    progress.at(++taken, slugs.length);
  };
  try {
    await takePictures({ executable, folder, slugs, onPicture });
    return { taken };
  } catch (failure) {
    const said = failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure);
    return { taken, problem: diagnostic('PRE104', { said }) };
  } finally {
    progress.end();
  }
}
