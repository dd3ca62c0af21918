import { refusal } from '../answer.ts';
import {
  any,
  boolean,
  listOf,
  type Member,
  may,
  must,
  object,
  oneOf,
  type Shape,
  setByService,
  text,
  texts,
} from '../shape.ts';
import type { ResourceKind } from './kind.ts';
import { securityInsightsVersions } from './versions.ts';

const stepMembers: Record<string, Member> = {
  title: may(text),
  description: may(text),
  instructions: may(listOf(object({ type: must(text), parameters: must(any) }))),
};
const instructionStep: Shape = object(stepMembers);
stepMembers.innerSteps = may(listOf(instructionStep));

const permissions = object({
  tenant: may(texts),
  licenses: may(texts),
  resourceProvider: may(
    listOf(
      object({
        provider: must(text),
        permissionsDisplayText: must(text),
        providerDisplayName: must(text),
        scope: must(oneOf('Subscription', 'ResourceGroup', 'Workspace')),
        requiredPermissions: must(
          object({ read: may(boolean), write: may(boolean), delete: may(boolean), action: may(boolean) }),
        ),
      }),
    ),
  ),
  customs: may(listOf(object({ name: must(text), description: must(text) }))),
});

const customizable = object({
  kind: must(text),
  properties: must(
    object({
      createdTimeUtc: setByService(text),
      lastModifiedUtc: setByService(text),
      connectorUiConfig: must(
        object({
          id: may(text),
          title: must(text),
          publisher: must(text),
          descriptionMarkdown: must(text),
          graphQueries: must(listOf(object({ metricName: must(text), legend: must(text), baseQuery: must(text) }))),
          dataTypes: must(listOf(object({ name: must(text), lastDataReceivedQuery: must(text) }))),
          connectivityCriteria: must(listOf(object({ type: must(text), value: may(texts) }))),
          availability: may(object({ status: may({ is: 'integer' }), isPreview: may(boolean) })),
          permissions: must(permissions),
          instructionSteps: must(listOf(instructionStep)),
          logo: may(text),
          isConnectivityCriteriasMatchSome: may(boolean),
        }),
      ),
      connectionsConfig: may(object({ templateSpecName: must(text), templateSpecVersion: must(text) })),
    }),
  ),
});

/** Connector pages. Source: Microsoft Learn, "Data Connector Definitions - REST API (Azure Sentinel)". */
export const dataConnectorDefinitions: ResourceKind = {
  type: 'Microsoft.SecurityInsights/dataConnectorDefinitions',
  versions: securityInsightsVersions,
  name: /^[a-z0-9A-Z-_]+$/,
  methods: ['GET', 'PUT', 'DELETE'],
  shapeOf: (body) =>
    body.kind === 'Customizable'
      ? customizable
      : refusal(
          400,
          'BadRequest',
          `Invalid data connector definition kind '${String(body.kind)}'. The kind is 'Customizable'.`,
        ),
  added: (stored) => ({ createdTimeUtc: stored.createdAt, lastModifiedUtc: stored.lastModifiedAt }),
};
