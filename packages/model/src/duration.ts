const minutesPerDay = 1440;

const short = /^(\d{1,7})([mhd])$/i;
const iso = /^P(?=\d|T\d)(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7}(?:\.\d{1,7})?)S)?)?$/i;
const timeSpan = /^(?:(\d{1,7})\.)?(\d{1,2}):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,7})?))?$/;

/**
 * Minutes (a real number) of a duration as rules write it: `5m`, `1h`, `14d`; ISO 8601 `PT5H`, `P1DT12H`; .NET
 * TimeSpan `1.00:00:00`, `00:30:00`. Letter case does not matter. Anything else, also months and years whose length
 * is not fixed, gives undefined.
 */
export function durationMinutes(text: string): number | undefined {
  const [, count, unit] = short.exec(text) ?? [];
  if (count && unit) return Number(count) * minutesOf(unit.toLowerCase());
  const isoParts = iso.exec(text);
  if (isoParts) return total(isoParts[1], isoParts[2], isoParts[3], isoParts[4]);
  const span = timeSpan.exec(text);
  if (span && Number(span[2]) < 24) return total(span[1], span[2], span[3], span[4]);
  return undefined;
}

/**
 * The duration in the one ISO 8601 form that templates and plans use: days, then hours, minutes, seconds, each only
 * when it is not zero (`1h` → `PT1H`, `24h` → `P1D`, `36h` → `P1DT12H`, zero → `PT0S`). Undefined as in
 * `durationMinutes`.
 */
export function toIsoDuration(text: string): string | undefined {
  const minutes = durationMinutes(text);
  if (minutes === undefined) return undefined;
  // Counted in the 100 ns ticks of .NET, the finest that a TimeSpan can say.
  const ticks = Math.round(minutes * 600_000_000);
  const ticksPerDay = minutesPerDay * 600_000_000;
  const days = Math.floor(ticks / ticksPerDay);
  const hours = Math.floor((ticks % ticksPerDay) / 36_000_000_000);
  const wholeMinutes = Math.floor((ticks % 36_000_000_000) / 600_000_000);
  const seconds = (ticks % 600_000_000) / 10_000_000;
  const date = days > 0 ? `${days}D` : '';
  const time = [
    hours > 0 ? `${hours}H` : '',
    wholeMinutes > 0 ? `${wholeMinutes}M` : '',
    seconds > 0 ? `${secondsText(seconds)}S` : '',
  ].join('');
  if (date === '' && time === '') return 'PT0S';
  return `P${date}${time === '' ? '' : `T${time}`}`;
}

function minutesOf(unit: string): number {
  if (unit === 'd') return minutesPerDay;
  return unit === 'h' ? 60 : 1;
}

function total(days = '0', hours = '0', minutes = '0', seconds = '0'): number {
  return Number(days) * minutesPerDay + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
}

function secondsText(seconds: number): string {
  return seconds.toFixed(7).replace(/\.?0+$/, '');
}
