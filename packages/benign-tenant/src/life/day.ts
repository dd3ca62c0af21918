import { type Chance, chanceOf } from '../chance.ts';
import type { Company } from '../company/company.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const dayLength = 24 * hour;

/** A day of UTC of the company. What happens on it depends on the seed and its date, not on the days around it. */
export interface Day {
  readonly company: Company;
  /** Its first moment. */
  readonly start: number;
  /** Days since 1970. */
  readonly number: number;
  readonly isWorkday: boolean;
  /** Events wanted beyond those that happen anyway: requests, tokens, connections. */
  readonly chatter: number;
  /** Draws of a topic: what is drawn for one topic does not shift another's. */
  readonly chanceFor: (topic: string) => Chance;
}

export function dayOf(seed: number, company: Company, number: number, chatter: number): Day {
  // 1 January 1970 was a Thursday.
  const weekday = (number + 4) % 7;
  return {
    company,
    start: number * dayLength,
    number,
    isWorkday: weekday !== 0 && weekday !== 6,
    chatter,
    chanceFor: (topic) => chanceOf(`${seed} ${number} ${topic}`),
  };
}

/** A moment of the working hours of a place, most in the middle of the morning and of the afternoon. */
export function workingMoment(day: Day, utcOffset: number, chance: Chance): number {
  const local = chance.happens(0.55) ? 8 + chance.fraction() * 4 : 12.7 + chance.fraction() * 4;
  return day.start + Math.round((local - utcOffset) * hour);
}

/** A moment of any hour. */
export const anyMoment = (day: Day, chance: Chance): number => day.start + chance.below(dayLength);
