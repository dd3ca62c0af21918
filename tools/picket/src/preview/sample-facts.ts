/** The events that a preview's queries run over, in words. */
export interface SampleFacts {
  /** The clock of the queries: the end of the events, unless told. */
  readonly now: Date;
  /** Where they come from, in a sentence. */
  readonly says: string;
}

/** What the user says of the events. */
export interface SampleWish {
  /** Files and folders, as absolute paths; none: invented events. */
  readonly data: readonly string[];
  /** ISO 8601. */
  readonly now?: string;
}

/** The same company and days in every preview, so that what changes on a page is the content. */
export const invented = {
  seed: 7,
  days: 14,
  events: 30_000,
  /** A Monday noon, with a working week behind it. */
  now: new Date('2026-03-02T12:00:00Z'),
} as const;

/** Known before any event is made. */
export function inventedFacts(now: Date = invented.now): SampleFacts {
  const clock = now.toISOString().slice(0, 16).replace('T', ' ');
  const count = invented.events.toLocaleString('en-GB');
  return {
    now,
    says: `Invented events: contoso.example on ${invented.days} ordinary days, some ${count} rows, the clock at ${clock} UTC.`,
  };
}
