import { type Checked, type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { readConnector } from './connector/read-connector.ts';
import type { Content, ContentPackage, SourceFile } from './content.ts';
import { readRule } from './rule/read-rule.ts';
import { readPackageSettings } from './settings/read-settings.ts';
import { readRawWorkbook } from './workbook/read-raw-workbook.ts';
import { readWorkbook } from './workbook/read-workbook.ts';

const layout =
  /^(?:.*\/)?content\/([^/]+)\/(?:(package\.json)|(connector\.ya?ml)|(workbook\.(?:ya?ml|json))|rules\/[^/]+\.ya?ml)$/;

/**
 * Reads a repository: `content/<slug>/package.json`, `connector.yaml`, `workbook.yaml` or `.json`,
 * and `rules/*.yaml`. Other files are passed over.
 * Packages and rules come in the order of their paths. The value holds what is free of errors: a package whose
 * package.json cannot be used is left out, with its files still read for their problems.
 */
export function readContent(files: readonly SourceFile[]): Checked<Content> {
  const folders = new Map<string, SourceFile[]>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const [, slug] = layout.exec(file.path) ?? [];
    if (slug === undefined) continue;
    const folder = file.path.slice(0, file.path.indexOf(`content/${slug}/`) + `content/${slug}`.length);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const read = [...folders].map(([folder, members]) => readPackage(folder, members));
  return {
    value: { packages: read.flatMap(({ value }) => (value ? [value] : [])) },
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPackage(folder: string, files: readonly SourceFile[]): Checked<ContentPackage> {
  const named = (name: RegExp) => files.filter(({ path }) => name.test(path.slice(folder.length)));
  const [manifest] = named(/^\/package\.json$/);
  const settings = manifest ? readPackageSettings(manifest) : { problems: [withoutManifest(folder, files)] };
  const [connectorFile] = named(/^\/connector\.ya?ml$/);
  const connector = connectorFile ? readConnector(connectorFile) : { problems: [] };
  const [workbookFile] = named(/^\/workbook\.ya?ml$/);
  const workbook = workbookFile ? readWorkbook(workbookFile) : { problems: [] };
  const [rawFile] = named(/^\/workbook\.json$/);
  const raw = rawFile ? readRawWorkbook(rawFile) : { problems: [] };
  const rules = named(/^\/rules\//).map(readRule);
  const problems: readonly Diagnostic[] = [settings, connector, workbook, raw, ...rules].flatMap(
    (part) => part.problems,
  );
  const picket = settings.value?.value.picket;
  if (!picket) return { problems };
  const value: ContentPackage = {
    folder,
    slug: folder.slice(folder.lastIndexOf('/') + 1),
    category: picket.category,
    table: picket.table ?? '',
    ...(connector.connector ? { connector: connector.connector } : {}),
    ...(workbook.workbook ? { workbook: workbook.workbook } : {}),
    ...(raw.workbook ? { rawWorkbook: raw.workbook } : {}),
    rules: rules.flatMap(({ rule }) => (rule ? [rule] : [])),
  };
  return { value, problems };
}

function withoutManifest(folder: string, [first]: readonly SourceFile[]): Diagnostic {
  const at: Span = { file: first?.path ?? folder, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return diagnostic('SET201', { folder }, at);
}
