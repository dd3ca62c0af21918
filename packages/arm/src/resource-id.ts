/** The parts of a resource id. */
export interface ResourceId {
  /**
   * What the resource hangs on: '' for the tenant, a subscription, a resource group, or, for an extension resource,
   * the id of the resource it extends.
   */
  readonly scope: string;
  /** Namespace and types: `Microsoft.SecurityInsights/alertRules`. */
  readonly type: string;
  /** One name for each part of the type behind the namespace, joined by `/`. */
  readonly name: string;
}

/**
 * Reads a resource id into its innermost type and name. `undefined` when the text is no id of a resource.
 * Form: `{scope}/providers/{namespace}/{type}/{name}[/{type}/{name}…]`, any number of `/providers/` inside for extension
 * resources. Source: Microsoft Learn, "Resource functions for ARM templates", extensionResourceId.
 */
export function parseResourceId(id: string): ResourceId | undefined {
  if (!id.startsWith('/')) return undefined;
  const segments = id.slice(1).split('/');
  if (segments.some((segment) => segment === '')) return undefined;
  let start: number | undefined;
  let at = 0;
  while (at < segments.length) {
    if (segments[at]?.toLowerCase() === 'providers') {
      start = at;
      at += 2;
      if (at + 2 > segments.length) return undefined;
    }
    at += 2;
  }
  if (start === undefined || at !== segments.length) return undefined;
  const parts = segments.slice(start + 2);
  return {
    scope: segments
      .slice(0, start)
      .map((segment) => `/${segment}`)
      .join(''),
    type: [segments[start + 1], ...parts.filter((_, i) => i % 2 === 0)].join('/'),
    name: parts.filter((_, i) => i % 2 === 1).join('/'),
  };
}

/**
 * The id of a resource below `scope`. `undefined` when type and name do not have the same number of parts.
 * A type of the form `…/workspaces/providers/alertRules` with the name `ws/Microsoft.SecurityInsights/x` gives the same
 * id as the extension resource that it means.
 */
export function formatResourceId(parts: ResourceId): string | undefined {
  const [namespace = '', ...types] = parts.type.split('/');
  const names = parts.name.split('/');
  if (types.length === 0 || types.length !== names.length) return undefined;
  if ([namespace, ...types, ...names].some((part) => part === '')) return undefined;
  const path = types.map((type, i) => `/${type}/${names[i]}`).join('');
  return `${parts.scope}/providers/${namespace}${path}`;
}

/** Ids are the same in any letter case: the key to compare and collect them by. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

/** `/subscriptions/{id}` */
export function subscriptionId(subscription: string): string {
  return `/subscriptions/${subscription}`;
}

/** `/subscriptions/{id}/resourceGroups/{name}` */
export function resourceGroupId(subscription: string, resourceGroup: string): string {
  return `${subscriptionId(subscription)}/resourceGroups/${resourceGroup}`;
}
