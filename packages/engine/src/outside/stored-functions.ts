import type { Prelude } from '@picket/kql';

/** A function of the workspace or repository that is written in KQL. */
export interface StoredFunction {
  readonly name: string;
  /** As KQL writes them, with or without parentheses: `since: datetime = datetime(null), T: (*)`. */
  readonly parameters?: string;
  readonly body: string;
}

/** What stands before a query, or the names of functions that call each other in a circle. */
export type Preludes = { readonly preludes: readonly Prelude[] } | { readonly circle: readonly string[] };

/**
 * The functions that a query calls, and those that they call, as let statements before it: such a function sees the
 * functions that it calls and nothing of the query's own. A let statement of the query goes before a function of its name.
 * Microsoft Learn, "User-defined functions".
 */
export function preludesFor(query: string, functions: readonly StoredFunction[]): Preludes {
  const byName = new Map(functions.map((each) => [each.name, each]));
  const written: Prelude[] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const include = (name: string, stands: Prelude['stands']): readonly string[] | undefined => {
    const stored = byName.get(name);
    if (!stored || done.has(name)) return undefined;
    open.push(name);
    for (const called of wordsOf(stored.body)) {
      if (open.includes(called)) return [...open.slice(open.indexOf(called)), called];
      const circle = include(called, stands);
      if (circle) return circle;
    }
    open.pop();
    done.add(name);
    written.push({ text: declaration(stored), stands });
    return undefined;
  };
  for (const { 0: name, index: start } of query.matchAll(word)) {
    if (!byName.has(name) || new RegExp(`\\blet\\s+${name}\\s*=`).test(query)) continue;
    const circle = include(name, { start, end: start + name.length });
    if (circle) return { circle };
  }
  return { preludes: written };
}

const word = /[A-Za-z_]\w*/g;

/** Words of a text, without those in comments and strings. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.replace(/\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, ' ').match(word) ?? []);

function declaration({ name, parameters = '', body }: StoredFunction): string {
  const inner = parameters.trim().replace(/^\(([\s\S]*)\)$/, '$1');
  return `let ${name} = (${inner}) {\n${body.replace(/[\s;]+$/, '')}\n};\n`;
}
