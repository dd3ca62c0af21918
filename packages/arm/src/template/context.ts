import type { Environment } from '../environment.ts';
import type { Run } from './run.ts';

/** A copy loop at one of its turns. */
export interface Loop {
  readonly name: string;
  readonly index: number;
  /** Whether it makes resources; copyIndex() without a name means such a loop. */
  readonly makesResources: boolean;
}

/** Everything that the value of a string depends on. */
export interface Context {
  readonly run: Run;
  /** What expressions see outside of loops. */
  readonly base: Environment;
  readonly loops: readonly Loop[];
  /**
   * Inside a nested template whose expressions the outer template evaluates. There `[[` is refused: the nested
   * deployment would evaluate the text once more.
   */
  readonly evaluatedByParent: boolean;
}

/** The context inside one more loop. */
export function insideLoop(context: Context, loop: Loop): Context {
  return { ...context, loops: [...context.loops, loop] };
}

/** What an expression sees at its place. */
export function environmentOf({ base, loops }: Context): Environment {
  return loops.length === 0 ? base : { ...base, loopIndex: (name) => loopIndex(loops, name) };
}

function loopIndex(loops: readonly Loop[], name: string | undefined): number | undefined {
  const inner = [...loops].reverse();
  if (name !== undefined) return inner.find((loop) => loop.name.toLowerCase() === name.toLowerCase())?.index;
  return (inner.find((loop) => loop.makesResources) ?? inner[0])?.index;
}
