import { resolve } from 'node:path';
import { diagnostic } from '@picket/diagnostics';
import { prepareAssets, startPreview } from '@picket/preview';
import { type ExitCode, exitCodes, pathsOf, type RunCommand, textOption } from '../command.ts';
import type { Io } from '../io.ts';
import { openRepository } from '../pipeline/repository.ts';
import { answersOnThread } from '../preview/answers-on-thread.ts';
import { type HostStart, openRepositoryHost, type RepositoryHost } from '../preview/repository-host.ts';
import { watchContent } from '../preview/watch-content.ts';
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
  const start: HostStart = {
    cwd: io.cwd,
    paths,
    sample: {
      data: pathsOf(options).map((path) => resolve(io.cwd, path)),
      ...(clock === undefined ? {} : { now: clock }),
    },
  };
  const folder = textOption(options, 'export');
  if (folder === undefined) await prepareAssets();
  const opened = openRepositoryHost(repository, start, folder === undefined ? () => answersOnThread(start) : undefined);
  if (!opened.value) return refuse(io, opened.problems, exitCodes.problems);
  const host = opened.value;
  try {
    if (folder === undefined) return await serve(io, host, repository.root, Number(port), options.json === true);
    const { writeSite } = await import('../preview/write-site.ts');
    return await writeSite(io, host, start, resolve(io.cwd, folder), options.json === true);
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
