import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Checked, diagnostic, OutsideFailure, renderProblem } from '@picket/diagnostics';
import { dataFolder } from '@picket/tables';
import { readFiles, readIfThere, writeFiles } from './files.ts';
import { playBack, readRecording, readTableList } from './recording.ts';
import { factFiles, refresh } from './refresh.ts';
import { reportText } from './report.ts';
import { listOfWorkspace, type TableList } from './table-list.ts';
import {
  apiVersion,
  azureWorkspaceTables,
  type Connection,
  isWorkspaceId,
  type Transport,
} from './workspace-tables.ts';

/** What the command needs of the world around it. */
export interface World {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly today: () => string;
  readonly transport: Transport;
  readonly token: () => Promise<string>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The folder that relative paths start from. */
  readonly folder: string;
}

const usage = `Renews the facts of packages/tables/data.

  npm run refresh -w @picket/refresh-tables -- [options]

  (no source)                 check the facts and write them in their canonical form
  --from recording FILE       take in a workspace's table list that was recorded
  --from list FILE            take in a list of tables in our own form
  --workspace RESOURCE-ID     take in the table list of a workspace in Azure
  --remove                    also take out columns that the list lacks
  --dry-run                   tell the differences, write nothing
  --data FOLDER               the folder of the facts (default: that of @picket/tables)
`;

const options = {
  from: { type: 'string' },
  workspace: { type: 'string' },
  remove: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs the command and gives its exit code: 0 fine, 1 problems found, 2 wrong usage, 3 the outside world failed. */
export async function run(words: readonly string[], world: World): Promise<number> {
  const request = readWords(words, world.folder);
  if (typeof request === 'string') {
    world.stderr(`${request}\n\n${usage}`);
    return 2;
  }
  if (request.help) {
    world.stdout(usage);
    return 0;
  }
  try {
    return await refreshFolder(request, world);
  } catch (error) {
    if (!(error instanceof OutsideFailure)) throw error;
    world.stderr(`${renderProblem(error.problem, () => undefined, false)}\n`);
    return 3;
  }
}

type Source =
  | { readonly kind: 'recording' | 'list'; readonly file: string }
  | { readonly kind: 'azure'; readonly id: string };

interface Request {
  readonly source?: Source;
  readonly folder: URL;
  readonly remove: boolean;
  readonly dryRun: boolean;
  readonly help: boolean;
}

/** The request, or what is wrong with the words. */
function readWords(words: readonly string[], folder: string): Request | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const { from, workspace, remove, data, help } = values;
  const request = {
    folder: data === undefined ? dataFolder() : pathToFileURL(`${resolve(folder, data)}/`),
    remove,
    dryRun: values['dry-run'],
    help,
  };
  const [file, ...more] = positionals;
  if (workspace !== undefined) {
    if (from !== undefined || file !== undefined) return '--workspace takes no other source';
    if (!isWorkspaceId(workspace)) return `'${workspace}' is not the resource id of a workspace`;
    return { ...request, source: { kind: 'azure', id: workspace } };
  }
  if (from === undefined) return file === undefined ? request : `'${file}' is not understood`;
  if (from !== 'recording' && from !== 'list') return `--from takes recording or list, not '${from}'`;
  if (file === undefined || more.length > 0) return `--from ${from} takes one file`;
  return { ...request, source: { kind: from, file: resolve(folder, file) } };
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options, allowPositionals: true });
}

async function refreshFolder({ source, folder, remove, dryRun }: Request, world: World): Promise<number> {
  const list = source ? await readSource(source, world) : undefined;
  if (list && !list.value) return tell(list, world);
  const before = readFiles(folder, [...factFiles, 'version.txt']);
  const refreshed = refresh(before, list?.value, { remove });
  if (!refreshed.value) return tell(refreshed, world);
  const { files, changed, differences } = refreshed.value;
  if (!dryRun && changed.length > 0) {
    writeFiles(folder, new Map([...files].filter(([name]) => changed.includes(name))));
  }
  world.stdout(reportText(differences, list?.value?.leftOut ?? [], changed, !dryRun));
  return 0;
}

async function readSource(source: Source, world: World): Promise<Checked<TableList>> {
  const { token, wait } = world;
  if (source.kind === 'azure') {
    return readWorkspace({ workspaceId: source.id, transport: world.transport, token, wait }, world.today(), source.id);
  }
  const content = readIfThere(pathToFileURL(source.file));
  if (content === undefined) throw new OutsideFailure(diagnostic('TBL905', { file: source.file, done: 'found' }));
  if (source.kind === 'list') return readTableList(content, source.file);
  const recording = readRecording(content, source.file);
  if (!recording.value) return { problems: recording.problems };
  const { workspaceId, recordedAt } = recording.value;
  const connection = { workspaceId, transport: playBack(recording.value), token: async () => '', wait };
  return readWorkspace(connection, recordedAt, source.file);
}

/** Whose workspace it was does not go into the facts: only that a workspace said so, and when. */
async function readWorkspace(connection: Connection, date: string, file: string): Promise<Checked<TableList>> {
  const tables = await azureWorkspaceTables(connection).list();
  return listOfWorkspace(tables, { source: `Table list of a workspace, API version ${apiVersion}`, date }, file);
}

function tell({ problems }: Checked<unknown>, world: World): number {
  for (const problem of problems) world.stderr(`${renderProblem(problem, () => undefined, false)}\n`);
  return 1;
}
