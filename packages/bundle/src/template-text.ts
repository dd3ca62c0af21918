import type { Json, JsonObject, Template } from '@picket/arm';

/** The members of a resource definition that come first, in this order; all others follow in alphabetical order. */
const envelope = ['type', 'apiVersion', 'name', 'scope', 'dependsOn', 'location', 'tags', 'kind', 'properties'];

/**
 * A resource definition in canonical order: the envelope as Azure's own documentation orders it, everything inside in
 * order of UTF-16 code units. Equal content has equal text, whatever order it was written in.
 */
export function inCanonicalOrder(definition: JsonObject): JsonObject {
  const rank = (key: string) => (envelope.includes(key) ? envelope.indexOf(key) : envelope.length);
  const keys = Object.keys(definition).sort((a, b) => rank(a) - rank(b) || compareText(a, b));
  return Object.fromEntries(keys.map((key) => [key, sorted(definition[key] ?? null)]));
}

function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareText)
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The bytes of a template file: two-space JSON, LF, final newline. */
export function templateText(template: Template): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}

/** A text inside an expression: in single quotes, quotes doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export const workspaceExpression = "resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspace'))";

/** The template string for where the deployment's resource group lies. */
export const locationExpression = '[resourceGroup().location]';

/** The template string for the id of an item of the workspace that the deployment names, or of its resource group. */
export function itemIdExpression(scope: 'workspace' | 'resourceGroup', type: string, name: string): string {
  if (scope === 'resourceGroup') return `[resourceId(${quoted(type)}, ${quoted(name)})]`;
  return `[extensionResourceId(${workspaceExpression}, ${quoted(type)}, ${quoted(name)})]`;
}
