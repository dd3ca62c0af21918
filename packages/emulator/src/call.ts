import type { ArmRequest, Json, JsonObject } from '@picket/arm';

/** What the workspace answers: an ARM call, or the HEAD by which ARM tells whether something exists. */
export interface WorkspaceRequest extends Omit<ArmRequest, 'method'> {
  readonly method: ArmRequest['method'] | 'HEAD';
}

/** One step below a provider: `alertRules/{name}`; a collection or an action has no name. */
export interface TypeStep {
  readonly type: string;
  readonly name?: string;
}

export interface ProviderPath {
  readonly namespace: string;
  readonly steps: readonly TypeStep[];
}

/** A resource id taken apart. Names are as they were sent; ARM compares them without regard to letter case. */
export interface ResourcePath {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly providers: readonly ProviderPath[];
  /** What could not be read as a resource id. */
  readonly rest: readonly string[];
}

/** A request, read: what the core decides on. */
export interface Call {
  readonly method: WorkspaceRequest['method'];
  readonly path: ResourcePath;
  /** Path as sent, without query. */
  readonly pathText: string;
  /** By name in lower case. */
  readonly query: ReadonlyMap<string, string>;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** Reads a request. The answer is undefined when the URL is no URL or holds broken escapes. */
export function readCall(request: WorkspaceRequest): Call | undefined {
  const local = request.url.replace(/^https?:\/\/[^/?#]+/i, '').replace(/#.*$/s, '');
  const mark = local.indexOf('?');
  const pathText = mark < 0 ? local : local.slice(0, mark);
  if (!pathText.startsWith('/')) return undefined;
  try {
    const segments = pathText
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
    const query = new URLSearchParams(mark < 0 ? '' : local.slice(mark + 1));
    return {
      method: request.method,
      path: readPath(segments),
      pathText,
      query: new Map([...query].map(([key, value]) => [key.toLowerCase(), value])),
      headers: Object.fromEntries(
        Object.entries(request.headers ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
      ),
      ...(request.body === undefined ? {} : { body: request.body }),
    };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Takes a resource id apart: `/subscriptions/{}/resourceGroups/{}/providers/{ns}/{type}/{name}/…`. */
export function readPath(segments: readonly string[]): ResourcePath {
  let at = 0;
  const next = (word: string): string | undefined => {
    if (segments[at]?.toLowerCase() !== word || segments[at + 1] === undefined) return undefined;
    at += 2;
    return segments[at - 1];
  };
  const subscriptionId = next('subscriptions');
  const resourceGroup = subscriptionId === undefined ? undefined : next('resourcegroups');
  const providers: ProviderPath[] = [];
  // The operations of a deployment at resource group scope are also reached without the provider's name.
  if (resourceGroup !== undefined && segments[at]?.toLowerCase() === 'deployments') {
    return {
      ...(subscriptionId === undefined ? {} : { subscriptionId }),
      resourceGroup,
      providers: [{ namespace: 'Microsoft.Resources', steps: readSteps(segments.slice(at)) }],
      rest: [],
    };
  }
  while (segments[at]?.toLowerCase() === 'providers' && segments[at + 1] !== undefined) {
    const namespace = segments[at + 1] ?? '';
    const from = at + 2;
    let to = from;
    while (to < segments.length && !(segments[to]?.toLowerCase() === 'providers' && (to - from) % 2 === 0)) to += 1;
    providers.push({ namespace, steps: readSteps(segments.slice(from, to)) });
    at = to;
  }
  return {
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    providers,
    rest: segments.slice(at),
  };
}

function readSteps(segments: readonly string[]): readonly TypeStep[] {
  const steps: TypeStep[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const name = segments[i + 1];
    steps.push({ type: segments[i] ?? '', ...(name === undefined ? {} : { name }) });
  }
  return steps;
}

/** `Microsoft.OperationalInsights/workspaces/tables`, as the steps of a provider spell it. */
export function typeOf(provider: ProviderPath): string {
  return [provider.namespace, ...provider.steps.map((step) => step.type)].join('/');
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value nests deeper than `most` levels; looks no further than that. */
export function isDeeperThan(value: Json, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  return Object.values(value).some((part: Json) => isDeeperThan(part, most - 1));
}
