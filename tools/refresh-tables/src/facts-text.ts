import { createHash } from 'node:crypto';

const width = 160;

/**
 * JSON as the files of facts have it: a value that fits within 160 characters stays on its line, another one is broken
 * into a line a member. The same value always gives the same text, so that a change of a fact changes its lines only.
 */
export function factsText(value: unknown): string {
  return `${print(value, '')}\n`;
}

/** Names the content of all files: 16 hexadecimal digits. The order in which the files are given does not matter. */
export function contentVersion(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const name of [...files.keys()].sort()) hash.update(`${name}\0${files.get(name)}\0`);
  return hash.digest('hex').slice(0, 16);
}

function print(value: unknown, indent: string): string {
  const line = inline(value);
  if (indent.length + line.length <= width || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const words = value.every((item) => typeof item === 'string');
    const items = words ? fill(value.map(inline), inner) : value.map((item) => print(item, inner)).join(`,\n${inner}`);
    return `[\n${inner}${items}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${print(member, inner)}`);
  return `{\n${inner}${members.join(`,\n${inner}`)}\n${indent}}`;
}

/** A long list of words flows over the lines. */
function fill(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && indent.length + line.length + word.length + 2 > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : `, ${word}`;
  }
  return [...lines, line].join(`,\n${indent}`);
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
