import { resolve } from 'node:path';
import type { AlertRule } from '@picket/benign-tenant';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { ContentPackage } from '@picket/model';
import { startPreview } from '@picket/preview';
import { type ExitCode, exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import type { Io } from '../io.ts';
import { pathsOf } from '../pipeline/query-engine.ts';
import { openRepository, type Repository } from '../pipeline/repository.ts';
import { openRepositoryHost, type RepositoryHost } from '../preview/repository-host.ts';
import { inventedSample, type Sample, sampleOfFiles } from '../preview/sample.ts';
import { watchContent } from '../preview/watch-content.ts';
import { writeSite } from '../preview/write-site.ts';
import { refuse } from '../refuse.ts';

/** Shows the repository's workbooks, rules and coverage in a browser on this machine until the user ends it, or writes them as a site. */
export const run: RunCommand = async (io, paths, options) => {
  const port = textOption(options, 'port') ?? '';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return usage(io, '--port', port, 'a port number from 0 to 65535');
  const clock = textOption(options, 'now');
  if (clock !== undefined && Number.isNaN(Date.parse(clock))) {
    return usage(io, '--now', clock, 'a moment as 2026-03-01T00:00:00Z');
  }
  const { value: repository, problems } = openRepository(io.cwd);
  if (!repository) return refuse(io, problems, exitCodes.usage);
  const opened = openRepositoryHost(repository, paths, io.cwd, (packages) =>
    sampleFor(io, options, repository, packages),
  );
  if (!opened.value) return refuse(io, opened.problems, exitCodes.problems);
  const host = opened.value;
  const folder = textOption(options, 'export');
  try {
    if (folder !== undefined) return await writeSite(io, host, resolve(io.cwd, folder), options.json === true);
    return await serve(io, host, repository.root, Number(port), options.json === true);
  } finally {
    await host.close();
  }
};

const usage = (io: Io, option: string, value: string, want: string): ExitCode =>
  refuse(io, [diagnostic('CMD009', { option, value, want })], exitCodes.usage);

async function serve(io: Io, host: RepositoryHost, root: string, port: number, isJson: boolean): Promise<ExitCode> {
  const preview = await startPreview(host, port);
  const watch = watchContent(root, () => {
    host.changed();
    preview.changed();
  });
  io.out(isJson ? `${JSON.stringify({ url: preview.url }, null, 2)}\n` : `${preview.url}\n`);
  io.err('Pages reload when content changes. Ctrl+C ends it.\n');
  await io.stopped();
  watch.close();
  await preview.close();
  return exitCodes.fine;
}

async function sampleFor(
  io: Io,
  options: Options,
  { declarations }: Repository,
  packages: readonly ContentPackage[],
): Promise<Sample> {
  const paths = pathsOf(options).map((path) => resolve(io.cwd, path));
  const written = textOption(options, 'now');
  const now = written === undefined ? undefined : new Date(written);
  if (paths.length === 0) return inventedSample(alertRules(packages), now, declarations);
  const { value, problems } = await sampleOfFiles(paths, now, declarations);
  if (!value) throw new OutsideFailure(problems[0] ?? diagnostic('CMD001', { path: paths.join(', ') }));
  return value;
}

/** The rules whose alerts the invented company has. */
const alertRules = (packages: readonly ContentPackage[]): readonly AlertRule[] =>
  packages.flatMap(({ rules }) =>
    rules.map(({ value: { id, name, severity, tactics = [] } }) => ({ id, name, severity, tactics })),
  );
