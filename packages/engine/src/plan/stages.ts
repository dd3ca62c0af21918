import type { Column } from '../values/cell.ts';
import type { Rel } from './plan.ts';

/** Ends a translation at a plugin call whose columns the analyser does not know: what is behind it cannot be bound yet. */
export class OpenOutput extends Error {
  readonly place: number;
  readonly rel: Extract<Rel, { op: 'evaluate' }>;
  /** The columns, when they are certain before any row is read. */
  readonly columns: readonly Column[] | undefined;

  constructor(place: number, rel: Extract<Rel, { op: 'evaluate' }>, columns: readonly Column[] | undefined) {
    super(`the columns of ${rel.plugin}`);
    this.name = 'OpenOutput';
    this.place = place;
    this.rel = rel;
    this.columns = columns;
  }
}
