import { absent, type Cell, isArray, isBag, type ScalarType } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { parseJson } from '../values/json.ts';
import { isUnicode } from '../values/lossless-text.ts';
import { Refusal } from '../values/refusal.ts';

const kinds: Readonly<Partial<Record<ScalarType, readonly string[]>>> = {
  bool: ['boolean', 'string'],
  int: ['bigint', 'string'],
  long: ['bigint', 'string'],
  real: ['bigint', 'number', 'string'],
  decimal: ['bigint', 'number', 'string'],
};

/** A JSON value as a cell of a column. Undefined when it is none of its type. Exports give arrays and bags as text. */
export function typedCell(given: Cell, type: ScalarType): Cell | undefined {
  if (given === null) return absent(type);
  if (type === 'dynamic')
    return typeof given === 'string' && /^\s*[[{]/.test(given) ? (parseJson(given) ?? given) : given;
  if (type === 'string') return typeof given === 'string' && isUnicode(given) ? given : undefined;
  if (isArray(given) || isBag(given)) return undefined;
  if (!(kinds[type] ?? ['string']).includes(typeof given)) return undefined;
  try {
    return convert(given, 'dynamic', type) ?? undefined;
  } catch (failure) {
    if (failure instanceof Refusal) return undefined;
    throw failure;
  }
}

const localMoment = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2})(\.\d{1,7})? (AM|PM)$/;

/**
 * A field of a CSV file as a cell of a column: an empty one is no value. The portal writes datetimes as a browser in
 * American English does, `3/2/2026, 10:00:00.000 AM`; capital letters tell it from those who write the day first.
 */
export function typedField(given: string, type: ScalarType): Cell | undefined {
  if (given === '' && type !== 'string') return null;
  if (type === 'dynamic') return parseJson(given) ?? given;
  if (type !== 'datetime') return typedCell(given, type);
  const local = localMoment.exec(given.replaceAll('\u202f', ' '));
  if (!local) return typedCell(given, type);
  const [, month = '', day = '', year, hour, minute, second, fraction = '', half] = local;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return typedCell(`${date}T${String(hours).padStart(2, '0')}:${minute}:${second}${fraction}Z`, type);
}
