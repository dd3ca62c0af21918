import type { Path } from '../content.ts';

/** A path as authors write it: `entityMappings[0].fieldMappings`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The mapping that a problem speaks of, or nothing for the file itself. */
export function insideText(path: Path): { readonly inside?: string } {
  return path.length > 0 ? { inside: pathText(path) } : {};
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping (key: value lines)',
};

/** "must be …": a JSON Schema type in words, or several with commas. */
export function typeText(type: string): string {
  return type
    .split(',')
    .map((one) => typeWords[one] ?? one)
    .join(' or ');
}

/** "it is …": what was found instead. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'left out';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `the text '${shortened(value)}'`;
  return `${value}`;
}

/** A value inside a message: one line, and not longer than a line takes. */
export function shortened(value: unknown): string {
  const text = String(value).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
