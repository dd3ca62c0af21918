import { formatResourceId, idKey, templateLimits } from '@picket/arm';
import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Connector, Content, ContentPackage, Document, Rule, Workbook } from '@picket/model';
import type { DesiredResource } from './bundle-types.ts';
import { connectorBody } from './connector-body.ts';
import { contentHash } from './content-hash.ts';
import { apiVersions, kinds, workbookVersion } from './kinds.ts';
import { translateRule } from './rule-body.ts';
import { contentDefinition, inDeploymentOrder } from './templates.ts';
import { rawWorkbook, sourceText, workbookBody } from './workbook-body.ts';

export interface DesiredOptions {
  /** Names of the tables that a rule's query reads, from its analysis. None are known when it is missing. */
  readonly tablesOf?: (rule: Document<Rule>) => readonly string[];
  /**
   * Gives the hash that the metadata carries; by default that of the body. Whoever compares with a live workspace gives
   * the hash of the form that it compares, so that templates deployed by any ARM tool are recognised.
   */
  readonly hashOf?: (resource: Omit<DesiredResource, 'hash'>) => string;
}

/**
 * The resources that the content stands for, with the exact bodies of their PUT calls. Connectors first, then rules, then
 * workbooks, each by file. Every file with a fault is reported; there is no value when one has an error, so that nothing is deployed
 * by halves.
 */
export function toDesired(content: Content, options: DesiredOptions = {}): Checked<readonly DesiredResource[]> {
  const results = content.packages.flatMap((folder) => [
    ...(folder.connector ? [connectorResource(folder, folder.connector)] : []),
    ...workbookResources(folder),
    ...folder.rules.map((rule) => ruleResource(folder, rule, options.tablesOf?.(rule) ?? [])),
  ]);
  const { hashOf = ({ body }) => contentHash(body) } = options;
  const made = inDeploymentOrder(results.flatMap(({ value }) => (value ? [{ ...value, hash: hashOf(value) }] : [])));
  const places = new Map(
    content.packages.flatMap(({ connector, workbook, rawWorkbook: raw, rules }) =>
      [...[connector, workbook, raw].flatMap((file) => file ?? []), ...rules].map(
        (file) => [file.file, file.at(['id'])] as const,
      ),
    ),
  );
  const problems = [
    ...results.flatMap((result) => result.problems),
    ...made.flatMap((resource) => sizeProblem(resource, places.get(resource.file))),
    ...findTwice(made, places),
    ...findTitlesTwice(made, places),
  ];
  return problems.some(({ severity }) => severity === 'error') ? { problems } : { value: made, problems };
}

type Place = ReturnType<Document<Rule>['at']> | undefined;

function ruleResource(
  folder: ContentPackage,
  document: Document<Rule>,
  tables: readonly string[],
): Checked<Omit<DesiredResource, 'hash'>> {
  const { value: translated, problems } = translateRule(document);
  if (!translated) return { problems };
  const { body, previewBecause } = translated;
  const { id, name, version } = document.value;
  return {
    problems,
    value: {
      kind: 'rule',
      slug: slugOf(document.file),
      file: document.file,
      category: folder.category,
      displayName: name,
      type: kinds.rule.type,
      name: id.toLowerCase(),
      apiVersion: previewBecause.length > 0 ? apiVersions.preview : apiVersions.stable,
      previewBecause,
      body,
      version: version ?? firstVersion,
      tables: [...new Set(tables)].sort(),
    },
  };
}

function connectorResource(
  folder: ContentPackage,
  document: Document<Connector>,
): Checked<Omit<DesiredResource, 'hash'>> {
  const connector = document.value;
  const body = connectorBody(connector);
  return {
    problems: [],
    value: {
      kind: 'connector',
      slug: folder.slug,
      file: document.file,
      category: folder.category,
      displayName: connector.title,
      type: kinds.connector.type,
      name: connector.id,
      apiVersion: apiVersions.stable,
      previewBecause: [],
      body,
      version: connector.version,
      // A connector's page shows queries but does not run them when it is deployed.
      tables: [],
    },
  };
}

function workbookResources(folder: ContentPackage): readonly Checked<Omit<DesiredResource, 'hash'>>[] {
  const { workbook, rawWorkbook: raw } = folder;
  return [
    ...(workbook
      ? [workbookResource(folder, workbook.file, { ...workbook.value, text: sourceText(workbook.value) })]
      : []),
    ...(raw ? [workbookResource(folder, raw.file, rawWorkbook(raw, folder.category))] : []),
  ];
}

function workbookResource(
  folder: ContentPackage,
  file: string,
  workbook: Pick<Workbook, 'id' | 'name' | 'description' | 'version'> & { readonly text: string },
): Checked<Omit<DesiredResource, 'hash'>> {
  return {
    problems: [],
    value: {
      kind: 'workbook',
      slug: folder.slug,
      file,
      category: folder.category,
      displayName: workbook.name,
      type: kinds.workbook.type,
      name: workbook.id.toLowerCase(),
      apiVersion: workbookVersion,
      previewBecause: [],
      body: workbookBody(workbook, workbook.text),
      version: workbook.version,
      // A workbook is saved whatever its queries read; a tile without its table shows that.
      tables: [],
    },
  };
}

/** Azure-Sentinel's own packaging tool gives rules without a version this one. */
const firstVersion = '1.0.0';

function slugOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

function sizeProblem(resource: DesiredResource, place: Place): readonly Diagnostic[] {
  const limit = templateLimits.resourceBytes;
  // A UTF-16 unit takes at most three bytes and escaping adds less than one: most rules are far below.
  if (JSON.stringify(resource.body).length * 4 < limit) return [];
  const bytes = Buffer.byteLength(JSON.stringify(contentDefinition(resource)));
  return bytes > limit ? [diagnostic('BND001', { name: resource.displayName, bytes, limit }, place)] : [];
}

function findTwice(resources: readonly DesiredResource[], places: ReadonlyMap<string, Place>): readonly Diagnostic[] {
  const first = new Map<string, DesiredResource>();
  return resources.flatMap((resource) => {
    const { type, name, file } = resource;
    const key = idKey(formatResourceId({ scope: '', type, name }) ?? name);
    const known = first.get(key);
    if (!known) {
      first.set(key, resource);
      return [];
    }
    return [diagnostic('BND002', { id: name, first: known.file }, places.get(file))];
  });
}

/** Of workbooks only: rules of one name are bad for analysts, but Azure takes them. */
function findTitlesTwice(
  resources: readonly DesiredResource[],
  places: ReadonlyMap<string, Place>,
): readonly Diagnostic[] {
  const first = new Map<string, DesiredResource>();
  return resources.flatMap((resource) => {
    if (resource.kind !== 'workbook') return [];
    const { displayName: title, file } = resource;
    const known = first.get(title);
    if (known) return [diagnostic('BND007', { title, first: known.file }, places.get(file))];
    first.set(title, resource);
    return [];
  });
}
