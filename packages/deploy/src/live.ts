import { type ArmTransport, isObject, type Json, type JsonObject } from '@picket/arm';
import { type DesiredResource, kindsInOrder, type ResourceKind } from '@picket/bundle';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { listUrl, readUrl, tablesVersion } from './addresses.ts';
import { type Call, type CallOptions, createCall, failureOf } from './call.ts';
import { textAt } from './json.ts';
import { type WorkspaceScope, workspaceName } from './workspace.ts';

/** A rule, a connector definition or a workbook as the workspace holds it, with every member it was read with. */
export interface LiveResource {
  readonly kind: DesiredResource['kind'];
  readonly name: string;
  readonly etag?: string;
  readonly body: JsonObject;
}

/** A metadata resource: it says who an item belongs to and what was last deployed. */
export interface LiveMetadata {
  readonly name: string;
  readonly etag?: string;
  /** Id of the item it describes. */
  readonly parentId: string;
  readonly body: JsonObject;
}

export interface LiveTable {
  readonly name: string;
  /** `Analytics`, `Basic` or `Auxiliary`. */
  readonly plan: string;
}

/** Everything of a workspace that a plan depends on, read completely or not at all. */
export interface LiveWorkspace {
  readonly id: string;
  /** The kinds that were read; nothing is said about others. */
  readonly kinds: readonly DesiredResource['kind'][];
  readonly resources: readonly LiveResource[];
  readonly metadata: readonly LiveMetadata[];
  readonly tables: readonly LiveTable[];
}

const words = {
  connector: 'connector definitions',
  rule: 'analytics rules',
  workbook: 'workbooks',
  metadata: 'metadata',
} as const;

/**
 * Reads the rules, connector definitions, workbooks, metadata and tables of a workspace, side by side.
 *
 * @throws OutsideFailure when any page of any list cannot be read: half a workspace would look like deletions
 */
export async function readWorkspace(
  transport: ArmTransport,
  workspace: WorkspaceScope,
  kinds: readonly DesiredResource['kind'][] = kindsInOrder,
  options: CallOptions = {},
): Promise<LiveWorkspace> {
  const call = createCall(transport, options);
  const [resources, metadata, tables] = await Promise.all([
    Promise.all(
      kinds.map(async (kind) =>
        (await readList(call, listUrl(workspace.id, kind), words[kind], workspace.id)).map((item) =>
          liveResource(kind, item),
        ),
      ),
    ),
    readList(call, listUrl(workspace.id, 'metadata'), words.metadata, workspace.id),
    readList(call, `${workspace.id}/tables?api-version=${tablesVersion}`, 'tables', workspace.id),
  ]);
  return {
    id: workspace.id,
    kinds,
    resources: resources.flat(),
    metadata: metadata.map(liveMetadata),
    tables: tables.map((item) => ({
      name: required(item, 'name', 'tables'),
      plan: textAt(item, 'properties', 'plan') ?? 'Analytics',
    })),
  };
}

/** One resource, or undefined when the workspace does not have it. */
export async function readResource(
  call: Call,
  workspace: string,
  kind: ResourceKind,
  name: string,
): Promise<JsonObject | undefined> {
  const doing = `reading ${words[kind]} ${name}`;
  const response = await call({ method: 'GET', url: readUrl(workspace, kind, name) }, doing);
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw failureOf(response, doing, workspaceName(workspace));
  if (!isObject(response.body)) throw unreadable(doing, 'it holds no resource');
  return response.body;
}

/** All pages of a list. ARM gives a nextLink until the last page; a page without a list is no empty list. */
export async function readList(
  call: Call,
  url: string,
  what: string,
  workspace: string,
): Promise<readonly JsonObject[]> {
  const doing = `reading the ${what}`;
  const items: JsonObject[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = url; next; ) {
    if (seen.has(next)) throw unreadable(doing, 'its pages go round in a circle');
    seen.add(next);
    const response = await call({ method: 'GET', url: next }, doing);
    if (response.status !== 200) throw failureOf(response, doing, workspaceName(workspace));
    const page: Json | undefined = isObject(response.body) ? response.body.value : undefined;
    if (!Array.isArray(page)) throw unreadable(doing, 'it holds no list');
    for (const item of page as readonly Json[]) {
      if (!isObject(item)) throw unreadable(doing, 'an item of the list is no object');
      items.push(item);
    }
    next = textAt(response.body, 'nextLink') || undefined;
  }
  return items;
}

export function liveResource(kind: DesiredResource['kind'], item: JsonObject): LiveResource {
  const etag = textAt(item, 'etag');
  return { kind, name: required(item, 'name', words[kind]), ...(etag ? { etag } : {}), body: item };
}

export function liveMetadata(item: JsonObject): LiveMetadata {
  const etag = textAt(item, 'etag');
  return {
    name: required(item, 'name', words.metadata),
    ...(etag ? { etag } : {}),
    parentId: textAt(item, 'properties', 'parentId') ?? '',
    body: item,
  };
}

function required(item: JsonObject, member: string, what: string): string {
  const text = textAt(item, member);
  if (text === undefined) throw unreadable(`reading the ${what}`, `an item has no ${member}`);
  return text;
}

function unreadable(doing: string, reason: string): OutsideFailure {
  return new OutsideFailure(diagnostic('DEP006', { doing, reason }));
}
