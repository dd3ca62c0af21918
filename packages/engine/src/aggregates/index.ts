import type { AggregateTable } from './aggregate.ts';
import { choosing } from './choosing.ts';
import { collecting } from './collecting.ts';
import { counting } from './counting.ts';
import { numeric } from './numeric.ts';

/** Every aggregate function that is evaluated. */
export const aggregates: AggregateTable = { ...counting, ...numeric, ...collecting, ...choosing };
