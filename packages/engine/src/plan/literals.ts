import type { KqlNode } from '@picket/kql';
import { type Cell, type ScalarType, wrapLong } from '../values/cell.ts';
import { convert, readGuid, toDynamic } from '../values/convert.ts';
import { parseDatetime } from '../values/datetime-text.ts';
import { readDecimal } from '../values/decimal.ts';
import { parseTimespan } from '../values/ticks.ts';
import type { Expr } from './plan.ts';
import { elements, part } from './syntax.ts';

type Reader = (text: string) => Cell | undefined;

/** Literal kinds to their type and reader; undefined: it cannot be read exactly. */
const literalKinds: Readonly<Record<string, readonly [ScalarType, Reader]>> = {
  BooleanLiteralExpression: ['bool', (text) => convert(text, 'string', 'bool')],
  IntLiteralExpression: ['int', (text) => readWhole(text, 32)],
  LongLiteralExpression: ['long', (text) => readWhole(text, 64)],
  RealLiteralExpression: ['real', readRealLiteral],
  DecimalLiteralExpression: ['decimal', (text) => readDecimal(text) ?? undefined],
  StringLiteralExpression: ['string', (text) => text],
  CompoundStringLiteralExpression: ['string', (text) => text],
  DateTimeLiteralExpression: ['datetime', readDatetime],
  TimespanLiteralExpression: ['timespan', readTimespanLiteral],
  GuidLiteralExpression: ['guid', (text) => readGuid(text) ?? undefined],
};

function readWhole(text: string, bits: 32 | 64): Cell | undefined {
  if (!/^[-+]?(\d+|0x[\da-f]+)$/i.test(text)) return undefined;
  const negative = text.startsWith('-');
  const whole = BigInt(text.replace(/^[-+]/, ''));
  const value = negative ? -whole : whole;
  if (bits === 32) return BigInt.asIntN(32, value) === value ? Number(value) : undefined;
  return wrapLong(value) === value || /^0x/i.test(text) ? wrapLong(value) : undefined;
}

/** A number beyond the range of reals is none. */
function readRealLiteral(text: string): Cell | undefined {
  const isNumber = /^[-+.\d]/.test(text) && !/^[-+]?inf/i.test(text);
  if (isNumber && (!Number.isFinite(Number(text)) || Number(text) === 0) && /^[^e]*[1-9]/i.test(text)) return undefined;
  return convert(text, 'string', 'real') ?? undefined;
}

/** Ticks of a timespan have 64 bits. */
function readTimespanLiteral(text: string): Cell | undefined {
  const ticks = parseTimespan(text);
  return ticks === null || wrapLong(ticks) !== ticks ? undefined : ticks;
}

/** Besides what todatetime() reads, a literal may have blanks around its dashes, or commas for them, and 0 is the first moment. */
function readDatetime(text: string): Cell | undefined {
  if (text === '0') return 0n;
  const plain = text
    .replace(/^(['"])(.*)\1$/, '$2')
    .replace(/^(\d{4})\s*([-,])\s*(\d{1,2})\s*\2\s*(?=\d{1,2}\b)/, '$1-$3-');
  const ticks = parseDatetime(plain);
  return ticks === 'unsure' || ticks === null ? undefined : ticks;
}

/** The type that `typeof(T)` names; undefined for another node. */
export function typeNamed(node: KqlNode | undefined): ScalarType | undefined {
  if (node?.kind !== 'TypeOfLiteralExpression') return undefined;
  const name = elements(node, 'Types')[0]?.text.trim();
  return typeNames.find((type) => type === name || (name === 'double' && type === 'real'));
}

const typeNames: readonly ScalarType[] = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
];

export const isLiteral = (node: KqlNode): boolean => node.kind in literalKinds || node.kind === 'DynamicExpression';

/** The value of a literal. Undefined when it cannot be read exactly; a missing value is null. */
export function readLiteral(node: KqlNode): Extract<Expr, { op: 'literal' }> | undefined {
  if (node.kind === 'DynamicExpression') {
    const inner = part(node, 'Expression');
    const value = inner && readJson(inner);
    return value === undefined ? undefined : { op: 'literal', type: 'dynamic', value };
  }
  const row = literalKinds[node.kind];
  if (!row || node.literal === undefined) return undefined;
  const [type, read] = row;
  if (type === 'string') return { op: 'literal', type, value: node.literal ?? '' };
  if (node.literal === null || node.literal.trim().toLowerCase() === 'null')
    return { op: 'literal', type, value: null };
  const value = read(node.literal.trim());
  return value === undefined ? undefined : { op: 'literal', type, value };
}

/** What stands inside dynamic( ): JSON, and literals of KQL. */
function readJson(node: KqlNode): Cell | undefined {
  if (node.kind === 'NullLiteralExpression') return null;
  if (node.kind === 'JsonArrayExpression') {
    const values = elements(node, 'Values').map(readJson);
    return values.includes(undefined) ? undefined : values.flatMap((value) => (value === undefined ? [] : [value]));
  }
  if (node.kind === 'JsonObjectExpression') {
    const bag = new Map<string, Cell>();
    for (const pair of elements(node, 'Pairs')) {
      const key = part(pair, 'Name');
      const value = part(pair, 'Value');
      const read = value && readJson(value);
      const name = key && (key.literal ?? readKey(key.text));
      if (read === undefined || name === undefined) return undefined;
      bag.set(name, read);
    }
    return bag;
  }
  if (node.kind === 'UnaryMinusExpression' || node.kind === 'UnaryPlusExpression') {
    const inner = part(node, 'Expression');
    // The least long is written with a number that is none by itself.
    if (node.kind === 'UnaryMinusExpression' && inner?.literal === '9223372036854775808') return -(2n ** 63n);
    const value = inner && readJson(inner);
    if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
    return node.kind === 'UnaryPlusExpression' ? value : -value;
  }
  const literal = readLiteral(node);
  if (literal?.value === Infinity) return undefined;
  return literal && toDynamic(literal.value, literal.type);
}

/** A key in quotes. Escapes are those of JSON, and in single quotes that of the quote. */
function readKey(text: string): string | undefined {
  const match = /^(["'])(.*)\1$/s.exec(text.trim());
  if (!match) return undefined;
  const inner = match[2] ?? '';
  if (!inner.includes('\\')) return inner;
  const plain =
    match[1] === "'" ? inner.replace(/\\(.)|"/g, (found) => ({ "\\'": "'", '"': '\\"' })[found] ?? found) : inner;
  try {
    const read: unknown = JSON.parse(`"${plain}"`);
    return typeof read === 'string' ? read : undefined;
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}
