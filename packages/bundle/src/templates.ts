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
import { compareText, inCanonicalOrder, itemIdExpression, templateText, workspaceExpression } from './template-text.ts';

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

/**
 * Templates that deploy these resources, each with its metadata, into the workspace named by the parameter `workspace`.
 * Connectors come before rules, otherwise by file; the order given does not matter. As few files as `chunkLimits` allow,
 * none for no resources. Pure: same input, same bytes.
 */
export function toTemplates(resources: readonly DesiredResource[], options: TemplateOptions): readonly BundleFile[] {
  const chunks: JsonObject[][] = [];
  let items = 0;
  let bytes = 0;
  for (const resource of inDeploymentOrder(resources)) {
    const definitions = [contentDefinition(resource), metadataDefinition(resource, options.repository)];
    const size = definitions.reduce((sum, definition) => sum + indentedBytes(definition), 0);
    const current = chunks[chunks.length - 1];
    if (!current || items === chunkLimits.items || bytes + size > chunkLimits.bytes - envelopeBytes) {
      chunks.push(definitions);
      items = 1;
      bytes = size;
    } else {
      current.push(...definitions);
      items += 1;
      bytes += size;
    }
  }
  const path = options.path ?? ((number: number) => `all/deployment-${number}.json`);
  return chunks.map((definitions, i) => {
    const template = templateOf(definitions);
    return { path: path(i + 1, chunks.length), template, text: templateText(template) };
  });
}

/** What others build on first, then by file. */
export function inDeploymentOrder(resources: readonly DesiredResource[]): readonly DesiredResource[] {
  return [...resources].sort(
    (a, b) => kinds[a.kind].rank - kinds[b.kind].rank || compareText(a.file, b.file) || compareText(a.name, b.name),
  );
}

/** The resource definition: all texts escaped, hung on the workspace by `scope`. */
export function contentDefinition(resource: DesiredResource): JsonObject {
  return inCanonicalOrder({
    ...escapedObject(resource.body),
    type: resource.type,
    apiVersion: resource.apiVersion,
    name: escapeTemplateString(resource.name),
    scope: `[${workspaceExpression}]`,
  });
}

function metadataDefinition(resource: DesiredResource, repository: string): JsonObject {
  const itemId = itemIdExpression(resource.type, resource.name);
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

function templateOf(resources: readonly JsonObject[]): Template {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      workspace: {
        type: 'string',
        metadata: { description: 'Name of the Log Analytics workspace with Microsoft Sentinel' },
      },
    },
    resources,
  };
}

const envelopeBytes = Buffer.byteLength(templateText(templateOf([])));

/** Bytes that a definition takes in the file: its lines stand four spaces in, and a comma and a line end follow. */
function indentedBytes(definition: JsonObject): number {
  const text = JSON.stringify(definition, null, 2);
  return Buffer.byteLength(text) + 4 * text.split('\n').length + 2;
}
