/** Ticks of 100 ns, as .NET counts them: datetimes from 0001-01-01, timespans from zero. */
export const ticksPer = {
  tick: 1n,
  microsecond: 10n,
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
} as const;

/** 1970-01-01 in ticks. */
export const unixEpoch = 621_355_968_000_000_000n;
/** The ticks of a moment that JavaScript tells in milliseconds. */
export function clockTicks(moment: Date): bigint {
  return BigInt(moment.getTime()) * ticksPer.millisecond + unixEpoch;
}

/** A moment in JavaScript's milliseconds; ticks below one are cut off. */
export function dateOfTicks(ticks: bigint): Date {
  return new Date(Number((ticks - unixEpoch) / ticksPer.millisecond));
}

/** The last tick of 9999-12-31. */
export const lastDatetime = 3_155_378_975_999_999_999n;

/** Division that rounds towards minus infinity. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}

/** Null where the datetime leaves 0001–9999. */
export function datetimeInRange(ticks: bigint): bigint | null {
  return ticks >= 0n && ticks <= lastDatetime ? ticks : null;
}

export interface CalendarParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks within the second. */
  readonly fraction: number;
}

export function calendarParts(ticks: bigint): CalendarParts {
  const date = new Date(Number(floorDivide(ticks - unixEpoch, ticksPer.second)) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: Number(ticks % ticksPer.second),
  };
}

/** Midnight of a day, null when there is no such day. Month 1 to 12. */
export function ticksOfDate(year: number, month: number, day: number): bigint | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return BigInt(date.getTime()) * ticksPer.millisecond + unixEpoch;
}

const padded = (value: number | bigint, width = 2): string => String(value).padStart(width, '0');

/** `yyyy-MM-ddTHH:mm:ss.fffffffZ`. */
export function datetimeText(ticks: bigint): string {
  const at = calendarParts(ticks);
  const date = `${padded(at.year, 4)}-${padded(at.month)}-${padded(at.day)}`;
  return `${date}T${padded(at.hour)}:${padded(at.minute)}:${padded(at.second)}.${padded(at.fraction, 7)}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export function timespanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / ticksPer.day;
  const fraction = size % ticksPer.second;
  const hours = (size / ticksPer.hour) % 24n;
  const minutes = (size / ticksPer.minute) % 60n;
  const seconds = (size / ticksPer.second) % 60n;
  const clock = `${padded(hours)}:${padded(minutes)}:${padded(seconds)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${padded(fraction, 7)}` : ''}`;
}

function fractionTicks(digits: string | undefined): bigint {
  return BigInt((digits ?? '').slice(0, 7).padEnd(7, '0'));
}

const clockForm = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const daysForm = /^(-)?(\d+)$/;
const unitForm =
  /^([-+]?\d+(?:\.\d+)?)\s*(d|day|days|h|hr|hrs|hour|hours|m|min|minute|minutes|s|sec|second|seconds|ms|milli|millis|millisec|millisecond|milliseconds|micro|micros|microsec|microsecond|microseconds|nano|nanos|nanosec|nanosecond|nanoseconds|tick|ticks)$/;

const units: readonly (readonly [RegExp, bigint])[] = [
  [/^d/, ticksPer.day],
  [/^h/, ticksPer.hour],
  [/^(m|min|minute|minutes)$/, ticksPer.minute],
  [/^s/, ticksPer.second],
  [/^(ms|milli)/, ticksPer.millisecond],
  [/^micro/, ticksPer.microsecond],
  [/^tick/, ticksPer.tick],
];

/** Reads a timespan: `1.02:03:04.5`, `12:30`, `7` (days) and, in literals, `1.5h`. Null when it is none. */
export function parseTimespan(text: string): bigint | null {
  const trimmed = text.trim();
  const clock = clockForm.exec(trimmed);
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction] = clock;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
    const size =
      BigInt(days) * ticksPer.day +
      BigInt(hours) * ticksPer.hour +
      BigInt(minutes) * ticksPer.minute +
      BigInt(seconds) * ticksPer.second +
      fractionTicks(fraction);
    return sign ? -size : size;
  }
  const days = daysForm.exec(trimmed);
  if (days) return BigInt(days[2] ?? '0') * ticksPer.day * (days[1] ? -1n : 1n);
  const unit = unitForm.exec(trimmed);
  const size = unit && units.find(([form]) => form.test(unit[2] ?? ''))?.[1];
  return unit && size ? timesDecimal(size, unit[1] ?? '0') : null;
}

/** Exact product of ticks and a decimal text, cut to whole ticks. */
function timesDecimal(size: bigint, text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  const scale = 10n ** BigInt(fraction.length);
  const product = (size * BigInt(whole + fraction)) / scale;
  return text.startsWith('-') ? -product : product;
}
