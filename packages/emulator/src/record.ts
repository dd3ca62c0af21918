import { appendFileSync } from 'node:fs';
import type { ArmResponse } from '@picket/arm';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import type { WorkspaceRequest } from './call.ts';
import { wordsOf } from './state/outside.ts';

/** Keeps an exchange of a request and its answer. */
export type Recorder = (request: WorkspaceRequest, response: ArmResponse) => void;

/** Addresses that only tell how far an operation is: no REST specification has an operation for them. */
const statusMonitor = /\/operation(statuses|results)\//i;

/** Appends each exchange to a file, a JSON object a line: name, request, response. Tokens are not written. */
export function recordTo(file: string): Recorder {
  return (request, response) => {
    if (statusMonitor.test(request.url)) return;
    const url = request.url.replace(/^https?:\/\/[^/?#]+/i, '');
    const { authorization: _secret, ...headers } = Object.fromEntries(
      Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const line = {
      name: `${request.method} ${url.replace(/\?.*$/s, '').split('/').slice(-2).join('/')} ${response.status}`,
      request: { method: request.method, url, headers, ...(request.body === undefined ? {} : { body: request.body }) },
      response: {
        status: response.status,
        headers: response.headers,
        ...(response.body === undefined ? {} : { body: response.body }),
      },
    };
    try {
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      throw new OutsideFailure(diagnostic('EMU008', { file, why: wordsOf(error) }), error);
    }
  };
}
