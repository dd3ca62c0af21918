import { Refusal } from '../values/refusal.ts';
import { datetimeInRange, floorDivide, ticksOfDate, ticksPer, unixEpoch } from '../values/ticks.ts';
import { type FunctionTable, fn } from './blueprint.ts';
import { timeZoneNames } from './time-zone-names.ts';

const known = new Set(timeZoneNames);
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, by Node's own time zone data. A name that the service does not list is refused. */
function clockOf(what: string, zone: string): Intl.DateTimeFormat {
  const found = clocks.get(zone);
  if (found) return found;
  if (!known.has(zone)) throw new Refusal(what, `the time zone '${zone}'`);
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}

/** Before and behind these years the sources of time zone data part. */
const firstCertain = ticksOfDate(1970, 1, 1) ?? 0n;
const lastCertain = ticksOfDate(2038, 1, 1) ?? 0n;

/** Ticks that a zone is ahead of UTC at a moment, in ticks of UTC. */
function offsetAt(what: string, zone: string, ticks: bigint): bigint {
  const clock = clockOf(what, zone);
  const second = floorDivide(ticks - unixEpoch, ticksPer.second);
  const parts = new Map(clock.formatToParts(Number(second) * 1000).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const day = ticksOfDate(part('year'), part('month'), part('day')) ?? 0n;
  const time = BigInt(part('hour') * 3600 + part('minute') * 60 + part('second')) * ticksPer.second;
  return day + time - (unixEpoch + second * ticksPer.second);
}

function requireCertain(what: string, ticks: bigint): void {
  if (ticks < firstCertain || ticks >= lastCertain) throw new Refusal(what, 'a datetime before 1970 or after 2037');
}

function toLocal(ticks: bigint, zone: string): bigint | null {
  const what = 'datetime_utc_to_local()';
  requireCertain(what, ticks);
  return datetimeInRange(ticks + offsetAt(what, zone, ticks));
}

/**
 * A local time that the clocks jump over counts as of the zone's offset behind the jump, as the page's example has it. One that they show twice is
 * refused: the page only says that it is ambiguous.
 */
function toUtc(local: bigint, zone: string): bigint | null {
  const what = 'datetime_local_to_utc()';
  requireCertain(what, local);
  const [before, after] = [local - ticksPer.day, local + ticksPer.day].map((ticks) => offsetAt(what, zone, ticks));
  const [early, late] = [local - (before ?? 0n), local - (after ?? 0n)];
  if (early === late) return datetimeInRange(early);
  const isEarly = offsetAt(what, zone, early) === before;
  const isLate = offsetAt(what, zone, late) === after;
  if (isEarly && isLate) throw new Refusal(what, 'a local time that the clocks show twice');
  return datetimeInRange(isEarly ? early : late);
}

/** Microsoft Learn: "datetime_utc_to_local()", "datetime_local_to_utc()", "datetime_list_timezones()". */
export const timeZones: FunctionTable = {
  datetime_utc_to_local: fn({ takes: ['datetime', 'string'], returns: 'datetime', run: toLocal }),
  datetime_local_to_utc: fn({ takes: ['datetime', 'string'], returns: 'datetime', run: toUtc }),
  datetime_list_timezones: fn({ takes: [], returns: 'dynamic', run: () => timeZoneNames }),
};
