import { datetimeInRange, ticksOfDate, ticksPer } from './ticks.ts';

const zoneForm = '(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?';
const clockForm = '(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d+))?)?';
const isoForm = new RegExp(`^(\\d{4})-(\\d{1,2})(?:-(\\d{1,2})(?:[T ]+${clockForm})?)?\\s*${zoneForm}$`, 'i');
/** RFC 822 with blanks, RFC 850 with dashes; the day of the week and the zone may be left out. */
const namedMonthForm = new RegExp(
  `^(?:([a-z]+), +)?(\\d{1,2})(?: +([a-z]{3}) +|-([a-z]{3})-)(\\d{4}|\\d{2}) +${clockForm}\\s*${zoneForm}$`,
  'i',
);
const monthFirstForm = new RegExp(`^(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})(?: +${clockForm})?\\s*${zoneForm}$`, 'i');

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Days from Monday, which 0001-01-01 was. */
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** True for a month or a day of the week, or for the beginning of one. */
const isOfCalendar = (word: string): boolean =>
  weekdays.some((day) => day.startsWith(word)) || months.some((month) => word.startsWith(month));

/** True for what may be the short name of a time zone: they end as "time" or "coordinated" begins. */
const isZone = (word: string): boolean => /^[a-z]{2}[tc]$/i.test(word);

/** Two letters that a form of a date or clock may have: half of the day, an ordinal, an era, a zone, the beginning of a day. */
const pairs = new Set(['am', 'pm', 'st', 'nd', 'rd', 'th', 'ad', 'bc', 'ce', 'ut', 'mo', 'tu', 'we', 'fr', 'sa', 'su']);

/** True for letters that no form of a datetime has. */
const isForeign = (word: string): boolean =>
  word.length === 2 ? !pairs.has(word) : word.length > 2 && !isOfCalendar(word) && !isZone(word);

type Read = bigint | null | 'unsure';

/**
 * Reads a datetime in a form of Microsoft Learn, "The datetime data type": ISO 8601, sortable, RFC 822, RFC 850; and with the
 * month first, `MM/dd/yyyy` or `MM-dd-yyyy`, as answers of the Kusto Emulator have it. `null`: no datetime; `'unsure'`: perhaps one in a form that is not known here.
 */
export function parseDatetime(text: string): Read {
  const trimmed = text.trim();
  const iso = isoForm.exec(trimmed);
  if (iso) return moment(iso.slice(1, 4), iso.slice(4, 9));
  const named = namedMonthForm.exec(trimmed);
  if (named) return ofNamedMonth(named);
  const first = monthFirstForm.exec(trimmed);
  if (first) return Number(first[1]) > 12 ? 'unsure' : moment([first[4], first[1], first[3]], first.slice(5, 10));
  if (trimmed.match(/[a-z]+/gi)?.some((word) => isForeign(word.toLowerCase()))) return null;
  const mayBeOne = (/\d/.test(text) && /[/:,-]|[a-z]{3}/i.test(text)) || /^\s*\d+\s*$|\d{6}/.test(text);
  return mayBeOne ? 'unsure' : null;
}

function ofNamedMonth(match: readonly (string | undefined)[]): Read {
  const [, weekday, day, spaced, dashed, year = ''] = match;
  const month = months.indexOf((spaced ?? dashed ?? '').toLowerCase()) + 1;
  // Which century two digits mean is certain only near today.
  if (month === 0 || (year.length === 2 && Number(year) >= 69)) return 'unsure';
  const date = [year.length === 2 ? `20${year}` : year, String(month), day];
  const ticks = moment(date, match.slice(6, 11));
  const named = moment(date, []);
  if (weekday === undefined || typeof ticks !== 'bigint' || typeof named !== 'bigint') return ticks;
  const name = weekdays[Number((named / ticksPer.day) % 7n)] ?? '';
  return weekday.length >= 3 && name.startsWith(weekday.toLowerCase()) ? ticks : 'unsure';
}

/** A moment from the texts of year, month, day and of hour, minute, second, fraction, zone. */
function moment(date: readonly (string | undefined)[], time: readonly (string | undefined)[]): Read {
  const [year, month, day = '1'] = date;
  const [hour = '0', minute = '0', second = '0', fraction = '', zone] = time;
  if (fraction.length > 7) return 'unsure';
  const ticks = ticksOfDate(Number(year), Number(month), Number(day));
  if (ticks === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const clock =
    BigInt(hour) * ticksPer.hour +
    BigInt(minute) * ticksPer.minute +
    BigInt(second) * ticksPer.second +
    BigInt(fraction.padEnd(7, '0'));
  return datetimeInRange(ticks + clock - zoneShift(zone));
}

function zoneShift(zone: string | undefined): bigint {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!match) return 0n;
  const size = BigInt(match[2] ?? '0') * ticksPer.hour + BigInt(match[3] ?? '0') * ticksPer.minute;
  return match[1] === '-' ? -size : size;
}
