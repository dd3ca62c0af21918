import type { Analysis, Declarations } from './analysis.ts';
import type { SchemaSnapshot } from './schema-snapshot.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly snapshot: SchemaSnapshot;
  readonly declarations: Declarations;
}

/** To a worker: some queries, with the places of their answers. */
export interface WorkerTask {
  readonly places: readonly number[];
  readonly queries: readonly string[];
}

/** From a worker: one analysis a query, in the same order. */
export interface WorkerAnswer {
  readonly places: readonly number[];
  readonly analyses: readonly Analysis[];
}
