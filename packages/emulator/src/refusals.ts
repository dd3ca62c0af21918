import { byThisWorkspace, type Refusal, refusal } from './answer.ts';

/**
 * The refusals every type shares, in the words Azure uses for them, a row each.
 * Sources: Microsoft Learn "Common Azure deployment errors" and "Resource not found errors"; texts as quoted in public reports.
 */
export const refusals = {
  missingApiVersion: () =>
    refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    ),
  unknownApiVersion: (p: { type: string; version: string; location: string; supported: readonly string[] }) =>
    refusal(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '${p.location}' and API version '${p.version}' for type '${shortType(p.type)}'. ` +
        `The supported api-versions are '${p.supported.join(', ')}'. The supported locations are '${p.location}'.`,
    ),
  subscriptionNotFound: (p: { id: string }) =>
    refusal(404, 'SubscriptionNotFound', `The subscription '${p.id}' could not be found.`),
  resourceGroupNotFound: (p: { name: string }) =>
    refusal(404, 'ResourceGroupNotFound', `Resource group '${p.name}' could not be found.`),
  parentNotFound: (p: { verb: string; type: string; parent: string }) =>
    refusal(
      404,
      'ParentResourceNotFound',
      `Failed to perform '${p.verb}' on resource(s) of type '${shortType(p.type)}', because the parent resource '${p.parent}' could not be found.`,
    ),
  resourceNotFound: (p: { type: string; name: string; resourceGroup: string }) =>
    refusal(
      404,
      'ResourceNotFound',
      `The Resource '${p.type}/${p.name}' under resource group '${p.resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    ),
  hiddenFromVersion: (p: { missing: Refusal; name: string }) => byThisWorkspace(p.missing, 'EMU103', { name: p.name }),
  deploymentNotFound: (p: { name: string }) =>
    refusal(404, 'DeploymentNotFound', `Deployment '${p.name}' could not be found.`),
  typeNotOffered: (p: { namespace: string; type: string; version: string }) =>
    byThisWorkspace(
      refusal(
        404,
        'InvalidResourceType',
        `The resource type '${p.type}' could not be found in the namespace '${p.namespace}' for api version '${p.version}'.`,
      ),
      'EMU101',
      { type: `${p.namespace}/${p.type}` },
    ),
  operationNotOffered: (p: { what: string }) =>
    byThisWorkspace(refusal(400, 'BadRequest', `The request is not supported: ${p.what}.`), 'EMU102', p),
  methodNotAllowed: (p: { method: string }) =>
    refusal(405, 'MethodNotAllowed', `The requested resource does not support http method '${p.method}'.`),
  invalidContent: (p: { why: string }) =>
    refusal(400, 'InvalidRequestContent', `The request content was invalid and could not be deserialized: '${p.why}'.`),
  invalidUri: (p: { url: string }) => refusal(400, 'InvalidRequestUri', `The request URI is not valid: '${p.url}'.`),
  invalidName: (p: { type: string; name: string; pattern: string }) =>
    refusal(
      400,
      'InvalidResourceName',
      `The resource name '${p.name}' of type '${p.type}' does not match the pattern '${p.pattern}'.`,
    ),
  invalidQuery: (p: { name: string; value: string }) =>
    refusal(400, 'BadRequest', `The query parameter '${p.name}' has an invalid value '${p.value}'.`),
  tooLarge: (p: { limit: string }) =>
    refusal(413, 'RequestContentTooLarge', `The request content size exceeds the maximum size of ${p.limit}.`),
  etagConflict: (p: { id: string }) =>
    refusal(
      409,
      'Conflict',
      `Newer version of resource '${p.id}' exists for the etag that was sent. Read it again and repeat the request.`,
    ),
  preconditionFailed: (p: { id: string }) =>
    refusal(
      412,
      'PreconditionFailed',
      `The condition that the request states in If-Match or If-None-Match is not met by '${p.id}'.`,
    ),
} satisfies Record<string, (p: never) => Refusal>;

function shortType(type: string): string {
  return type.slice(type.indexOf('/') + 1);
}
