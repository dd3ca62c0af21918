import type { AlertRule } from './activities/alert-entities.ts';
import { activities } from './activities/index.ts';
import { inventedRules } from './activities/security-alerts.ts';
import { type Company, companyOf } from './company/company.ts';
import { type Delivered, deliver } from './delivery.ts';
import { dayLength, dayOf } from './life/day.ts';
import { sessionsOf } from './life/sessions.ts';
import { chatterOf } from './life/shares.ts';
import type { LoggedEvent, Row } from './row.ts';

export interface TenantWanted {
  /** The same seed gives the same company and the same days. */
  readonly seed: number;
  /** How far back from `now` the logs reach. */
  readonly days: number;
  /** About so many rows in all; a day of 200 people has some 1,500 on average however few are asked for. */
  readonly events: number;
  /** No row is later, and none has arrived later. */
  readonly now: Date;
  /** Rules that the tenant's alerts come from. */
  readonly rules?: readonly AlertRule[];
}

export interface BenignTenant {
  readonly now: Date;
  /** Where the logs begin. */
  readonly from: Date;
  readonly company: Company;
  /** The rows of all tables, day by day, each day in the order of TimeGenerated; made while they are taken. */
  readonly rows: () => Generator<Delivered, void, undefined>;
}

/** Rows of a day that happen however few are asked for; the sessions' own requests are among them. */
const inevitable = { workday: 1330, weekend: 450 };

/**
 * The logs of an invented company on ordinary days: contoso.example with some 200 people in three offices, its programs and
 * jobs, the mistakes of its people and the noise of the internet. Nobody attacks it with success. A day of the seed has the
 * same events for every `now` and `days`, as long as the mean of events a day is the same.
 */
export function benignTenant({ seed, days, events, now, rules = inventedRules }: TenantWanted): BenignTenant {
  const company = companyOf(seed);
  const until = now.getTime();
  const from = until - days * dayLength;
  const meanInevitable = (5 * inevitable.workday + 2 * inevitable.weekend) / 7;
  const chatter = Math.max(0, events / days - meanInevitable);
  const all = activities(rules);
  function* rows(): Generator<Delivered, void, undefined> {
    // What begins on a day may end on the next, and where it is morning first, begin on the day before: a day's rows wait
    // until its neighbours are told.
    let waiting: LoggedEvent[] = [];
    const last = Math.ceil(until / dayLength);
    for (let number = Math.floor(from / dayLength) - 1; number <= last; number++) {
      const day = dayOf(seed, company, number, chatter);
      const sessions = sessionsOf(day, chatterOf(day, 'refreshes'));
      for (const activity of all) activity({ day, sessions }, (table, at, cells) => waiting.push({ table, at, cells }));
      const told = waiting.filter(({ at }) => at < day.start).sort((a, b) => a.at - b.at);
      waiting = waiting.filter(({ at }) => at >= day.start);
      const chance = day.chanceFor('delivery');
      for (const event of told) {
        const delivered = deliver(event, company, chance, until);
        if (event.at >= from && event.at < until) yield* delivered;
      }
    }
  }
  return { now, from: new Date(from), company, rows };
}

/** All rows of a tenant by table. The tables are those that have rows, by name. */
export function rowsByTable({ rows }: BenignTenant): ReadonlyMap<string, readonly Row[]> {
  const tables = new Map<string, Row[]>();
  for (const { table, row } of rows()) {
    const before = tables.get(table);
    if (before) before.push(row);
    else tables.set(table, [row]);
  }
  return new Map([...tables].sort(([a], [b]) => (a < b ? -1 : 1)));
}
