import type { Json } from './template.ts';

/** A call to Azure Resource Manager, without authentication and host. */
export interface ArmRequest {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** Path and query, `/subscriptions/…?api-version=…`, or a whole https URL that the service gave out (nextLink, operation). */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export interface ArmResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** Whatever answers ARM calls: Azure through the SDK's pipeline, or the local workspace. Rejects only when no answer came. */
export type ArmTransport = (request: ArmRequest) => Promise<ArmResponse>;
