import {
  escapeTemplateString,
  escapeTemplateValue,
  isObject,
  type Json,
  type JsonObject,
  type Template,
} from '@picket/arm';
import { invariant } from '@picket/diagnostics';
import type { BundleFile, DesiredResource } from './bundle-types.ts';
import { apiVersions, kinds, metadataType } from './kinds.ts';
import { metadataBody, metadataName } from './metadata.ts';
import {
  compareText,
  inCanonicalOrder,
  itemIdExpression,
  locationExpression,
  templateText,
  workspaceExpression,
} from './template-text.ts';
import { bodyFor } from './workbook-body.ts';

/**
 * How much goes into one template. Azure takes 800 resources and 4 MB; each item brings its metadata along, and the rest
 * is room for what a deployment adds. Source: Microsoft Learn, "ARM template best practices", Template limits.
 */
export const chunkLimits = { items: 350, bytes: 3_500_000 } as const;

export interface TemplateOptions {
  /** What the repository calls itself; ownership is decided by it. */
  readonly repository: string;
  /** Path of a file from its number: 1 … count. `all/deployment-1.json` when missing. */
  readonly path?: (number: number, count: number) => string;
}

/** A resource and its metadata as a template holds them. */
export interface TemplateItem {
  readonly definitions: readonly JsonObject[];
  /** Their text inside a file, without the comma behind. */
  readonly text: string;
}

/**
 * Templates that deploy these resources, each with its metadata, into the workspace named by the parameter `workspace`.
 * Connectors come before rules, rules before workbooks, otherwise by file; the order given does not matter. As few files as `chunkLimits` allow,
 * none for no resources. Pure: same input, same bytes.
 */
export function toTemplates(resources: readonly DesiredResource[], options: TemplateOptions): readonly BundleFile[] {
  const items = inDeploymentOrder(resources).map((resource) => templateItem(resource, options.repository));
  return templatesOf(items, options.path);
}

/** Templates of items that stand in deployment order already. */
export function templatesOf(
  items: readonly TemplateItem[],
  path: NonNullable<TemplateOptions['path']> = (number) => `all/deployment-${number}.json`,
): readonly BundleFile[] {
  const chunks: TemplateItem[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(item.text) + separator.length;
    const current = chunks[chunks.length - 1];
    if (!current || current.length === chunkLimits.items || bytes + size > chunkLimits.bytes) {
      chunks.push([item]);
      bytes = Buffer.byteLength(head + tail) + size;
    } else {
      current.push(item);
      bytes += size;
    }
  }
  return chunks.map((chunk, i) => ({
    path: path(i + 1, chunks.length),
    template: { ...envelope, resources: chunk.flatMap(({ definitions }) => definitions) },
    text: head + chunk.map(({ text }) => text).join(separator) + tail,
  }));
}

export function templateItem(resource: DesiredResource, repository: string): TemplateItem {
  const definitions = [contentDefinition(resource), metadataDefinition(resource, repository)];
  return { definitions, text: definitions.map(indented).join(separator) };
}

/** What others build on first, then by file. */
export function inDeploymentOrder(resources: readonly DesiredResource[]): readonly DesiredResource[] {
  return [...resources].sort(
    (a, b) => kinds[a.kind].rank - kinds[b.kind].rank || compareText(a.file, b.file) || compareText(a.name, b.name),
  );
}

/** The resource definition: all texts escaped. What belongs to the workspace hangs on it by `scope`. */
export function contentDefinition(resource: DesiredResource): JsonObject {
  const escaped = { kind: resource.kind, body: escapedObject(resource.body) };
  return inCanonicalOrder({
    ...bodyFor(escaped, { workspace: `[${workspaceExpression}]`, location: locationExpression }),
    type: resource.type,
    apiVersion: resource.apiVersion,
    name: escapeTemplateString(resource.name),
    ...(kinds[resource.kind].scope === 'workspace' ? { scope: `[${workspaceExpression}]` } : {}),
  });
}

function metadataDefinition(resource: DesiredResource, repository: string): JsonObject {
  const itemId = itemIdExpression(kinds[resource.kind].scope, resource.type, resource.name);
  const { properties = {} } = metadataBody(resource, itemId, repository);
  return inCanonicalOrder({
    type: metadataType,
    apiVersion: apiVersions.stable,
    name: escapeTemplateString(metadataName(resource.kind, resource.name)),
    scope: `[${workspaceExpression}]`,
    dependsOn: [itemId],
    properties: { ...escapedObject(properties), parentId: itemId },
  });
}

function escapedObject(value: Json): JsonObject {
  const escaped = escapeTemplateValue(value);
  invariant(isObject(escaped), 'the body of a resource is an object');
  return escaped;
}

const envelope: Template = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: {
    workspace: {
      type: 'string',
      metadata: { description: 'Name of the Log Analytics workspace with Microsoft Sentinel' },
    },
  },
  resources: [],
};

// A file is put together from the texts of its items, which are written once and stand in two files each.
const separator = ',\n';
const tail = '\n  ]\n}\n';
const head = templateText(envelope).replace(/\[\]\n\}\n$/, '[\n');

/** The text of a definition, two levels in. Line ends inside texts are escaped, so only those of the layout are found. */
function indented(definition: JsonObject): string {
  return `    ${JSON.stringify(definition, null, 2).replaceAll('\n', '\n    ')}`;
}
