import type { IpLocations } from './geo/ip-location.ts';

/** What functions read that is not in the query's tables. */
export interface Outside {
  /** Where addresses are. */
  readonly ipLocations?: IpLocations | undefined;
  /** Takes what is not told for absent; else the query is refused. */
  readonly missingIsEmpty: boolean;
}
