import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import { type Cells, isoTime } from '../row.ts';

/** Who asks: an application for a user, or for itself. */
export interface Caller {
  readonly company: Company;
  readonly appId: string;
  readonly userId: string;
  readonly servicePrincipalId: string;
  readonly scopes: string;
  readonly roles: string;
  readonly address: string;
  readonly userAgent: string;
  readonly deviceId: string;
  readonly sessionId: string;
  readonly tokenId: string;
  readonly tokenIssuedAt: number;
  /** How the application proved who it is: 0 not at all, 1 a secret, 2 a certificate. */
  readonly clientAuthMethod: 0 | 1 | 2;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  readonly path: string;
  readonly status: number;
}

/** How often a request of each method is not answered well. */
const troubles: readonly (readonly [number, number])[] = [
  [930, 0],
  [25, 404],
  [20, 403],
  [15, 429],
  [6, 400],
  [3, 401],
  [1, 503],
];

export function requestOf(method: Request['method'], path: string, chance: Chance): Request {
  const usual = method === 'POST' ? 201 : method === 'GET' ? 200 : 204;
  return { method, path, status: chance.weighted(troubles) || usual };
}

/** A row of MicrosoftGraphActivityLogs. */
export function graphActivityRow(caller: Caller, { method, path, status }: Request, chance: Chance): Cells {
  const requestId = chance.guid();
  return {
    AadTenantId: caller.company.tenantId,
    ApiVersion: path.startsWith('beta/') ? 'beta' : 'v1.0',
    AppId: caller.appId,
    ATContent: '',
    ClientAuthMethod: caller.clientAuthMethod,
    ClientRequestId: chance.guid(),
    DeviceId: caller.deviceId,
    // Most answers come at once, a few take seconds.
    DurationMs: 15 + Math.round(chance.fraction() ** 4 * 4000),
    IdentityProvider: `https://sts.windows.net/${caller.company.tenantId}/`,
    IPAddress: caller.address,
    Location: chance.pick(['Norway East', 'West Europe', 'North Europe']),
    OperationId: requestId,
    RequestId: requestId,
    RequestMethod: method,
    RequestUri: `https://graph.microsoft.com/${path.startsWith('beta/') ? '' : 'v1.0/'}${path}`,
    ResponseSizeBytes: status === 204 ? 0 : chance.between(200, 60_000),
    ResponseStatusCode: status,
    Roles: caller.roles,
    Scopes: caller.scopes,
    ServicePrincipalId: caller.servicePrincipalId,
    SessionId: caller.sessionId,
    SignInActivityId: caller.tokenId,
    TokenIssuedAt: isoTime(caller.tokenIssuedAt),
    UniqueTokenId: caller.tokenId,
    UserAgent: caller.userAgent,
    UserId: caller.userId,
    Wids: caller.userId === '' ? '' : 'b79fbf4d-3ef9-4689-8143-76b194e85509',
  };
}

/** A row of AADGraphActivityLogs: the older interface, which a few programs still use. */
export function directoryGraphRow(
  at: number,
  caller: Caller,
  { method, path, status }: Request,
  chance: Chance,
): Cells {
  return {
    AADTenantId: caller.company.tenantId,
    ActorType: caller.userId === '' ? 'Application' : 'User',
    ApiVersion: '1.61-internal',
    AppId: caller.appId,
    CallerIpAddress: caller.address,
    Category: 'AzureADGraphActivityLogs',
    ClientAuthMethod: String(caller.clientAuthMethod),
    DeviceId: caller.deviceId,
    DurationMs: chance.between(10, 700),
    IdentityProvider: `https://sts.windows.net/${caller.company.tenantId}/`,
    Level: '4',
    Location: chance.pick(['Norway East', 'West Europe']),
    OperationName: `${method} ${path.split(/[/?]/)[0] ?? ''}`,
    RequestId: chance.guid(),
    RequestMethod: method,
    RequestUri: `https://graph.windows.net/${caller.company.tenantId}/${path}?api-version=1.61-internal`,
    ResponseSizeBytes: chance.between(100, 20_000),
    ResponseStatusCode: status,
    ResultSignature: String(status),
    Roles: caller.roles,
    Scopes: caller.scopes,
    ServicePrincipalId: caller.servicePrincipalId,
    SessionId: caller.sessionId,
    SignInActivityId: caller.tokenId,
    TimeRequested: isoTime(at),
    TokenIssuedAt: isoTime(caller.tokenIssuedAt),
    UserAgent: caller.userAgent,
    UserId: caller.userId,
    Wids: '',
  };
}
