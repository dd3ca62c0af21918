import type { Json } from './template.ts';

/**
 * Whether Azure Resource Manager reads a template string as an expression or as an escaped text: it starts with `[`
 * and ends with `]`. A string with only one of the two stays as it is, so it must not be escaped either.
 * Source: Microsoft Learn, "Template expressions", Escape characters.
 */
export function isBracketed(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 0x5b && text.charCodeAt(text.length - 1) === 0x5d;
}

/** Whether the string is evaluated: bracketed, and not escaped by a second `[`. */
export function isExpression(text: string): boolean {
  return isBracketed(text) && text.charCodeAt(1) !== 0x5b;
}

/** The template string that evaluates to `text`: bracketed texts get one `[` more, all others stay. */
export function escapeTemplateString(text: string): string {
  return isBracketed(text) ? `[${text}` : text;
}

/** What a template string that is no expression stands for. */
export function unescapeTemplateString(text: string): string {
  return isBracketed(text) ? text.slice(1) : text;
}

/** The template value that evaluates to `value`: every string and every property name escaped, at any depth. */
export function escapeTemplateValue(value: Json): Json {
  if (typeof value === 'string') return escapeTemplateString(value);
  if (value === null || typeof value !== 'object') return value;
  if (isJsonArray(value)) return value.map(escapeTemplateValue);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [escapeTemplateString(key), escapeTemplateValue(member)]),
  );
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
