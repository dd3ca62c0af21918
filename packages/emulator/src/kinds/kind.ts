import type { Json, JsonObject } from '@picket/arm';
import type { Refusal } from '../answer.ts';
import type { Environment } from '../environment.ts';
import type { Shape, Tier } from '../shape.ts';
import type { StoredResource, WorkspaceState } from '../state/state.ts';

/** What a PUT or PATCH is judged by. */
export interface Submission {
  readonly name: string;
  readonly tier: Tier;
  /** The body as it fits the kind's shape: unknown and read-only members are gone. */
  readonly body: JsonObject;
  /** The body as it was sent. */
  readonly sent: JsonObject;
  readonly existing?: StoredResource;
}

/** One type of resource, as data: adding a type to the workspace is adding a row. */
export interface ResourceKind {
  /** With the provider: `Microsoft.SecurityInsights/alertRules`. */
  readonly type: string;
  /** Where its resources lie: in the workspace, where nothing is said. */
  readonly scope?: 'resourceGroup';
  /** Supported API versions, newest first, and what each shows. */
  readonly versions: Readonly<Record<string, Tier>>;
  readonly name: RegExp;
  readonly methods: readonly ('GET' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** Members of the body (without etag) for a discriminator; the refusal when the kind does not exist in that tier. */
  readonly shapeOf: (body: JsonObject, tier: Tier) => Shape | Refusal;
  /** What the service checks beyond the shape. */
  readonly check?: (submission: Submission, state: WorkspaceState, environment: Environment) => Refusal | undefined;
  /** Members that the service adds to `properties` in answers. */
  readonly added?: (stored: StoredResource) => JsonObject;
  /** False where an older version cannot show the stored resource: it is left out of its lists. */
  readonly visible?: (stored: StoredResource, tier: Tier) => boolean;
  /** What a read with these query options (names in lower case) shows of a resource; undefined leaves it out of a list. */
  readonly shownFor?: (item: JsonObject, query: ReadonlyMap<string, string>) => JsonObject | undefined;
  /** Query options of its list besides paging. */
  readonly listOptions?: readonly ('$filter' | '$top' | '$skip')[];
}

/** Types whose items are not stored resources: they are computed from the environment. */
export interface ReadOnlyKind {
  readonly type: string;
  readonly versions: Readonly<Record<string, Tier>>;
  readonly list: (environment: Environment) => readonly JsonObject[];
  readonly get: (environment: Environment, name: string) => Json | undefined;
}
