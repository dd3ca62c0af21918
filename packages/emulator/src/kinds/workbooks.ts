import type { JsonObject } from '@picket/arm';
import { type Refusal, refusal } from '../answer.ts';
import { isObject } from '../call.ts';
import type { Environment } from '../environment.ts';
import { any, may, must, object, oneOf, setByService, text, texts } from '../shape.ts';
import type { WorkspaceState } from '../state/state.ts';
import type { ResourceKind, Submission } from './kind.ts';
import { insightsVersions } from './versions.ts';

const type = 'Microsoft.Insights/workbooks';

/** Source: Azure/bicep-types-az, Microsoft.Insights 2023-06-01, workbooks. */
const shape = object({
  kind: may(oneOf('shared')),
  location: must(text),
  tags: may({ is: 'map', of: text }),
  identity: may(any),
  properties: must(
    object({
      displayName: must(text),
      serializedData: must(text),
      category: must(text),
      version: may(text),
      sourceId: may(text),
      storageUri: may(text),
      description: may(text),
      tags: may(texts),
      timeModified: setByService(text),
      userId: setByService(text),
      revision: setByService(text),
    }),
  ),
});

/** Workbooks lie in the workspace's resource group. Source: Microsoft Learn, "Workbooks - REST API (Azure Application Insights)". */
export const workbooks: ResourceKind = {
  type,
  scope: 'resourceGroup',
  versions: insightsVersions,
  name: /^\S+$/,
  methods: ['GET', 'PUT', 'DELETE'],
  shapeOf: () => shape,
  check: (submission, state, environment) =>
    checkName(submission) ?? checkPlace(submission, environment) ?? checkTitle(submission, state),
  added: ({ lastModifiedAt, etag, body }) => {
    const { sourceId } = propertiesOf(body);
    return {
      timeModified: lastModifiedAt,
      revision: etag.replace(/[^0-9a-f]/gi, ''),
      // Shown in lower case, however it was sent (terraform-provider-azurerm issue 27755).
      ...(typeof sourceId === 'string' ? { sourceId: sourceId.toLowerCase() } : {}),
    };
  },
  shownFor(item, query) {
    const properties = propertiesOf(item);
    for (const member of ['category', 'sourceId'] as const) {
      const wanted = query.get(member.toLowerCase());
      if (wanted !== undefined && wanted.toLowerCase() !== String(properties[member] ?? '').toLowerCase())
        return undefined;
    }
    if (query.get('canfetchcontent')?.toLowerCase() === 'true') return item;
    const { serializedData: _, ...others } = properties;
    return { ...item, properties: others };
  },
};

/** Source: azure-docs issue 52844. */
function checkName({ name }: Submission): Refusal | undefined {
  const isGuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  return isGuid ? undefined : refusal(400, 'BadRequest', `Invalid Workbook resource name: '${name.toLowerCase()}'`);
}

/** Source: Microsoft Learn, "Resolve errors for resource already exists" (InvalidResourceLocation). */
function checkPlace({ name, body, existing }: Submission, { scope }: Environment): Refusal | undefined {
  const plain = (place: unknown) => String(place).toLowerCase().replaceAll(' ', '');
  if (!existing || plain(existing.body.location) === plain(body.location)) return undefined;
  return refusal(
    409,
    'InvalidResourceLocation',
    `The resource '${name}' already exists in location '${String(existing.body.location)}' in resource group '${scope.resourceGroup}'. ` +
      `A resource with the same name cannot be created in location '${String(body.location)}'. Please select a new resource name.`,
  );
}

/** Source: ApplicationInsights-Home issue 476, azure-docs issue 52844. */
function checkTitle({ name, body }: Submission, state: WorkspaceState): Refusal | undefined {
  const { displayName } = propertiesOf(body);
  const other = [...state.resources.values()].find(
    (resource) =>
      resource.type === type &&
      resource.name.toLowerCase() !== name.toLowerCase() &&
      propertiesOf(resource.body).displayName === displayName,
  );
  return other && refusal(409, 'Conflict', 'A Workbook with the same name already exists within this subscription.');
}

function propertiesOf(body: JsonObject): JsonObject {
  return isObject(body.properties) ? body.properties : {};
}
