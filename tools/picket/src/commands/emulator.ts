import { join, resolve } from 'node:path';
import { workspaceOf } from '@picket/deploy';
import { diagnostic, renderProblem } from '@picket/diagnostics';
import { noDeclarations } from '@picket/kql';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { stateFileOf } from '../pipeline/connect.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openTarget } from '../pipeline/open.ts';

export const run: RunCommand = async (io, _args, options) => {
  const port = textOption(options, 'port') ?? '';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    const problem = diagnostic('CMD009', { option: '--port', value: port, want: 'a port number from 0 to 65535' });
    io.err(renderProblem(problem, () => undefined, io.colour));
    return exitCodes.usage;
  }
  const place = findRoot(io.cwd) ? openTarget(io, options) : undefined;
  if (findRoot(io.cwd) && !place) return exitCodes.usage;
  const state = textOption(options, 'state');
  const target = place?.target.kind === 'local' ? place.target : ({ kind: 'local' } as const);
  const ownState = place && join(place.repository.root, stateFileOf(place.name, target));
  const stateFile = state ? resolve(io.cwd, state) : ownState;
  const { startEmulator } = await import('@picket/emulator');
  const scope = workspaceOf(target);
  const emulator = await startEmulator({
    port: Number(port),
    scope,
    declarations: place?.repository.declarations ?? noDeclarations,
    ...(stateFile ? { stateFile } : {}),
  });
  if (options.json) io.out(`${JSON.stringify({ url: emulator.url, workspace: scope.id, stateFile }, null, 2)}\n`);
  else {
    io.out(`Workspace ${scope.id}\nat ${emulator.url}, state ${stateFile ?? 'in memory'}. Ctrl+C ends it.\n`);
  }
  await io.stopped();
  await emulator.close();
  return exitCodes.fine;
};
