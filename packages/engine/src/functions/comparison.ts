import { type Cell, isArray, isBag, isDecimal, isSketch, isTagged } from '../values/cell.ts';
import { compareCells, compareText } from '../values/compare.ts';
import { readingsBesideLong } from '../values/convert.ts';
import { sameDecimal } from '../values/decimal.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn, nullFn } from './blueprint.ts';
import { asciiForm, isAsciiText, type SqlForm, sqlBeyondAscii, sqlForm } from './sql-form.ts';

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
    sql: equalitySql(type, negated),
  });

/** NaN equals NaN in DuckDB. */
const equalitySql =
  (type: Comparable, negated: boolean): SqlForm =>
  (a, b) => {
    if (a.constant === null || b.constant === null) return undefined;
    const same = type === 'real' ? `(${a.text} = ${b.text} AND NOT isnan(${a.text}))` : `(${a.text} = ${b.text})`;
    const told = `${negated ? 'NOT ' : ''}coalesce(${same}, FALSE)`;
    return a.constant === undefined && b.constant === undefined
      ? `CASE WHEN ${a.text} IS NOT NULL OR ${b.text} IS NOT NULL THEN ${told} END`
      : `(${told})`;
  };

const order = (type: Comparable, holds: (sign: number) => boolean, sign: string) =>
  fn({
    takes: [type, type],
    returns: 'bool',
    run: (a, b) => !isNotANumber(a) && !isNotANumber(b) && holds(compareCells(a, b)),
    sql:
      type === 'real'
        ? sqlForm(
            `CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN ({0} ${sign} {1} AND NOT isnan({0}) AND NOT isnan({1})) END`,
          )
        : sqlForm(`({0} ${sign} {1})`),
  });

const isNotANumber = (value: Cell): boolean => typeof value === 'number' && Number.isNaN(value);

/** A dynamic beside a long, by whether its order to the long fits; `ofNull` is what a null gives. */
function dynamicBesideLong(holds: (sign: number) => boolean, ofNull: (besideNull: boolean) => boolean | null) {
  const test = (dynamic: Cell, long: bigint | null, holdsFor: (sign: number) => boolean): boolean | null => {
    // Nearly all are plain whole numbers, in the innermost loop of a filter.
    if (typeof dynamic === 'bigint' && long !== null) return holdsFor(dynamic < long ? -1 : dynamic > long ? 1 : 0);
    const told = readingsBesideLong(dynamic).map((read) => {
      if (read === null || long === null) return ofNull(read === null && long === null);
      return !isNotANumber(read) && holdsFor(read < long ? -1 : read > long ? 1 : 0);
    });
    const [first = null] = told;
    if (told.some((other) => other !== first)) throw new Refusal('a dynamic value used as long', 'it has a fraction');
    return first;
  };
  return [
    nullFn({ takes: ['dynamic', 'long'], returns: 'bool', run: (a, b) => test(a, b, holds) }),
    nullFn({ takes: ['long', 'dynamic'], returns: 'bool', run: (a, b) => test(b, a, (sign) => holds(-sign)) }),
  ];
}

const equalities = (negated: boolean) => [
  fn({
    takes: ['string', 'string'],
    returns: 'bool',
    run: (a, b) => (a === b) !== negated,
    sql: sqlForm(negated ? '({0} <> {1})' : '({0} = {1})'),
  }),
  ...comparable.map((type) => equality(type, negated)),
  ...dynamicBesideLong(
    (sign) => (sign === 0) !== negated,
    (areBoth) => (areBoth ? null : negated),
  ),
];
const orders = (holds: (sign: number) => boolean, sign: string) => [
  ...ordered.map((type) => order(type, holds, sign)),
  fn({
    takes: ['string', 'string'],
    returns: 'bool',
    run: (a, b) => holds(compareText(a, b)),
    // Against an ASCII text, the order by code points is that by UTF-16 units.
    sql: (a, b) => (a.isAscii || b.isAscii ? `(${a.text} ${sign} ${b.text})` : undefined),
  }),
  ...dynamicBesideLong(holds, () => null),
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

const upperCase = (text: string): string => mapCharacters(text, (each) => each.toUpperCase());
const lowerCase = (text: string): string => mapCharacters(text, (each) => each.toLowerCase());

/** Letters that become ASCII ones, or do not, depending on whose tables are asked. */
const doubtful = /[\u0130\u0131\u017f]/;

function certain(what: string, map: (text: string) => string): (text: string) => string {
  return (text) => {
    if (doubtful.test(text)) throw new Refusal(what, 'a dotless or dotted I of Turkish, or a long s');
    return map(text);
  };
}

/** Microsoft Learn, "toupper()". */
export const toUpper = certain('toupper()', upperCase);
/** Microsoft Learn, "tolower()". */
export const toLower = certain('tolower()', lowerCase);

/** An I without its dot is equal to no other letter. */
const dotless = '\u0131';

/** The form in which texts are compared without regard to case, as .NET's OrdinalIgnoreCase does. */
export function foldCase(text: string): string {
  return mapCharacters(text, (each) => (each === dotless ? each : each.toUpperCase()));
}

/** A dynamic column may hold a null in other forms, so this is for typed values only. */
const typedForm =
  (template: string): SqlForm =>
  (value) =>
    value.type === 'dynamic' || value.type === 'string' ? undefined : sqlForm(template)(value);

const emptySql =
  (negation: string): SqlForm =>
  (value) => {
    if (value.type === 'dynamic') return undefined;
    return `(${negation}${value.type === 'string' ? `${value.text} = ''` : `${value.text} IS NULL`})`;
  };

const isNotEmpty = nullFn({ takes: ['value'], returns: 'bool', run: (a) => !isEmpty(a), sql: emptySql('NOT ') });
const isNotNull = [
  fn({ takes: ['string'], returns: 'bool', run: () => true }),
  nullFn({ takes: ['value'], returns: 'bool', run: (a) => a !== null, sql: typedForm('({0} IS NOT NULL)') }),
];

/** `==` and its kin, logical operators, tests for null and empty. Microsoft Learn, "Null values", "Logical operators". */
export const comparison = {
  '==': equalities(false),
  '!=': equalities(true),
  '<': orders((sign) => sign < 0, '<'),
  '<=': orders((sign) => sign <= 0, '<='),
  '>': orders((sign) => sign > 0, '>'),
  '>=': orders((sign) => sign >= 0, '>='),
  '=~': fn({
    takes: ['text', 'text'],
    returns: 'bool',
    run: (a, b) => foldCase(a) === foldCase(b),
    sql: asciiForm(sqlForm('(lower({0}) = lower({1}))')),
    sqlKeeps: (a, b) =>
      isAsciiText(b.constant) ? `(lower(${a.text}) = lower(${b.text}) OR ${sqlBeyondAscii(a)})` : undefined,
  }),
  '!~': fn({
    takes: ['text', 'text'],
    returns: 'bool',
    run: (a, b) => foldCase(a) !== foldCase(b),
    sql: asciiForm(sqlForm('(lower({0}) <> lower({1}))')),
  }),
  and: nullFn({
    takes: ['bool', 'bool'],
    returns: 'bool',
    run: (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true),
    sql: sqlForm('({0} AND {1})'),
  }),
  or: nullFn({
    takes: ['bool', 'bool'],
    returns: 'bool',
    run: (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false),
    sql: sqlForm('({0} OR {1})'),
  }),
  not: fn({ takes: ['bool'], returns: 'bool', run: (a) => !a, sql: sqlForm('(NOT {0})') }),
  isnull: [
    fn({ takes: ['string'], returns: 'bool', run: () => false }),
    nullFn({ takes: ['value'], returns: 'bool', run: (a) => a === null, sql: typedForm('({0} IS NULL)') }),
  ],
  isnotnull: isNotNull,
  notnull: isNotNull,
  isempty: nullFn({ takes: ['value'], returns: 'bool', run: (a) => isEmpty(a), sql: emptySql('') }),
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
  'a real to be ordered': fn({
    takes: ['real'],
    returns: 'real',
    run: (a) => {
      if (Number.isNaN(a)) throw new Refusal('max_of() or min_of()', 'NaN among its values');
      return a;
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
