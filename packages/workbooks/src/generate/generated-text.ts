import { createHash } from 'node:crypto';
import type { Workbook } from '@picket/model';
import { workbookText } from '../source/workbook-text.ts';

/** The line that says which text the generator wrote; of the hash itself, nothing is hashed. */
const hashLine = /^(generated: \{ from: [^\n]+?, hash: )"?([0-9a-f]*)"? \}$/m;

/** A workbook's text with the hash of what the generator wrote. */
export function signed(workbook: Workbook): string {
  const text = workbookText({ ...workbook, generated: { from: workbook.generated?.from ?? '', hash: '' } });
  return text.replace(hashLine, `$1"${hashOf(text)}" }`);
}

/**
 * What became of a text since it was generated: `untouched`, `edited` by a person, or `not-generated` at all. Line ends do
 * not count as an edit: git may change them.
 */
export function editedSince(text: string): 'untouched' | 'edited' | 'not-generated' {
  const lines = text.replaceAll('\r\n', '\n');
  const [, , hash] = hashLine.exec(lines) ?? [];
  if (hash === undefined) return 'not-generated';
  return hash === hashOf(lines) ? 'untouched' : 'edited';
}

function hashOf(text: string): string {
  const unsigned = text.replace(hashLine, '$1"" }');
  // 16 hexadecimal digits tell an edit from none; nobody is meant to be kept from forging it.
  return createHash('sha256').update(unsigned).digest('hex').slice(0, 16);
}
