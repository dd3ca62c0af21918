import { durationMinutes, toIsoDuration } from '@picket/model';
import type { TimeRangeValue } from '../parameter-value.ts';
import type { Format } from './format.ts';

const page = 'Workbook time parameters: Time parameter options';
const older = 'Time Parameters (Application-Insights-Workbooks): Time parameter options';

/** In a query a moment is a literal that KQL understands, so that `from {TimeRange:start}` works as the page shows it. */
const moment = (date: Date, place: 'query' | 'text') =>
  place === 'query' ? `datetime(${date.toISOString()})` : readable(date);

/** What a time range can be filled in as. */
export const timeRangeFormats: readonly Format<TimeRangeValue>[] = [
  { name: '', page, fill: (value, _facts, place) => (place === 'query' ? predicate(value) : label(value)) },
  { name: 'label', page, fill: label },
  { name: 'value', page, fill: predicate },
  { name: 'query', page, fill: predicate },
  { name: 'start', page, fill: ({ from }, _facts, place) => moment(from, place) },
  { name: 'end', page, fill: ({ to }, _facts, place) => moment(to, place) },
  { name: 'grain', page, fill: grain },
  { name: 'startISO', page: older, fill: ({ from }) => from.toISOString() },
  { name: 'endISO', page: older, fill: ({ to }) => to.toISOString() },
  { name: 'startDateISO', page: older, fill: ({ from }) => startOfDay(from).toISOString() },
  { name: 'endDateISO', page: older, fill: ({ to }) => startOfDay(to).toISOString() },
  { name: 'durationISO', page: older, fill: (value) => toIsoDuration(`PT${seconds(value)}S`) ?? 'PT0S' },
  { name: 'seconds', page: older, fill: (value) => String(seconds(value)) },
];

/** What stands behind a column's name: `TimeGenerated > ago(7d)`, `TimeGenerated between (… .. …)`. */
function predicate({ from, to, last }: TimeRangeValue): string {
  if (last !== undefined) return `> ago(${kqlTimespan(durationMinutes(last) ?? 0)})`;
  return `between (datetime(${from.toISOString()}) .. datetime(${to.toISOString()}))`;
}

const units = [
  { minutes: 1440, letter: 'd', word: 'day' },
  { minutes: 60, letter: 'h', word: 'hour' },
  { minutes: 1, letter: 'm', word: 'minute' },
] as const;

/** The largest unit that divides it: 1440 → `1d`, 90 → `90m`. */
function kqlTimespan(minutes: number): string {
  const { count, unit } = inUnits(minutes);
  return `${count}${unit.letter}`;
}

function inUnits(minutes: number) {
  const unit = units.find((candidate) => minutes > 0 && minutes % candidate.minutes === 0) ?? units[2];
  return { count: Math.round(minutes / unit.minutes), unit };
}

/** As Azure's time picker says it: a day is 24 hours, more days are days. */
function label({ from, to, last }: TimeRangeValue): string {
  if (last === undefined) return `${readable(from)} - ${readable(to)}`;
  const minutes = durationMinutes(last) ?? 0;
  if (minutes === 1440 || minutes === 2880) return `Last ${minutes / 60} hours`;
  const { count, unit } = inUnits(minutes);
  return count === 1 ? `Last ${unit.word}` : `Last ${count} ${unit.word}s`;
}

function readable(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

function startOfDay(date: Date): Date {
  return new Date(`${date.toISOString().slice(0, 10)}T00:00:00.000Z`);
}

function seconds({ from, to }: TimeRangeValue): number {
  return Math.round((to.getTime() - from.getTime()) / 1000);
}

/** Grains that a chart can have, and how many of one it has at most. */
const grains = [1, 5, 15, 30, 60, 360, 720, 1440];
const mostPoints = 60;

/**
 * Microsoft's page says the grain of one range only (a day: 30 minutes). The others follow from it: the finest grain of
 * the usual ones that leaves a chart at most 60 points.
 */
function grain(value: TimeRangeValue): string {
  const minutes = seconds(value) / 60;
  return kqlTimespan(grains.find((candidate) => minutes / candidate <= mostPoints) ?? 1440);
}
