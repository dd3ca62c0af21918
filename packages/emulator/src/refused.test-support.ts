import type { ArmRequest, Json } from '@picket/arm';
import { expect } from 'vitest';
import { at, openUnrecorded, send } from './workspace.test-support.ts';

/** A request that is refused, and what the answer must be: status, code, part of the message. */
export type Refused = readonly [
  what: string,
  method: ArmRequest['method'],
  url: string,
  body: Json | undefined,
  status: number,
  code: string,
  message: string,
];

/** Asks an empty workspace, without recording: such requests break the REST specification on purpose. */
export async function expectRefusal(...[, method, url, body, status, code, message]: Refused): Promise<void> {
  const workspace = await openUnrecorded();
  const response = await send(workspace, method, url, body);
  await workspace.close();
  expect(response.status).toBe(status);
  expect(at(response.body, 'error', 'code')).toBe(code);
  expect(JSON.stringify(at(response.body, 'error')).replaceAll('\\"', '"')).toContain(message);
  expect(response.headers['x-ms-request-id']).toBeDefined();
}
