import type { AggregateTable } from './aggregate.ts';
import { choosing } from './choosing.ts';
import { collecting } from './collecting.ts';
import { counting } from './counting.ts';
import { numeric } from './numeric.ts';
import { percentileRows } from './percentiles.ts';
import { schemas } from './schema.ts';
import { sketches } from './sketches.ts';
import { spreads } from './spread.ts';

/** Every aggregate function that is evaluated. */
export const aggregates: AggregateTable = {
  ...counting,
  ...numeric,
  ...spreads,
  ...percentileRows,
  ...collecting,
  ...choosing,
  ...sketches,
  ...schemas,
};
