import { type Cell, isArray, isBag } from './cell.ts';

/** A step into a dynamic value: the name of a member, or the place of an element. */
export type PathStep = string | number;

const steps = /\.([A-Za-z_]\w*)|\[(\d+)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\]/y;

/** The steps of a path such as `$.a['b c'][0]`; undefined when it is none of that form. Microsoft Learn, "JSONPath expressions". */
export function readJsonPath(path: string): readonly PathStep[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const found: PathStep[] = [];
  steps.lastIndex = 1;
  while (steps.lastIndex < path.length) {
    const [, name, place, single, double] = steps.exec(path) ?? [];
    const step = place === undefined ? (name ?? single ?? double) : Number(place);
    if (step === undefined) return undefined;
    found.push(step);
  }
  return found;
}

/** What stands at the end of a path; undefined when a step leads nowhere. */
export function atJsonPath(value: Cell, path: readonly PathStep[]): Cell | undefined {
  let at: Cell | undefined = value;
  for (const step of path) {
    if (at === undefined) return undefined;
    if (isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = isBag(at) && typeof step === 'string' ? at.get(step) : undefined;
  }
  return at;
}
