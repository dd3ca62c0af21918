import { Refusal } from '../values/refusal.ts';
import { calendarParts, ticksPer } from '../values/ticks.ts';
import { type FunctionTable, fn } from './blueprint.ts';

const padded = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

const delimiters = /^[ /\-:,._[\]]$/;

/** Replaces runs of one letter by their meaning; only the documented delimiters may stand between. */
function formatted(format: string, what: string, meaning: (letters: string) => string | undefined): string {
  return format.replace(/([A-Za-z])\1*|[^A-Za-z]/g, (token) => {
    if (delimiters.test(token)) return token;
    const text = meaning(token);
    if (text === undefined) throw new Refusal(what, `'${token}' in the format`);
    return text;
  });
}

function fractionOf(fraction: number | bigint, token: string): string | undefined {
  if (!/^(f{1,7}|F{1,7})$/.test(token)) return undefined;
  const digits = padded(fraction, 7).slice(0, token.length);
  return token.startsWith('F') ? digits.replace(/0+$/, '') : digits;
}

/** Behind a dot `F` may leave nothing; whether the dot stays then is not documented. */
function withoutBareDot(fraction: number | bigint, format: string, what: string): void {
  const bare = [...format.matchAll(/\.(F+)/g)].some(([, token = '']) => fractionOf(fraction, token) === '');
  if (bare) throw new Refusal(what, 'a fraction of nothing behind a dot');
}

function formatDatetime(ticks: bigint, format: string): string {
  const at = calendarParts(ticks);
  withoutBareDot(at.fraction, format, 'format_datetime()');
  const hour12 = at.hour % 12 === 0 ? 12 : at.hour % 12;
  const meanings: Readonly<Record<string, string>> = {
    d: String(at.day),
    dd: padded(at.day, 2),
    h: String(hour12),
    hh: padded(hour12, 2),
    H: String(at.hour),
    HH: padded(at.hour, 2),
    m: String(at.minute),
    mm: padded(at.minute, 2),
    M: String(at.month),
    MM: padded(at.month, 2),
    s: String(at.second),
    ss: padded(at.second, 2),
    tt: at.hour < 12 ? 'AM' : 'PM',
    y: String(at.year % 100),
    yy: padded(at.year % 100, 2),
    yyyy: padded(at.year, 4),
  };
  return formatted(format, 'format_datetime()', (token) => meanings[token] ?? fractionOf(at.fraction, token));
}

/** A timespan below zero has its sign in front. */
function formatTimespan(ticks: bigint, format: string): string {
  if (ticks < 0n) return `-${formatTimespan(-ticks, format)}`;
  withoutBareDot(ticks % ticksPer.second, format, 'format_timespan()');
  const days = ticks / ticksPer.day;
  const hours = (ticks / ticksPer.hour) % 24n;
  const minutes = (ticks / ticksPer.minute) % 60n;
  const seconds = (ticks / ticksPer.second) % 60n;
  return formatted(format, 'format_timespan()', (token) => {
    if (/^d{1,8}$/.test(token)) return padded(days, token.length);
    if (/^[hH]{1,2}$/.test(token)) return padded(hours, token.length);
    if (/^m{1,2}$/.test(token)) return padded(minutes, token.length);
    if (/^s{1,2}$/.test(token)) return padded(seconds, token.length);
    return fractionOf(ticks % ticksPer.second, token);
  });
}

/** Microsoft Learn: "format_datetime()", "format_timespan()". */
export const formats: FunctionTable = {
  format_datetime: fn({ takes: ['datetime', 'string'], returns: 'string', run: formatDatetime }),
  format_timespan: fn({ takes: ['timespan', 'string'], returns: 'string', run: formatTimespan }),
};
