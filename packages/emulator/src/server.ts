import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArmResponse, Json } from '@picket/arm';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { answerRefusal, refusal } from './answer.ts';
import type { WorkspaceRequest } from './call.ts';
import { refusals } from './refusals.ts';
import { wordsOf } from './state/outside.ts';
import { type LocalWorkspace, openWorkspace, type WorkspaceOptions } from './workspace.ts';

export interface EmulatorOptions extends WorkspaceOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Loopback addresses only. */
  readonly host?: '127.0.0.1' | '::1' | 'localhost';
}

export interface Emulator {
  /** `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly workspace: LocalWorkspace;
  readonly close: () => Promise<void>;
}

/** ARM takes a template of 4 MB and parameters of 4 MB. */
const mostBytes = 9 * 1024 * 1024;
const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

/**
 * Serves a local workspace over HTTP on this machine only. It asks for no token, so it also refuses what a web page in a
 * browser could send: requests for another host name and requests of a foreign origin.
 *
 * @throws OutsideFailure when the port is taken or the state file cannot be read
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { port, host = '127.0.0.1' } = options;
  const workspace = await openWorkspace(options);
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    answerHttp(workspace, request)
      .catch((error: unknown) => failed(error))
      .then((answered) => send(request, response, answered))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((listening, fail) => {
    server.once('error', (error) =>
      fail(new OutsideFailure(diagnostic('EMU007', { host, port, why: wordsOf(error) }), error)),
    );
    server.listen(port, host, listening);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    workspace,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeIdleConnections();
      await closed;
      await workspace.close();
    },
  };
}

async function answerHttp(workspace: LocalWorkspace, request: IncomingMessage): Promise<ArmResponse> {
  const host = request.headers.host ?? '';
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host))
    return answerRefusal(
      refusal(403, 'Forbidden', `The local workspace answers on loopback only, not as '${host.slice(0, 100)}'.`),
    );
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return answerRefusal(refusal(403, 'Forbidden', 'The local workspace does not answer web pages of another origin.'));
  const method = methods.find((known) => known === request.method);
  if (!method) return answerRefusal(refusals.methodNotAllowed({ method: request.method ?? '' }));
  const bytes = await readBody(request);
  if (bytes === undefined) return answerRefusal(refusals.tooLarge({ limit: `${mostBytes} bytes` }));
  const body = readJson(bytes, request.headers['content-type']);
  if ('problem' in body) return answerRefusal(refusals.invalidContent({ why: body.problem }));
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  const call: WorkspaceRequest = { method, url: request.url ?? '/', headers: Object.fromEntries(headers), ...body };
  return workspace.handleAt(`http://${host}`, call);
}

/** The body, or undefined when it is too large; the rest is not read then. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function readJson(bytes: Buffer, contentType = ''): { body?: Json } | { problem: string } {
  if (bytes.length === 0) return {};
  if (!/^application\/json\b/i.test(contentType))
    return { problem: `the content type '${contentType}' is not application/json` };
  try {
    return { body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

/** The workspace itself failed: said as ARM says it, with the problem's code. */
function failed(error: unknown): ArmResponse {
  const known = error instanceof OutsideFailure ? `${error.problem.code}: ${error.problem.message}` : wordsOf(error);
  return answerRefusal(refusal(500, 'InternalServerError', `The local workspace failed: ${known}`));
}

function send(request: IncomingMessage, response: ServerResponse, answered: ArmResponse): void {
  const text = answered.body === undefined || request.method === 'HEAD' ? '' : JSON.stringify(answered.body);
  const length = Buffer.byteLength(text);
  response.writeHead(answered.status, {
    ...answered.headers,
    ...(answered.status === 204 ? {} : { 'content-length': String(length) }),
    ...(answered.status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
