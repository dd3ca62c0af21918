import type { ScalarNode } from './located.ts';

const wordValues = new Map<string, null | boolean | number>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
]);

const decimal = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[0-9a-fA-F]+$/;

/** What a scalar means by the core schema of YAML 1.2.2 (section 10.3.2): dates and `yes` stay text. */
export function coreValue(scalar: ScalarNode): string | number | boolean | null {
  if (!scalar.plain) return scalar.text;
  const word = wordValues.get(scalar.text);
  if (word !== undefined) return word;
  if (decimal.test(scalar.text) || octal.test(scalar.text) || hexadecimal.test(scalar.text)) return Number(scalar.text);
  return scalar.text;
}
