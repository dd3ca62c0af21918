import type { TimeChoice } from '../page-data.ts';

/** From one moment up to, not including, another. */
export interface TimeSpan {
  readonly from: Date;
  readonly to: Date;
}

const duration = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const second = 1000;

/**
 * The span that was chosen: an ISO 8601 duration of days, hours, minutes and seconds back from the clock, or two moments.
 * Undefined for what is neither.
 */
export function spanOfChoice(choice: TimeChoice, now: Date): TimeSpan | undefined {
  if ('duration' in choice) {
    const [whole, days = 0, hours = 0, minutes = 0, seconds = 0] = duration.exec(choice.duration) ?? [];
    if (whole === undefined) return undefined;
    const length = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * second;
    return length > 0 ? { from: new Date(now.getTime() - length), to: now } : undefined;
  }
  const span = { from: new Date(choice.from), to: new Date(choice.to) };
  return span.from < span.to ? span : undefined;
}
