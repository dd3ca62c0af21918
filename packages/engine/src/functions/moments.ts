import { Refusal } from '../values/refusal.ts';
import {
  calendarParts,
  datetimeInRange,
  floorDivide,
  lastDatetime,
  ticksOfDate,
  ticksPer,
  unixEpoch,
} from '../values/ticks.ts';
import { type FunctionRow, type FunctionTable, fn } from './blueprint.ts';

type Start = (ticks: bigint, offset: bigint) => bigint | null;

const dayOf = (ticks: bigint): bigint => floorDivide(ticks, ticksPer.day) * ticksPer.day;
/** 0001-01-01 was a Monday; weeks start on Sunday. */
const dayOfWeek = (ticks: bigint): bigint => (floorDivide(ticks, ticksPer.day) + 1n) % 7n;

/** The week that 9999 ends in is not whole; the engine has no day of the week there. */
const isLastWeek = (ticks: bigint): boolean => (startOfWeek(ticks, 1n) ?? 0n) > lastDatetime;

/** A month counted from January of the year 0. */
function ofMonth(month: bigint): bigint | null {
  return ticksOfDate(Number(floorDivide(month, 12n)), Number(((month % 12n) + 12n) % 12n) + 1, 1);
}

const startOfDay: Start = (ticks, offset) => dayOf(ticks) + offset * ticksPer.day;
const startOfWeek: Start = (ticks, offset) => dayOf(ticks) + (offset * 7n - dayOfWeek(ticks)) * ticksPer.day;
const startOfMonth: Start = (ticks, offset) => {
  const { year, month } = calendarParts(ticks);
  return ofMonth(BigInt(year * 12 + month - 1) + offset);
};
const startOfYear: Start = (ticks, offset) => ofMonth((BigInt(calendarParts(ticks).year) + offset) * 12n);

const start = (of: Start): FunctionRow =>
  fn({
    takes: ['datetime', 'long?'],
    returns: 'datetime',
    run: (ticks, offset = 0n) => {
      const found = of(ticks, offset);
      return found === null ? null : datetimeInRange(found);
    },
  });

/** The last tick before the next one starts. */
const end = (of: Start): FunctionRow =>
  fn({
    takes: ['datetime', 'long?'],
    returns: 'datetime',
    run: (ticks, offset = 0n) => {
      const next = of(ticks, offset + 1n);
      return next === null ? (offset === 0n ? lastDatetime : null) : datetimeInRange(next - 1n);
    },
  });

const partOf = (read: (ticks: bigint) => number): FunctionRow =>
  fn({ takes: ['datetime'], returns: 'long', run: (ticks) => BigInt(read(ticks)) });

const dayOfYear = (ticks: bigint): number =>
  Number((dayOf(ticks) - (ticksOfDate(calendarParts(ticks).year, 1, 1) ?? 0n)) / ticksPer.day) + 1;

/** ISO 8601: the week of a year's first Thursday is its first. */
function weekOfYear(ticks: bigint): number {
  const thursday = dayOf(ticks) + (3n - ((dayOfWeek(ticks) + 6n) % 7n)) * ticksPer.day;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

/**
 * The obsolete weekofyear() and part. Their first week is said to have the year's first Wednesday, but answers of the Kusto Emulator fit ISO 8601 as well;
 * days on which the two may part are refused: Sundays, and years that start on a Thursday.
 */
function obsoleteWeek(ticks: bigint): number {
  const thursday = dayOf(ticks) + (3n - ((dayOfWeek(ticks) + 6n) % 7n)) * ticksPer.day;
  const newYear = ticksOfDate(calendarParts(thursday).year, 1, 1) ?? 0n;
  if (dayOfWeek(ticks) === 0n || dayOfWeek(newYear) === 4n) {
    throw new Refusal('weekofyear()', 'a day whose week is not certain; use week_of_year()');
  }
  return weekOfYear(ticks);
}

const parts: Readonly<Record<string, (ticks: bigint) => number>> = {
  year: (ticks) => calendarParts(ticks).year,
  quarter: (ticks) => Math.floor((calendarParts(ticks).month - 1) / 3) + 1,
  month: (ticks) => calendarParts(ticks).month,
  week_of_year: weekOfYear,
  weekofyear: obsoleteWeek,
  day: (ticks) => calendarParts(ticks).day,
  dayofyear: dayOfYear,
  hour: (ticks) => calendarParts(ticks).hour,
  minute: (ticks) => calendarParts(ticks).minute,
  second: (ticks) => calendarParts(ticks).second,
  millisecond: (ticks) => Math.floor(calendarParts(ticks).fraction / 10_000),
  microsecond: (ticks) => Math.floor(calendarParts(ticks).fraction / 10),
  nanosecond: (ticks) => calendarParts(ticks).fraction * 100,
};

const spans: Readonly<Record<string, bigint>> = {
  day: ticksPer.day,
  hour: ticksPer.hour,
  minute: ticksPer.minute,
  second: ticksPer.second,
  millisecond: ticksPer.millisecond,
  microsecond: ticksPer.microsecond,
};

const monthNumber = (ticks: bigint): bigint => {
  const { year, month } = calendarParts(ticks);
  return BigInt(year * 12 + month - 1);
};

const sundayOf = (ticks: bigint): bigint => dayOf(ticks) - dayOfWeek(ticks) * ticksPer.day;

/** Counts the boundaries between two moments. */
function difference(unit: string, later: bigint, earlier: bigint): bigint {
  const name = unit.toLowerCase();
  const span = spans[name];
  if (span) return floorDivide(later, span) - floorDivide(earlier, span);
  if (name === 'month') return monthNumber(later) - monthNumber(earlier);
  if (name === 'quarter') return monthNumber(later) / 3n - monthNumber(earlier) / 3n;
  if (name === 'year') return BigInt(calendarParts(later).year - calendarParts(earlier).year);
  if (name === 'nanosecond') return (later - earlier) * 100n;
  if (name === 'week') return (sundayOf(later) - sundayOf(earlier)) / (7n * ticksPer.day);
  throw new Refusal('datetime_diff()', `the part '${unit}'`);
}

/** Months clip to the month's end. */
function add(unit: string, amount: bigint, ticks: bigint): bigint | null {
  const name = unit.toLowerCase();
  const span = name === 'week' ? ticksPer.day * 7n : spans[name];
  if (span) return datetimeInRange(ticks + amount * span);
  if (name === 'nanosecond' && amount % 100n === 0n) return datetimeInRange(ticks + amount / 100n);
  const months = { month: 1n, quarter: 3n, year: 12n }[name];
  if (months === undefined) throw new Refusal('datetime_add()', `the part '${unit}'`);
  const first = ofMonth(monthNumber(ticks) + amount * months);
  if (first === null) return null;
  const { year, month } = calendarParts(first);
  const next = ofMonth(BigInt(year * 12 + month)) ?? first + 31n * ticksPer.day;
  const last = Number((next - first) / ticksPer.day);
  const day = Math.min(calendarParts(ticks).day, last);
  return first + BigInt(day - 1) * ticksPer.day + (ticks - dayOf(ticks));
}

/** Refused where it matters whether parts of a tick are cut or rounded. */
function wholeTicks(ticks: number): bigint {
  const cut = Math.trunc(ticks);
  if (cut !== Math.round(ticks)) throw new Refusal('a moment from reals', 'half a tick or more is left over');
  return BigInt(cut);
}

const fromUnix = (unit: bigint): readonly FunctionRow[] => [
  fn({ takes: ['long'], returns: 'datetime', run: (value) => datetimeInRange(unixEpoch + value * unit) }),
  fn({
    takes: ['real'],
    returns: 'datetime',
    run: (value) => (Number.isFinite(value) ? datetimeInRange(unixEpoch + wholeTicks(value * Number(unit))) : null),
  }),
];

function makeDatetime(year: bigint, month: bigint, day: bigint, hour = 0n, minute = 0n, second = 0): bigint | null {
  const date = ticksOfDate(Number(year), Number(month), Number(day));
  const fits = hour >= 0n && hour < 24n && minute >= 0n && minute < 60n && second >= 0 && second < 60;
  if (date === null || !fits) return null;
  return date + hour * ticksPer.hour + minute * ticksPer.minute + wholeTicks(second * Number(ticksPer.second));
}

/** Hours and minutes, then seconds; with four arguments days come first. */
function makeTimespan(first: bigint, second: bigint, third?: number, fourth?: number): bigint | null {
  const whole = third ?? 0;
  if (fourth !== undefined && !Number.isInteger(whole)) return null;
  const [days, hours, minutes] = fourth === undefined ? [0n, first, second] : [first, second, BigInt(whole)];
  const seconds = fourth ?? whole;
  if (hours < 0n || hours > 23n || minutes < 0n || minutes > 59n || !(seconds >= 0 && seconds < 60)) return null;
  if (days < 0n) throw new Refusal('make_timespan()', 'days below zero');
  const clock = hours * ticksPer.hour + minutes * ticksPer.minute + wholeTicks(seconds * Number(ticksPer.second));
  return days * ticksPer.day + clock;
}

const partRow = fn({
  takes: ['string', 'datetime'],
  returns: 'long',
  run: (unit, ticks) => {
    const read = parts[unit.toLowerCase()];
    if (!read) throw new Refusal('datetime_part()', `the part '${unit}'`);
    return BigInt(read(ticks));
  },
});

/** Microsoft Learn: a page for each, as "startofweek()", "datetime_diff()". */
export const moments: FunctionTable = {
  startofday: start(startOfDay),
  startofweek: start(startOfWeek),
  startofmonth: start(startOfMonth),
  startofyear: start(startOfYear),
  endofday: end(startOfDay),
  endofweek: end(startOfWeek),
  endofmonth: end(startOfMonth),
  endofyear: end(startOfYear),
  dayofweek: fn({
    takes: ['datetime'],
    returns: 'timespan',
    run: (ticks) => (isLastWeek(ticks) ? null : dayOfWeek(ticks) * ticksPer.day),
  }),
  dayofmonth: partOf((ticks) => calendarParts(ticks).day),
  dayofyear: partOf(dayOfYear),
  weekofyear: partOf(obsoleteWeek),
  week_of_year: partOf(weekOfYear),
  hourofday: partOf((ticks) => calendarParts(ticks).hour),
  monthofyear: partOf((ticks) => calendarParts(ticks).month),
  getmonth: partOf((ticks) => calendarParts(ticks).month),
  getyear: partOf((ticks) => calendarParts(ticks).year),
  datetime_part: partRow,
  datepart: partRow,
  datetime_diff: fn({ takes: ['string', 'datetime', 'datetime'], returns: 'long', run: difference }),
  datetime_add: fn({ takes: ['string', 'long', 'datetime'], returns: 'datetime', run: add }),
  make_datetime: fn({
    takes: ['long', 'long', 'long', 'long?', 'long?', 'real?'],
    returns: 'datetime',
    run: makeDatetime,
  }),
  make_timespan: fn({ takes: ['long', 'long', 'real?', 'real?'], returns: 'timespan', run: makeTimespan }),
  unixtime_seconds_todatetime: fromUnix(ticksPer.second),
  unixtime_milliseconds_todatetime: fromUnix(ticksPer.millisecond),
  unixtime_nanoseconds_todatetime: fn({
    takes: ['long'],
    returns: 'datetime',
    run: (value) => datetimeInRange(unixEpoch + floorDivide(value, 100n)),
  }),
  unixtime_microseconds_todatetime: fromUnix(ticksPer.microsecond),
};
