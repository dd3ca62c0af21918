import { type Cell, isArray, isBag, isDecimal, isSketch, isTagged } from '../values/cell.ts';
import { compareCells, compareText } from '../values/compare.ts';
import { sameDecimal } from '../values/decimal.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';

type Comparable = 'bool' | 'long' | 'real' | 'decimal' | 'datetime' | 'timespan' | 'guid';
const comparable: readonly Comparable[] = ['long', 'real', 'decimal', 'datetime', 'timespan', 'bool', 'guid'];
const ordered: readonly Comparable[] = ['long', 'real', 'decimal', 'datetime', 'timespan'];

const same = (a: Cell, b: Cell): boolean => (isDecimal(a) && isDecimal(b) ? sameDecimal(a, b) : a === b);

/** One null: not equal; two nulls: null. Microsoft Learn, "Null values". */
const equality = (type: Comparable, negated: boolean) =>
  nullFn({
    takes: [type, type],
    returns: 'bool',
    run: (a, b) => {
      if (a === null && b === null) return null;
      return same(a, b) !== negated;
    },
  });

const order = (type: Comparable, holds: (sign: number) => boolean) =>
  fn({
    takes: [type, type],
    returns: 'bool',
    run: (a, b) => !isNotANumber(a) && !isNotANumber(b) && holds(compareCells(a, b)),
  });

const isNotANumber = (value: Cell): boolean => typeof value === 'number' && Number.isNaN(value);

const equalities = (negated: boolean) => [
  fn({ takes: ['string', 'string'], returns: 'bool', run: (a, b) => (a === b) !== negated }),
  ...comparable.map((type) => equality(type, negated)),
];
const orders = (holds: (sign: number) => boolean) => [
  ...ordered.map((type) => order(type, holds)),
  fn({ takes: ['string', 'string'], returns: 'bool', run: (a, b) => holds(compareText(a, b)) }),
];

const ascii = /^[\0-\x7f]*$/;

/** Maps each character by itself, as .NET does: one that would become two stays as it is. */
function mapCharacters(text: string, map: (character: string) => string): string {
  if (ascii.test(text)) return map(text);
  return Array.from(text, (character) => {
    const mapped = map(character);
    return mapped.length === character.length ? mapped : character;
  }).join('');
}

export const upperCase = (text: string): string => mapCharacters(text, (each) => each.toUpperCase());
export const lowerCase = (text: string): string => mapCharacters(text, (each) => each.toLowerCase());

/** The form in which texts are compared without regard to case, as .NET's OrdinalIgnoreCase does. */
export function foldCase(text: string): string {
  return upperCase(text);
}

const isNotEmpty = nullFn({ takes: ['value'], returns: 'bool', run: (a) => !isEmpty(a) });
const isNotNull = [
  fn({ takes: ['string'], returns: 'bool', run: () => true }),
  nullFn({ takes: ['value'], returns: 'bool', run: (a) => a !== null }),
];

/** `==` and its kin, logical operators, tests for null and empty. Microsoft Learn, "Null values", "Logical operators". */
export const comparison = {
  '==': equalities(false),
  '!=': equalities(true),
  '<': orders((sign) => sign < 0),
  '<=': orders((sign) => sign <= 0),
  '>': orders((sign) => sign > 0),
  '>=': orders((sign) => sign >= 0),
  '=~': fn({ takes: ['text', 'text'], returns: 'bool', run: (a, b) => foldCase(a) === foldCase(b) }),
  '!~': fn({ takes: ['text', 'text'], returns: 'bool', run: (a, b) => foldCase(a) !== foldCase(b) }),
  and: nullFn({
    takes: ['bool', 'bool'],
    returns: 'bool',
    run: (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true),
  }),
  or: nullFn({
    takes: ['bool', 'bool'],
    returns: 'bool',
    run: (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false),
  }),
  not: fn({ takes: ['bool'], returns: 'bool', run: (a) => !a }),
  isnull: [
    fn({ takes: ['string'], returns: 'bool', run: () => false }),
    nullFn({ takes: ['value'], returns: 'bool', run: (a) => a === null }),
  ],
  isnotnull: isNotNull,
  notnull: isNotNull,
  isempty: nullFn({ takes: ['value'], returns: 'bool', run: (a) => isEmpty(a) }),
  isnotempty: isNotEmpty,
  notempty: isNotEmpty,
  assert: nullFn({
    takes: ['bool', 'string'],
    returns: 'bool',
    run: (holds, message) => {
      if (holds === true) return true;
      throw new Refusal('assert()', `it has failed with message: '${message}'`);
    },
  }),
  isnan: fn({ takes: ['real'], returns: 'bool', run: (a) => Number.isNaN(a) }),
  isinf: fn({ takes: ['real'], returns: 'bool', run: (a) => a === Infinity || a === -Infinity }),
  isfinite: fn({ takes: ['real'], returns: 'bool', run: (a) => Number.isFinite(a) }),
  gettype: nullFn({ takes: ['value'], returns: 'string', run: (a) => typeName(a) }),
} satisfies FunctionTable;

const isEmpty = (value: Cell): boolean => value === null || value === '';

function typeName(value: Cell): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isBag(value)) return 'dictionary';
  if (isDecimal(value) || isSketch(value))
    throw new Refusal('gettype()', 'a decimal or a sketch inside a dynamic value');
  if (isTagged(value)) return value.tag;
  const names: Readonly<Record<string, string>> = {
    string: 'string',
    boolean: 'bool',
    bigint: 'long',
    number: 'double',
  };
  return names[typeof value] ?? 'null';
}
