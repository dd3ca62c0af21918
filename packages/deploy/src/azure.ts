import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import type { ArmRequest, ArmResponse, ArmTransport, Json } from '@picket/arm';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';

/** Azure Resource Manager of a cloud, and who signs in to it. Source: Microsoft Learn, "Azure endpoints by cloud". */
export const clouds = {
  public: { manager: 'https://management.azure.com', authority: 'https://login.microsoftonline.com' },
  usGovernment: { manager: 'https://management.usgovcloudapi.net', authority: 'https://login.microsoftonline.us' },
  china: { manager: 'https://management.chinacloudapi.cn', authority: 'https://login.chinacloudapi.cn' },
} as const;

export interface AzureOptions {
  readonly tenant: string;
  readonly subscription: string;
  readonly cloud?: keyof typeof clouds;
  /** Takes the place of the credential that @azure/identity chooses (AZURE_TOKEN_CREDENTIALS, az login, workload identity …). */
  readonly credential?: TokenCredential;
  /** Takes the place of the network; the SDK's pipeline stays. */
  readonly httpClient?: HttpClient;
}

/**
 * ARM calls through the SDK's own pipeline (sign-in, retry, user agent), as raw JSON: the typed methods of the client drop
 * members that they do not know (subTechniques, alertDynamicProperties, sentinelEntitiesMappings) without an error.
 *
 * The SDK is loaded at the first call. A call without an answer rejects with OutsideFailure; its text holds no secret.
 */
export function createAzureTransport(options: AzureOptions): ArmTransport {
  const { manager } = clouds[options.cloud ?? 'public'];
  let client: Promise<(request: ArmRequest, url: string) => Promise<PipelineResponse>> | undefined;
  return async (request) => {
    const url = addressOf(request, manager);
    client ??= openClient(options);
    try {
      return readResponse(await (await client)(request, url), request);
    } catch (error) {
      const response = unparsed(error);
      if (response) return readResponse(response, request);
      throw error instanceof OutsideFailure ? error : withoutAnswer(error, request, options.tenant);
    }
  };
}

async function openClient(
  options: AzureOptions,
): Promise<(request: ArmRequest, url: string) => Promise<PipelineResponse>> {
  const [{ SecurityInsights }, { createHttpHeaders, createPipelineRequest }] = await Promise.all([
    import('@azure/arm-securityinsight'),
    import('@azure/core-rest-pipeline'),
  ]);
  const { manager } = clouds[options.cloud ?? 'public'];
  const client = new SecurityInsights(options.credential ?? (await chooseCredential(options)), options.subscription, {
    endpoint: manager,
    credentialScopes: [`${manager}/.default`],
    userAgentOptions: { userAgentPrefix: 'picket' },
    ...(options.httpClient ? { httpClient: options.httpClient } : {}),
  });
  return (request, url) =>
    client.sendRequest(
      createPipelineRequest({
        url,
        method: request.method,
        headers: createHttpHeaders({
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        }),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      }),
    );
}

async function chooseCredential({ tenant, cloud = 'public' }: AzureOptions): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential({ tenantId: tenant, authorityHost: clouds[cloud].authority });
}

/** The whole address. A link that a service gave out must lead to the same host, since the token goes along. */
function addressOf(request: ArmRequest, manager: string): string {
  if (request.url.startsWith('/') && !request.url.startsWith('//')) return manager + request.url;
  const reason = `it links to another host than ${manager}`;
  if (!URL.canParse(request.url) || new URL(request.url).origin !== manager)
    throw new OutsideFailure(diagnostic('DEP006', { doing: `${request.method} of a link`, reason }));
  return request.url;
}

function readResponse(response: PipelineResponse, request: ArmRequest): ArmResponse {
  const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name.toLowerCase(), value]));
  const text = response.bodyAsText ?? '';
  if (text === '') return { status: response.status, headers };
  const body = parse(text);
  if (body !== undefined) return { status: response.status, headers, body };
  // A proxy's error page is HTML: its status still says something, its text does not.
  if (response.status >= 400) return { status: response.status, headers };
  const reason = 'it is not JSON';
  throw new OutsideFailure(diagnostic('DEP006', { doing: `${request.method} ${pathOf(request)}`, reason }));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The answer that the pipeline could not parse; what it says is then judged here. */
function unparsed(error: unknown): PipelineResponse | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'PARSE_ERROR') return undefined;
  return 'response' in error ? (error.response as PipelineResponse | undefined) : undefined;
}

/** The SDK's errors carry the request with its token, so none of them is kept as the cause; only a cleaned text is. */
function withoutAnswer(error: unknown, request: ArmRequest, tenant: string): OutsideFailure {
  const name = error instanceof Error ? error.name : '';
  const reason = cleaned(error instanceof Error ? error.message : String(error));
  const signIn = /^(CredentialUnavailable|Authentication|AggregateAuthentication)/.test(name);
  const problem = signIn
    ? diagnostic('DEP002', { tenant, reason })
    : diagnostic('DEP001', { doing: `${request.method} ${pathOf(request)}`, reason });
  return new OutsideFailure(problem, new Error(`${name}: ${reason}`));
}

function cleaned(message: string): string {
  const line =
    message
      .split('\n')
      .map((part) => part.trim())
      .find((part) => part !== '') ?? 'no reason given';
  return line
    .replace(/eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '(token)')
    .replace(/\b(bearer)\s+\S+/gi, '$1 (token)')
    .replace(
      /((?:client_secret|client_assertion|password|assertion|sig|code|access_token|refresh_token)["']?\s*[=:]\s*["']?)[^&\s"',]+/gi,
      '$1(secret)',
    )
    .slice(0, 400);
}

function pathOf(request: ArmRequest): string {
  return request.url.replace(/\?.*$/, '');
}
