import { type Diagnostic, diagnostic, OutsideFailure, type Span } from '@picket/diagnostics';
import { type Cell, isArray, isBag } from '../values/cell.ts';

/** What a service said when it gave no whole result. */
export interface ServiceAnswer {
  /** The HTTP status; 200 when the failure came in the middle of a result. */
  readonly status: number;
  /** The error object of the body, where there is one. */
  readonly error: Cell;
  /** The Retry-After header, as it was sent. */
  readonly retryAfter?: string | undefined;
}

export interface Asked {
  /** Who was asked, as in "the workspace log-soc". */
  readonly service: string;
  readonly span: Span;
}

/**
 * What an answer without a whole result means: a problem of the query, or else the outside world has failed. Rows that
 * came before the failure are never given: fewer rows would look like fewer events.
 * Microsoft Learn, "Azure Monitor Log Analytics API errors", "Partial query failures".
 *
 * @throws OutsideFailure
 */
export function failureOf(answer: ServiceAnswer, { service, span }: Asked): Diagnostic {
  const said = saidBy(answer.error);
  const codes = codesOf(answer.error);
  if (answer.status === 429 || codes.some((code) => /throttl|TooManyRequests/i.test(code))) {
    const after = answer.retryAfter === undefined ? '' : `, which asks to wait ${answer.retryAfter} s`;
    throw new OutsideFailure(diagnostic('ENG124', { service, after }));
  }
  if (answer.status === 504 || codes.some((code) => /timeout|timed ?out/i.test(code)))
    throw new OutsideFailure(diagnostic('ENG123', { service }));
  if (answer.status === 401 || answer.status === 403)
    throw new OutsideFailure(diagnostic('ENG125', { service, said: said || `status ${answer.status}` }));
  if (answer.status === 200)
    throw new OutsideFailure(diagnostic('ENG122', { service, said: said || 'no reason given' }));
  if (answer.status === 400 && said !== '') return diagnostic('ENG121', { service, said }, span);
  throw new OutsideFailure(diagnostic('ENG120', { service, reason: said || `status ${answer.status}` }));
}

/** No answer at all: the network, a proxy, a sign-in. The text holds no secret; the SDK's error is not kept, since it carries the token. */
export function withoutAnswer(failure: unknown, service: string): OutsideFailure {
  const name = failure instanceof Error ? failure.name : '';
  const reason = cleaned(failure instanceof Error ? failure.message : String(failure));
  if (/Credential|Authentication/.test(name))
    return new OutsideFailure(diagnostic('ENG125', { service, said: reason }));
  if (/timeout|ETIMEDOUT|ECONNABORTED/i.test(`${name} ${reason}`))
    return new OutsideFailure(diagnostic('ENG123', { service }));
  return new OutsideFailure(diagnostic('ENG120', { service, reason }));
}

export function unreadable(service: string, reason: string): OutsideFailure {
  return new OutsideFailure(diagnostic('ENG126', { service, reason }));
}

/** The innermost message: the outer ones only say that something is wrong. */
function saidBy(error: Cell): string {
  const levels = levelsOf(error);
  const texts = levels.flatMap((level) => [level.get('@message'), level.get('message')]);
  const last = levels.at(-1);
  const own = last?.get('@message') ?? last?.get('message');
  const text = typeof own === 'string' ? own : texts.find((each) => typeof each === 'string');
  return typeof text === 'string' ? cleaned(text) : '';
}

function codesOf(error: Cell): readonly string[] {
  return levelsOf(error).flatMap((level) =>
    [level.get('code'), level.get('@type'), level.get('message')].flatMap((each) =>
      typeof each === 'string' ? [each] : [],
    ),
  );
}

/** An error, its details and what lies within, from the outside in. */
function levelsOf(error: Cell): readonly ReadonlyMap<string, Cell>[] {
  if (!isBag(error)) return [];
  const inner = error.get('innererror') ?? error.get('error') ?? null;
  const details = error.get('details') ?? null;
  const first = isArray(details) ? (details[0] ?? null) : null;
  return [error, ...levelsOf(isBag(inner) ? inner : first)];
}

function cleaned(message: string): string {
  return message
    .replace(/eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '(token)')
    .replace(/\b(bearer)\s+\S+/gi, '$1 (token)')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 600);
}
