import type { DeploymentScope, Json, JsonObject } from '../template.ts';
import { evaluateTemplate } from './evaluate.ts';

export const scope: DeploymentScope = {
  tenantId: '11111111-1111-1111-1111-111111111111',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'myRg',
  location: 'westeurope',
};

export const groupId = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg';
export const workspaceId = `${groupId}/providers/Microsoft.OperationalInsights/workspaces/soc`;

/** A template for a resource group with the given sections. */
export function templateOf(sections: JsonObject): JsonObject {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [],
    ...sections,
  };
}

/** The value of one template string, or the codes and messages of what is wrong with it. */
export function evaluateOutput(value: Json, sections: JsonObject = {}): Json | readonly string[] {
  const template = templateOf({ ...sections, outputs: { it: { type: 'object', value } } });
  const { value: evaluated, problems } = evaluateTemplate(template, { scope, deploymentName: 'first' });
  return evaluated ? (evaluated.outputs.it?.value ?? null) : problems.map((p) => `${p.code} ${p.message}`);
}
