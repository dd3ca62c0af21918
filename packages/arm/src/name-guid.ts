import { createHash } from 'node:crypto';

/** The namespace of the template function `guid`. */
const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/**
 * The template function `guid` for one argument: a name-based UUID, version 5 (RFC 4122, SHA-1), of the UTF-8 text in
 * the namespace 11fb06fb-712d-4ddd-98c7-e71bbd588830.
 */
export function nameGuid(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name, 'utf8').digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
