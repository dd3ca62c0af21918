import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { PreviewHost } from '../preview-host.ts';
import { contentPolicy, pageHtml } from './page.ts';
import { readQuestion } from './question.ts';
import { webAsset } from './web-assets.ts';

export interface Preview {
  /** `http://127.0.0.1:8898/`. */
  readonly url: string;
  /** Tells the pages that are open that content has changed. */
  readonly changed: () => void;
  readonly close: () => Promise<void>;
}

/** What is sent back. */
interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (value: unknown): Reply => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
const refusal = (status: number, why: string): Reply => ({ status, type: 'text/plain', body: `${why}\n` });
const nothingThere = refusal(404, 'there is nothing here');

interface Asked {
  readonly host: PreviewHost;
  readonly match: RegExpExecArray;
  readonly request: IncomingMessage;
  /** Aborted when the browser goes away. */
  readonly signal: AbortSignal;
}

/** What can be asked for: method, path, answer. */
const routes: readonly (readonly [method: string, path: RegExp, answer: (asked: Asked) => Promise<Reply>])[] = [
  ['GET', /^\/$/, async () => ({ status: 200, type: 'text/html', body: pageHtml({ isFixed: false }) })],
  [
    'GET',
    /^\/assets\/(app\.js|charts\.js)$/,
    async ({ match }) => ({
      status: 200,
      type: 'text/javascript',
      body: await webAsset(match[1] === 'app.js' ? 'app.js' : 'charts.js'),
    }),
  ],
  ['GET', /^\/assets\/style\.css$/, async () => ({ status: 200, type: 'text/css', body: await webAsset('style.css') })],
  ['GET', /^\/data\/site\.json$/, async ({ host }) => json(await host.site())],
  [
    'GET',
    /^\/data\/([\w-]+)\.json$/,
    async ({ host, match }) => {
      const category = await host.category(match[1] ?? '');
      return category ? json(category) : nothingThere;
    },
  ],
  ['GET', /^\/data\/([\w-]+)\/rules\.json$/, async ({ host, match }) => json(await host.rules(match[1] ?? ''))],
  ['GET', /^\/data\/([\w-]+)\/problems\.json$/, async ({ host, match }) => json(await host.problems(match[1] ?? ''))],
  ['GET', /^\/data\/([\w-]+)\/cases\.json$/, async ({ host, match }) => json(await host.cases(match[1] ?? ''))],
  [
    'POST',
    /^\/answer$/,
    async ({ host, request, signal }) => {
      const question = await readQuestion(request);
      if (typeof question === 'string') return refusal(400, question);
      const answer = await host.answer(question, signal);
      return answer ? json(answer) : nothingThere;
    },
  ],
];

/**
 * Serves the preview on this machine alone. Other names for it than 127.0.0.1 and localhost are refused, so that no page
 * from elsewhere can ask it by a name of its own.
 *
 * @param port 0 takes a free one
 * @throws OutsideFailure when the port is taken
 */
export async function startPreview(host: PreviewHost, port: number): Promise<Preview> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    void serve(server, request, response, host, listeners);
  });
  await listening(server, port);
  const { port: own } = server.address() as { readonly port: number };
  // The page's script is made while the browser opens, that of the charts while the page is drawn.
  void webAsset('app.js').then(() => webAsset('charts.js'));
  return {
    url: `http://127.0.0.1:${own}/`,
    changed: () => {
      for (const response of listeners) response.write('event: changed\ndata: content\n\n');
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new OutsideFailure(diagnostic('PRE101', { port, said: cause.message }), cause));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function serve(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  host: PreviewHost,
  listeners: Set<ServerResponse>,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!isOwnName(server, request))
    return send(response, refusal(421, 'this preview answers to 127.0.0.1 and localhost'));
  if (request.method === 'GET' && pathname === '/changes') return listen(response, listeners);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  for (const [method, path, answer] of routes) {
    const match = path.exec(pathname);
    if (!match) continue;
    if (request.method !== method) return send(response, refusal(405, `ask with ${method}`));
    try {
      return send(response, await answer({ host, match, request, signal: gone.signal }));
    } catch (failure) {
      if (gone.signal.aborted) return;
      return send(response, refusal(500, failure instanceof Error ? failure.message : String(failure)));
    }
  }
  return send(response, nothingThere);
}

function isOwnName(server: Server, { headers }: IncomingMessage): boolean {
  const { port } = server.address() as { readonly port: number };
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!names.includes(headers.host ?? '')) return false;
  return headers.origin === undefined || names.some((name) => headers.origin === `http://${name}`);
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { ...commonHeaders, 'Content-Type': 'text/event-stream' });
  response.write(': open\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

const commonHeaders = {
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { ...commonHeaders, 'Content-Type': `${type}; charset=utf-8` });
  response.end(body);
}
