import type { Column } from '../values/cell.ts';
import type { Rel } from './plan.ts';

/** What an operator's columns are, where the analyser does not know them or has others. */
export interface Output {
  readonly columns: readonly Column[];
  /** True for another operator than evaluate. */
  readonly behind?: true;
}

/** By the place of the operator. */
export type Outputs = ReadonlyMap<number, Output>;

/** Ends a translation at an operator whose columns the analyser does not have: what is behind it cannot be bound yet. */
export class OpenOutput extends Error {
  readonly place: number;
  /** Certain before any row is read; or a plugin call whose rows tell. */
  readonly open: Output | Extract<Rel, { op: 'evaluate' }>;

  constructor(place: number, open: OpenOutput['open']) {
    super(`the columns at ${place}`);
    this.name = 'OpenOutput';
    this.place = place;
    this.open = open;
  }
}
