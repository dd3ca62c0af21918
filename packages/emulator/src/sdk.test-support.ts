import { ResourceManagementClient } from '@azure/arm-resources';
import { SecurityInsights } from '@azure/arm-securityinsight';
import type { TokenCredential } from '@azure/core-auth';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import type { ArmRequest, Json } from '@picket/arm';
import { scope } from './workspace.test-support.ts';
import type { LocalWorkspace } from './workspace.ts';

const credential: TokenCredential = {
  getToken: async () => ({ token: 'no-token-is-asked-for', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
};

/** The Azure SDK's own transport seam, led into the local workspace; everything above it is Microsoft's code. */
export function httpClientOf(workspace: LocalWorkspace): HttpClient {
  return {
    sendRequest: async (request) => {
      const response = await workspace.handle({
        method: request.method as ArmRequest['method'],
        url: request.url,
        headers: request.headers.toJSON(),
        ...(typeof request.body === 'string' ? { body: JSON.parse(request.body) as Json } : {}),
      });
      return {
        request,
        status: response.status,
        headers: createHttpHeaders({ ...response.headers }),
        bodyAsText: response.body === undefined ? '' : JSON.stringify(response.body),
      };
    },
  };
}

export function securityInsightsClient(workspace: LocalWorkspace, apiVersion: string): SecurityInsights {
  return new SecurityInsights(credential, scope.subscriptionId, { apiVersion, httpClient: httpClientOf(workspace) });
}

export function resourceClient(workspace: LocalWorkspace, apiVersion = '2021-04-01'): ResourceManagementClient {
  return new ResourceManagementClient(credential, scope.subscriptionId, {
    apiVersion,
    httpClient: httpClientOf(workspace),
  });
}
