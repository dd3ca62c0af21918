import { join } from 'node:path';
import { type Bundle, bundle, type DesiredResource } from '@picket/bundle';
import {
  canonicalHash,
  type LiveWorkspace,
  type Plan,
  type PlanPolicy,
  planChanges,
  readWorkspace,
} from '@picket/deploy';
import type { Diagnostic, Report, Checked as Result } from '@picket/diagnostics';
import type { Analysis } from '@picket/kql';
import { type Content, readContent, type SourceFile, type Target } from '@picket/model';
import type { Io } from '../io.ts';
import { progressLine } from '../io.ts';
import { checkFiles } from './check-files.ts';
import type { Connection } from './connect.ts';
import { cacheFolder, type Repository } from './repository.ts';
import { selectFiles } from './select-files.ts';
import { writeWhole } from './write-file.ts';

/** Content that was read and checked. `content` is missing when a file has an error. */
export interface CheckedContent {
  readonly report: Report;
  readonly files: readonly SourceFile[];
  readonly content?: Content;
  /** What a query of the content means. */
  readonly analysisOf: (query: string) => Analysis | undefined;
}

/** Reads and checks the repository's content, or the packages that `paths` name. */
export async function checkStage(
  io: Io,
  repository: Repository,
  paths: readonly string[] = [],
): Promise<CheckedContent> {
  const { root, declarations } = repository;
  const given = paths.length > 0;
  const selection = selectFiles(given ? paths : ['content'], given ? io.cwd : root, root);
  const progress = progressLine(io, 'analysed');
  const checked = await checkFiles({
    files: selection.files,
    named: selection.named,
    manifests: selection.manifests,
    inRepository: true,
    declarations,
    cacheDirectory: cacheFolder(root, io.env),
    today: io.now().toISOString().slice(0, 10),
    onProgress: progress.at,
  });
  progress.end();
  const read = readContent(selection.files);
  const report = { ...checked.report, problems: [...selection.problems, ...checked.report.problems] };
  const sound = !report.problems.some((problem) => problem.severity === 'error');
  return {
    report,
    files: selection.files,
    analysisOf: checked.analysisOf,
    ...(sound && read.value ? { content: read.value } : {}),
  };
}

/** The content as templates and wanted resources. */
export function buildStage(
  repository: Repository,
  { content, analysisOf }: CheckedContent & { content: Content },
): Result<Bundle> {
  const { repository: name } = repository.settings.value;
  const tablesOf = (query: string) => analysisOf(query)?.tables.map((table) => table.name) ?? [];
  return bundle(content, {
    repository: name,
    tablesOf: (rule) => tablesOf(rule.value.query),
    hashOf: canonicalHash,
  });
}

/**
 * Writes what differs and leaves the rest as it is.
 *
 * @returns how many templates there are and how many were written
 */
export function writeTemplates(built: Bundle, folder: string): { readonly files: number; readonly written: number } {
  const files = [...built.files, ...built.tenantFiles];
  const written = files.filter(({ path, text }) => writeWhole(join(folder, path), text)).length;
  return { files: files.length, written };
}

/** What must happen for the target's workspace to match the repository. Reads the workspace, writes nothing. */
export async function planStage(
  repository: Repository,
  target: Target,
  connection: Connection,
  resources: readonly DesiredResource[],
  policy: PlanPolicy,
): Promise<{ readonly plan: Plan; readonly live: LiveWorkspace }> {
  const live = await readWorkspace(connection.transport, connection.scope);
  const missingTables = target.kind === 'azure' ? target.missingTables : undefined;
  const plan = planChanges({
    workspace: live,
    desired: resources.filter((resource) => isFor(target, resource)),
    repository: repository.settings.value.repository,
    policy: { ...policy, ...(missingTables ? { missingTables } : {}) },
  });
  return { plan, live };
}

/** A target may take part of the content: `include` and `exclude` name categories or slugs. */
export function isFor(target: Target, resource: DesiredResource): boolean {
  const names = (list: readonly string[]) =>
    list.some((name) => [resource.category, resource.slug, resource.file.split('/')[1]].includes(name));
  return (!target.include || names(target.include)) && !(target.exclude && names(target.exclude));
}

export function hasErrors(problems: readonly Diagnostic[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
