import { limits } from '../limits.ts';
import { NoResult } from '../refusal.ts';
import type { Json } from '../template.ts';

/** The text of a scalar, as .NET writes it: `True`, `False`, '' for null, numbers without grouping. */
export function textOf(value: Json): string | NoResult {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'object') return new NoResult('arrays and objects have no such text; use string()');
  return String(value);
}

const placeholder = /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

/**
 * The template function `format`: .NET composite formatting. `{0}`, `{1,10}` (width; negative for left), `{2:N0}`, and
 * doubled braces for themselves. Source: Microsoft Learn, "String functions for ARM templates", format, and ".NET
 * composite formatting". Number formats: D, N, F, X with a precision, and zeros; others are refused.
 */
export function formatText(pattern: string, values: readonly Json[]): string | NoResult {
  let failure: NoResult | undefined;
  let length = 0;
  const result = pattern.replace(placeholder, (whole, index?: string, width?: string, format?: string) => {
    if (whole === '{{' || whole === '}}') return whole.slice(1);
    if (index === undefined) {
      failure ??= new NoResult(`'${whole}' stands alone in the format; write '${whole}${whole}' for the brace itself`);
      return '';
    }
    const value = values[Number(index)];
    if (value === undefined) {
      failure ??= new NoResult(`the format names {${index}}, but only ${values.length} values are given`);
      return '';
    }
    const text = format ? formatValue(value, format) : textOf(value);
    if (text instanceof NoResult) {
      failure ??= text;
      return '';
    }
    const columns = Number(width ?? 0);
    length += Math.max(text.length, Math.abs(columns));
    if (length > limits.templateBytes) failure ??= new NoResult('the text would be longer than a template may be');
    return failure ? '' : columns < 0 ? text.padEnd(-columns) : text.padStart(columns);
  });
  return failure ?? result;
}

/** Texts and booleans have no formats of their own: .NET leaves them as they are. */
function formatValue(value: Json, format: string): string | NoResult {
  if (typeof value !== 'number') return textOf(value);
  const parts = /^([DNFX])(\d{0,2})$/i.exec(format);
  const sign = value < 0 ? '-' : '';
  if (/^0+$/.test(format) && Number.isInteger(value)) {
    return sign + String(Math.abs(value)).padStart(format.length, '0');
  }
  const [, kind = '', precision = ''] = parts ?? [];
  const digits = precision === '' ? undefined : Number(precision);
  const write = numberFormats[kind.toUpperCase()];
  const text = write?.(Math.abs(value), digits, kind);
  if (text === undefined || (sign && kind.toUpperCase() === 'X')) {
    return new NoResult(`the number format '${format}' is not read for ${value}`);
  }
  return sign + text;
}

const numberFormats: Readonly<
  Record<string, (value: number, digits: number | undefined, kind: string) => string | undefined>
> = {
  D: (value, digits = 0) => (Number.isInteger(value) ? String(value).padStart(digits, '0') : undefined),
  N: (value, digits = 2) =>
    Number.isInteger(value) ? value.toLocaleString('en-US', { minimumFractionDigits: digits }) : undefined,
  F: (value, digits = 2) => (Number.isInteger(value) ? value.toFixed(digits) : undefined),
  X: (value, digits = 0, kind) => {
    if (!Number.isInteger(value)) return undefined;
    const hex = value.toString(16).padStart(digits, '0');
    return kind === 'X' ? hex.toUpperCase() : hex;
  },
};
