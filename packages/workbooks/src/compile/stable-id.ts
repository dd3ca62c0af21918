import { createHash } from 'node:crypto';

/**
 * The GUID that a name has inside a workbook: always the same for the same workbook and name (RFC 9562, version 5, with
 * the workbook's id for a namespace).
 */
export function stableId(workbookId: string, name: string): string {
  const namespace = Buffer.from(workbookId.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
