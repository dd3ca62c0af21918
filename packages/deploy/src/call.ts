import type { ArmRequest, ArmResponse, ArmTransport } from '@picket/arm';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { textAt, valueAt } from './json.ts';

/** A call together with what it is for, in words that fit "… failed": `reading the rules`. */
export type Call = (request: ArmRequest, doing: string) => Promise<ArmResponse>;

export interface CallOptions {
  /** Calls under way at the same time. */
  readonly concurrency?: number;
  /** Tries of one call before throttling is reported. */
  readonly tries?: number;
  /** Waits; tests replace it. Rejects when the signal aborts. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

const longestWait = 5 * 60_000;

/**
 * Wraps a transport with what every caller needs: a limit on calls under way, and patience. 429 and 503 are repeated after
 * Retry-After, and everyone waits then, since ARM's buckets belong to the principal; 500, 502 and 504 are repeated with growing
 * pauses, which is safe because every call we make can be made twice. Other answers go to the caller.
 * Source: Azure Resource Manager, "Understand how Azure Resource Manager throttles requests".
 */
export function createCall(transport: ArmTransport, options: CallOptions = {}): Call {
  const { concurrency = 8, tries = 8, sleep = pause, signal } = options;
  const limit = createLimit(concurrency);
  let quietUntil = 0;
  return (request, doing) =>
    limit(async () => {
      for (let attempt = 1; ; attempt++) {
        const quiet = quietUntil - Date.now();
        if (quiet > 0) await sleep(quiet, signal);
        signal?.throwIfAborted();
        const response = await transport(request);
        const wait = waitBefore(response, attempt);
        if (wait === undefined) return response;
        if (attempt >= tries) {
          if (response.status !== 429) return response;
          throw new OutsideFailure(diagnostic('DEP007', { doing, tries }));
        }
        if (response.status === 429) quietUntil = Math.max(quietUntil, Date.now() + wait);
        else await sleep(wait, signal);
      }
    });
}

function waitBefore(response: ArmResponse, attempt: number): number | undefined {
  const growing = Math.min(1000 * 2 ** (attempt - 1), 60_000);
  if (response.status === 429 || response.status === 503) return retryAfter(response) ?? growing;
  return response.status === 500 || response.status === 502 || response.status === 504 ? growing : undefined;
}

/** Milliseconds that the answer asks to wait: `Retry-After` in seconds or as a date, or Azure's own headers. */
export function retryAfter(response: ArmResponse): number | undefined {
  const millis = response.headers['retry-after-ms'] ?? response.headers['x-ms-retry-after-ms'];
  const written = response.headers['retry-after'];
  const wait = millis ? Number(millis) : written ? secondsOrDate(written) : Number.NaN;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWait) : undefined;
}

function secondsOrDate(text: string): number {
  const seconds = Number(text);
  return Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
}

/** Runs at most `most` tasks at the same time, in the order they came. */
export function createLimit(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** The code and the message of an ARM error body, with the innermost detail, which is the one that says something. */
export function errorOf(response: ArmResponse): { readonly code: string; readonly message: string } {
  return errorIn(valueAt(response.body, 'error') ?? response.body, `status ${response.status}`);
}

export function errorIn(
  error: ArmResponse['body'],
  otherwise: string,
): { readonly code: string; readonly message: string } {
  let at = error;
  for (let depth = 0; depth < 5; depth++) {
    const details = valueAt(at, 'details');
    if (!Array.isArray(details) || details.length === 0) break;
    at = details[0];
  }
  return {
    code: textAt(at, 'code') ?? textAt(error, 'code') ?? otherwise,
    message: (textAt(at, 'message') ?? textAt(error, 'message') ?? 'no further text').trim(),
  };
}

/** An answer nobody can go on with, as the failure of the outside world that it is. */
export function failureOf(response: ArmResponse, doing: string, workspace: string): OutsideFailure {
  const { code, message } = errorOf(response);
  if (response.status === 401 || response.status === 403)
    return new OutsideFailure(diagnostic('DEP003', { doing, code, message }));
  if (response.status === 404) return new OutsideFailure(diagnostic('DEP004', { workspace, code, message }));
  return new OutsideFailure(diagnostic('DEP005', { doing, status: response.status, code, message }));
}

/** Waits; rejects at once when the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
