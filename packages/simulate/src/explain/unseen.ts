import type { RowTimes, Table } from '@picket/engine';
import { isSeen, type RunWindow } from '../run/window.ts';

/** When a row of a table happened and came in. */
export function timesOf({ columns, rows, ingested }: Table, i: number): RowTimes {
  const place = columns.findIndex(({ name }) => name === 'TimeGenerated');
  const generated = rows[i]?.[place] ?? null;
  return { generated, ingested: ingested ? (ingested[i] ?? null) : generated };
}

export type Unseen = 'too old' | 'too new' | 'not yet in';

/** Why a run does not see an event; undefined when it does. */
export function unseenBecause(times: RowTimes, window: RunWindow): Unseen | undefined {
  if (isSeen(times, window)) return undefined;
  const { generated, ingested } = window;
  const { generated: time, ingested: came } = times;
  if (generated && typeof time === 'bigint' && time < generated.from) return 'too old';
  if (generated && typeof time === 'bigint' && time >= generated.before) return 'too new';
  if (ingested.from !== undefined && typeof came === 'bigint' && came < ingested.from) return 'too old';
  return 'not yet in';
}
