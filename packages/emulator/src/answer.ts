import type { ArmResponse, Json, JsonObject } from '@picket/arm';
import { type DiagnosticCode, diagnostic, type ParamsOf } from '@picket/diagnostics';

/** ARM's error object (common types, ErrorDetail). */
export interface ArmError {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly ArmError[];
}

/** A refused request: the status and ARM's error. */
export interface Refusal {
  readonly status: number;
  readonly error: ArmError;
}

export function refusal(status: number, code: string, message: string, more: Partial<ArmError> = {}): Refusal {
  return { status, error: { ...more, code, message } };
}

/**
 * Adds why the local workspace, and not Azure, refuses: the code leads to its page. It stands in the message, since the error
 * of Security Insights has no other members than code and message.
 */
export function byThisWorkspace<C extends DiagnosticCode>(refused: Refusal, code: C, params: ParamsOf<C>): Refusal {
  const { message } = diagnostic(code, params);
  return refusal(
    refused.status,
    refused.error.code,
    `${refused.error.message} (${code}, from Picket's local workspace: ${message})`,
  );
}

export function isRefusal(value: object): value is Refusal {
  return 'error' in value && 'status' in value;
}

export function answer(status: number, body?: Json, headers: Readonly<Record<string, string>> = {}): ArmResponse {
  return {
    status,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers },
    ...(body === undefined ? {} : { body }),
  };
}

export function answerRefusal(refused: Refusal): ArmResponse {
  return answer(refused.status, { error: errorJson(refused.error) });
}

/** The error as JSON data. */
export function errorJson(error: ArmError): JsonObject {
  return {
    code: error.code,
    message: error.message,
    ...(error.target === undefined ? {} : { target: error.target }),
    ...(error.details === undefined ? {} : { details: error.details.map(errorJson) }),
  };
}
