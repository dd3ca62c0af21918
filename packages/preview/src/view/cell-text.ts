import type { Json } from '@picket/engine';
import type { GridColumn, Threshold } from '@picket/model';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const coarse = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });
const short = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/** A number for an axis or a tile: 12.4K. */
export const shortNumber = (value: number): string => short.format(value);

interface Unit {
  /** How many of the unit make one of the next. */
  readonly steps: readonly (readonly [size: number, name: string])[];
}

const bytes: Unit = {
  steps: [
    [1, 'B'],
    [1024, 'kB'],
    [1024 ** 2, 'MB'],
    [1024 ** 3, 'GB'],
    [1024 ** 4, 'TB'],
  ],
};
const time = (millisecond: number): Unit => ({
  steps: [
    [millisecond, 'ms'],
    [1000 * millisecond, 's'],
    [60_000 * millisecond, 'min'],
    [3_600_000 * millisecond, 'h'],
    [86_400_000 * millisecond, 'd'],
  ],
});

/** Units that are told in the size that suits the value. Others stand behind the number as they are. */
const units: Readonly<Record<string, Unit>> = {
  bytes,
  milliseconds: time(1),
  ms: time(1),
  seconds: time(1 / 1000),
  s: time(1 / 1000),
  minutes: time(1 / 60_000),
  min: time(1 / 60_000),
};

/** A number with its unit: `1.5 kB`, `12 min`, `45%`. */
export function numberText(value: number, unit?: string, compact = false): string {
  const written = compact ? shortNumber : (each: number) => number.format(each);
  const scaled = compact ? coarse : number;
  if (unit === undefined || unit === 'count') return written(value);
  if (unit === 'percent' || unit === '%') return `${number.format(value)}%`;
  const known = units[unit];
  if (!known) return `${written(value)} ${unit}`;
  const [size, name] = known.steps.findLast(([least]) => Math.abs(value) >= least) ?? known.steps[0] ?? [1, unit];
  return `${scaled.format(value / size)} ${name}`;
}

/** What a cell without a format of its own says. Datetimes are UTC, to the second. */
export function cellText(value: Json | undefined, type: string, column?: GridColumn): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && type !== 'dynamic') return numberText(value, column?.unit);
  if (typeof value === 'string') {
    if (type === 'datetime') return momentText(value);
    if (type === 'timespan') return durationText(value);
    return value;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `2026-03-02 10:15:00`, from ISO 8601. */
export const momentText = (value: string): string => value.replace('T', ' ').replace(/(\.\d+)?Z$/, '');

/** `1d 2h`, `5m 3s`, from [-][d.]hh:mm:ss[.fffffff]: the two largest parts. */
function durationText(value: string): string {
  const [, sign = '', days = 0, hours, minutes, seconds, rest = ''] =
    /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(\.\d+)?$/.exec(value) ?? [];
  if (hours === undefined) return value;
  const parts: readonly (readonly [number, string])[] = [
    [Number(days), 'd'],
    [Number(hours), 'h'],
    [Number(minutes), 'min'],
    [Number(`${seconds}${rest.slice(0, 4)}`), 's'],
  ];
  const first = parts.findIndex(([count]) => count !== 0);
  if (first < 0) return '0 s';
  const told = parts.slice(first, first + 2).filter(([count]) => count !== 0);
  return `${sign}${told.map(([count, name]) => `${number.format(count)} ${name}`).join(' ')}`;
}

type Compare = (value: Json | undefined, given: string | number) => boolean;
const asNumber = (value: Json | undefined): number => (value === null || value === '' ? Number.NaN : Number(value));
const asText = (value: Json | undefined): string => (value === null || value === undefined ? '' : String(value));
const isEqual: Compare = (value, given) =>
  typeof given === 'number' ? asNumber(value) === given : asText(value) === given;

const comparisons: Readonly<Record<NonNullable<Threshold['when']>, Compare>> = {
  '==': isEqual,
  '!=': (value, given) => !isEqual(value, given),
  '<': (value, given) => asNumber(value) < Number(given),
  '<=': (value, given) => asNumber(value) <= Number(given),
  '>': (value, given) => asNumber(value) > Number(given),
  '>=': (value, given) => asNumber(value) >= Number(given),
  contains: (value, given) => asText(value).toLowerCase().includes(String(given).toLowerCase()),
  startsWith: (value, given) => asText(value).toLowerCase().startsWith(String(given).toLowerCase()),
};

/** The first threshold that holds for a value; one without `when` always does. */
export function thresholdOf(value: Json | undefined, thresholds: readonly Threshold[] = []): Threshold | undefined {
  return thresholds.find(({ when, value: given }) =>
    when === undefined ? true : comparisons[when](value, given ?? ''),
  );
}
