import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@picket/arm';

/** `sha256:` and the hexadecimal SHA-256 of the value's canonical JSON text in UTF-8. */
export function contentHash(value: Json): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}
