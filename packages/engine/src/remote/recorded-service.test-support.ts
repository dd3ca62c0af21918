import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenCredential } from '@azure/core-auth';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import { afterEach } from 'vitest';
import type { Engine } from '../engine.ts';

/** One answer as it was recorded, to be given once; the last one is given again. */
export interface RecordedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text that is sent as it is. */
  readonly body: unknown;
  /** The connection is closed without an answer. */
  readonly breaksOff?: true;
}

export interface Exchange {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RecordedService {
  readonly address: string;
  readonly seen: readonly Exchange[];
  readonly close: () => Promise<void>;
}

/** A service on loopback that gives recorded answers, and keeps what it was asked. */
export async function recordedService(answers: readonly RecordedAnswer[]): Promise<RecordedService> {
  const seen: Exchange[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/v1/rest/auth/metadata') {
        response.writeHead(404).end();
        return;
      }
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      const text = Buffer.concat(parts).toString('utf8');
      seen.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text || '{}') });
      if (!answer || answer.breaksOff) {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The network's place in an SDK that speaks TLS only: what it sends goes to loopback. */
export function networkTo({ address }: RecordedService): HttpClient {
  const client = createDefaultHttpClient();
  return {
    sendRequest: (request) => {
      const { pathname, search } = new URL(request.url);
      return client.sendRequest({ ...request, url: address + pathname + search, allowInsecureConnection: true });
    },
  };
}

export const token = 'eyJhbGciOi.eyJzdWIiOiJub2JvZHk.c2lnbmF0dXJl';
export const credential: TokenCredential = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** Opens engines over recorded answers; each test's engine and service are closed behind it. */
export function recordedEngines(
  open: (service: RecordedService) => Engine,
): (...answers: readonly RecordedAnswer[]) => Promise<{ readonly engine: Engine; readonly service: RecordedService }> {
  const opened: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });
  return async (...answers) => {
    const service = await recordedService(answers);
    opened.push(service);
    const engine = open(service);
    opened.push(engine);
    return { engine, service };
  };
}
