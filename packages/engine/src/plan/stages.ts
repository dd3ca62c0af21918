import type { KqlNode } from '@picket/kql';
import type { Column } from '../values/cell.ts';
import type { Rel } from './plan.ts';
import type { Scope } from './scope.ts';

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

/**
 * False when an operator's columns are others than the analyser's. Where it only replaces some, of which the analyser
 * makes a second one of the same name, the query is bound once more with the right ones.
 */
export function settlesReplaced(
  columns: readonly Column[],
  given: readonly Column[],
  node: KqlNode,
  scope: Scope,
): boolean {
  if (columns.length === given.length) return given.every(({ name }, i) => name === columns[i]?.name);
  const names = new Set(columns.map(({ name }) => name));
  const isReplaced =
    given.every(({ name }) => names.has(name)) && new Set(given.map(({ name }) => name)).size === names.size;
  const place = node.place ?? node.end;
  if (isReplaced && !scope.shared.outputs.has(place)) throw new OpenOutput(place, { columns, behind: true });
  return isReplaced;
}
