import type { Json, JsonObject } from '@picket/arm';
import { type Refusal, refusal } from '../answer.ts';
import { isObject } from '../call.ts';
import { refusals } from '../refusals.ts';

/** A deployment as it was asked for. */
export interface DeploymentRequest {
  readonly name: string;
  readonly mode: 'Incremental';
  readonly template: JsonObject;
  /** As a parameter file has them: name → { value }. */
  readonly parameters: JsonObject;
  readonly tags?: JsonObject;
}

const namePattern = /^[-\w._()]{1,64}$/;

/**
 * Reads the body of a deployment. Offered: a template in the request, incremental mode, parameter values.
 * Source: Microsoft Learn, "Deployments - Create Or Update".
 */
export function readDeploymentRequest(name: string, body: Json | undefined): DeploymentRequest | Refusal {
  if (!namePattern.test(name))
    return refusal(
      400,
      'InvalidDeploymentName',
      `The deployment name '${name}' is not valid: it may have up to 64 letters, digits, hyphens, underscores, periods and parentheses.`,
    );
  const properties = isObject(body) ? body.properties : undefined;
  if (!isObject(body) || !isObject(properties))
    return refusals.invalidContent({ why: "Required property 'properties' not found in JSON" });
  if (body.location !== undefined)
    return refusal(
      400,
      'InvalidDeployment',
      `The 'location' property is not allowed for '${name}' at resource group scope.`,
    );
  if (properties.mode === 'Complete') return refusals.operationNotOffered({ what: 'deployment mode Complete' });
  if (properties.mode !== 'Incremental')
    return refusals.invalidContent({
      why: `deployment mode ${JSON.stringify(properties.mode)} is not Incremental or Complete`,
    });
  const extra = ['templateLink', 'parametersLink', 'onErrorDeployment'].find((option) => isObject(properties[option]));
  if (extra) return refusals.operationNotOffered({ what: extra });
  const template = readTemplate(properties.template);
  if (!isObject(template)) return refusals.invalidContent({ why: 'the template is missing or no JSON object' });
  const parameters = properties.parameters ?? {};
  if (!isObject(parameters)) return refusals.invalidContent({ why: 'the parameters are no JSON object' });
  return {
    name,
    mode: 'Incremental',
    template,
    parameters,
    ...(isObject(body.tags) ? { tags: body.tags } : {}),
  };
}

/** A template may also be sent as the text of a JSON object. */
function readTemplate(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
