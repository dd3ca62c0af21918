import type { JsonObject } from '@picket/arm';
import type { Refusal } from './answer.ts';
import { refusals } from './refusals.ts';

/** What the caller believes about the resource: an etag in the body, or conditions in headers. */
export interface Conditions {
  readonly bodyEtag?: string;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

export function conditionsOf(headers: Readonly<Record<string, string>>, body: JsonObject): Conditions {
  return {
    ...(typeof body.etag === 'string' && body.etag !== '' ? { bodyEtag: body.etag } : {}),
    ...(headers['if-match'] === undefined ? {} : { ifMatch: headers['if-match'] }),
    ...(headers['if-none-match'] === undefined ? {} : { ifNoneMatch: headers['if-none-match'] }),
  };
}

/**
 * Refuses a write that is made from an outdated reading. Security Insights declares no conditional headers: the etag travels in
 * the body, and a stale one is a conflict (409). The headers are kept as HTTP defines them (412). `current` is undefined when
 * the resource does not exist; an etag for it is stale, since somebody deleted what the caller had read.
 */
export function checkConditions(id: string, current: string | undefined, conditions: Conditions): Refusal | undefined {
  const { bodyEtag, ifMatch, ifNoneMatch } = conditions;
  if (ifMatch !== undefined && !matches(ifMatch, current)) return refusals.preconditionFailed({ id });
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, current)) return refusals.preconditionFailed({ id });
  if (bodyEtag !== undefined && bodyEtag !== '*' && !matches(bodyEtag, current)) return refusals.etagConflict({ id });
  return undefined;
}

/** Etags are compared without their quotes, which some tools lose. */
function matches(wanted: string, current: string | undefined): boolean {
  if (current === undefined) return false;
  return wanted.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(current));
}

const bare = (tag: string): string => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, '');
