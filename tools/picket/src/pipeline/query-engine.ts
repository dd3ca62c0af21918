import { resolve } from 'node:path';
import { type Checked, diagnostic } from '@picket/diagnostics';
import { type Engine, openDataExplorer, openEngine, openLogAnalytics } from '@picket/engine';
import { type Options, pathsOf, textOption } from '../command.ts';
import { type Io, progressLine } from '../io.ts';
import { findRoot } from './find-root.ts';

/**
 * The engine that the options name: this machine over local files unless told, else the workspace of a target or a
 * database of Azure Data Explorer. Problems are of usage (CMD009), of picket.yaml or of the data.
 */
export function openQueryEngine(io: Io, options: Options): Promise<Checked<Engine>> {
  const engine = textOption(options, 'engine') ?? 'local';
  const data = pathsOf(options);
  if (engine !== 'local' && data.length > 0) return Promise.resolve(usage('--data', data.join(' '), 'no --engine'));
  if (engine === 'log-analytics') return openWorkspace(io, options);
  return engine === 'adx' ? Promise.resolve(openDatabase(options)) : openLocal(io, options, data);
}

const usage = (option: string, value: string, want: string): Checked<Engine> => ({
  problems: [diagnostic('CMD009', { option, value, want })],
});

async function openWorkspace(io: Io, options: Options): Promise<Checked<Engine>> {
  const name = textOption(options, 'target');
  if (name === undefined) return usage('--target', '', 'an Azure target of picket.yaml');
  const { findTarget, openRepository } = await import('./repository.ts');
  const { value: repository, problems } = openRepository(io.cwd);
  if (!repository) return { problems };
  const target = findTarget(repository, name);
  if ('code' in target) return { problems: [target] };
  if (target.kind !== 'azure') return usage('--target', name, 'an Azure target of picket.yaml');
  const { subscription, resourceGroup, workspace, tenant } = target;
  const id = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${workspace}`;
  return { value: openLogAnalytics({ workspace: id, tenant }), problems: [] };
}

function openDatabase(options: Options): Checked<Engine> {
  const cluster = textOption(options, 'cluster') ?? '';
  const database = textOption(options, 'database') ?? '';
  if (!URL.canParse(cluster)) return usage('--cluster', cluster, 'an address as https://NAME.REGION.kusto.windows.net');
  if (database === '') return usage('--database', '', 'the name of a database');
  return { value: openDataExplorer({ cluster, database }), problems: [] };
}

async function openLocal(io: Io, options: Options, data: readonly string[]): Promise<Checked<Engine>> {
  const declared = data.length > 0 ? await declarationsAround(io.cwd) : { problems: [] };
  if (declared.problems.some((problem) => problem.severity === 'error')) return { problems: declared.problems };
  return openEngine({
    data: data.map((path) => resolve(io.cwd, path)),
    missing: missingOf(options, data),
    onProgress: progressOf(io),
    ...(declared.value ? { declarations: declared.value } : {}),
  });
}

/** What the repository around a folder declares: tables of its own, watchlists, functions. */
async function declarationsAround(
  folder: string,
): Promise<Checked<NonNullable<Parameters<typeof openEngine>[0]>['declarations']>> {
  if (findRoot(folder) === undefined) return { problems: [] };
  const { openRepository } = await import('./repository.ts');
  const { value, problems } = openRepository(folder);
  return value ? { value: value.declarations, problems } : { problems };
}

/** Where no data is given at all, a table was forgotten rather than empty. */
function missingOf(options: Options, data: readonly string[]): 'empty' | 'refuse' {
  const given = textOption(options, 'missing');
  if (given === 'empty' || given === 'refuse') return given;
  return data.length > 0 ? 'empty' : 'refuse';
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

function progressOf(io: Io): (table: string, done: number, total: number) => void {
  const lines = new Map<string, ReturnType<typeof progressLine>>();
  return (table, done, total) => {
    const line = lines.get(table) ?? progressLine(io, `reading ${table}, MB`);
    lines.set(table, line);
    if (done < total) line.at(megabytes(done), megabytes(total));
    else line.end();
  };
}
