import type { LiteralComparison } from '@picket/kql';
import type { Json } from './invented-values.ts';

/** A value that a query looks for in a column or below it. */
export interface Wish {
  readonly column: string;
  /** Member names; `[]` for the elements of an array. */
  readonly path: readonly string[];
  readonly value: Json;
}

type Meet = (text: string) => string;

/** Comparisons that a literal can be made to meet, and how. */
const meetings: Readonly<Record<string, Meet>> = {
  '==': (text) => text,
  '=~': (text) => text,
  in: (text) => text,
  'in~': (text) => text,
  has: (text) => text,
  has_cs: (text) => text,
  has_any: (text) => text,
  has_all: (text) => text,
  contains: (text) => `x${text}y`,
  contains_cs: (text) => text,
  startswith: (text) => `${text} and more`,
  startswith_cs: (text) => text,
  hasprefix: (text) => `${text}s`,
  endswith: (text) => `ends with ${text}`,
  endswith_cs: (text) => text,
};

/** What a query's comparisons with literals wish of the rows of one table; comparisons by order and negations wish nothing. */
export function wishesOf(literals: readonly LiteralComparison[], table: string): readonly Wish[] {
  return literals.flatMap(({ origins, path, operator, values }) => {
    const meet = Object.hasOwn(meetings, operator.toLowerCase()) ? meetings[operator.toLowerCase()] : undefined;
    if (!meet) return [];
    return origins
      .filter((origin) => origin.table === table)
      .flatMap(({ column }) =>
        values.map(({ type, text }) => ({
          column,
          path,
          value: type === 'string' ? meet(text) : scalarOf(text, type),
        })),
      );
  });
}

function scalarOf(text: string, type: string): Json {
  if (type === 'bool') return text.toLowerCase() === 'true';
  const isNumber = ['int', 'long', 'real'].includes(type) && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

/**
 * The value with another one at a path; what stands in the way is replaced. An array gets it in the element that lies at a
 * fraction of it, so that wishes with the same fraction are met by one element.
 */
export function withValueAt(target: Json, path: readonly string[], value: Json, fraction: number): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === '[]' || /^-?\d+$/.test(step)) {
    const list: readonly Json[] = Array.isArray(target) && target.length > 0 ? target : [null];
    const at = step === '[]' ? Math.floor(fraction * list.length) : 0;
    return list.map((each, i) => (i === at ? withValueAt(each, rest, value, fraction) : each));
  }
  const bag = isBag(target) ? target : {};
  return { ...bag, [step]: withValueAt(bag[step] ?? null, rest, value, fraction) };
}

function isBag(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
