import type { KqlNode } from '@picket/kql';
import type { Rel } from './plan.ts';

/** What an operator of a query became: the node that wrote it, and the rows that flow into it. */
export interface Written {
  readonly node: KqlNode;
  readonly input: Rel | undefined;
}

/** Kept beside the plan, which is plain data; who rewrites a plan hands on what its parts stand for. */
const written = new WeakMap<Rel, Written>();

/** Notes where a relation was written; one that is noted already, as a table read twice by one name, keeps its place. */
export function noteWritten(rel: Rel, node: KqlNode, input?: Rel): void {
  if (rel !== input && !written.has(rel)) written.set(rel, { node, input });
}

/** A relation that stands for another one now. */
export function writtenLike(made: Rel, before: Rel): Rel {
  const known = written.get(before);
  if (known && !written.has(made)) written.set(made, known);
  return made;
}

export const writtenAs = (rel: Rel): Written | undefined => written.get(rel);
