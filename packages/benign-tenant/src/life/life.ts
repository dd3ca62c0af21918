import type { Log } from '../row.ts';
import type { Day } from './day.ts';
import type { Session } from './sessions.ts';

/** What a day is told from: its date and its people's sessions. */
export interface Life {
  readonly day: Day;
  readonly sessions: readonly Session[];
}

/** Tells one side of a day to the logs. It draws from a chance of its own, so activities can come and go. */
export type Activity = (life: Life, log: Log) => void;
