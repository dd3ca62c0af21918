import { codeOnly } from '../kql-text.ts';

/** Operators after which there are few rows, or a row a group, whatever there was before. */
const bounding = new Set([
  'summarize',
  'top',
  'take',
  'limit',
  'count',
  'distinct',
  'make-series',
  'top-nested',
  'top-hitters',
  'sample',
  'sample-distinct',
  'reduce',
  'getschema',
  'find',
]);

/** Sources that are rows of the query itself, or made by it. */
const smallSources = /^(?:print|range|datatable|externaldata|_?GetWatchlist|\(?\s*datatable)\b/i;

/**
 * Whether a query returns a row for each event it reads: nothing in its last statement groups, counts or cuts. Names
 * that a `let` gives are followed. Undefined where that cannot be told from the text.
 */
export function hasRowBound(query: string): boolean | undefined {
  const code = codeOnly(query);
  const statements = splitAt(code, ';').filter((statement) => statement.trim() !== '');
  const lets = new Map(
    statements.flatMap((statement) => {
      const [whole, name] = /^\s*let\s+(\w+)\s*=/.exec(statement) ?? [];
      return whole === undefined || name === undefined ? [] : [[name, statement.slice(whole.length)] as const];
    }),
  );
  const last = statements.at(-1);
  return last === undefined ? undefined : isBounded(last, lets, new Set());
}

function isBounded(
  pipeline: string,
  lets: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): boolean | undefined {
  const [source = '', ...operators] = splitAt(pipeline, '|').map((part) => part.trim());
  if (operators.some((operator) => bounding.has(wordOf(operator)))) return true;
  if (smallSources.test(source)) return true;
  const inner = /^\(([\s\S]*)\)$/.exec(source)?.[1];
  if (inner !== undefined) return isBounded(inner, lets, seen);
  if (wordOf(source) === 'union') return allBounded(source.replace(/^\s*union\b(?:\s+\w+\s*=\s*\S+)*/, ''), lets, seen);
  const named = /^\w+$/.exec(source)?.[0];
  if (named === undefined) return undefined;
  const body = lets.get(named);
  if (body === undefined) return false;
  if (seen.has(named)) return undefined;
  return isBounded(body.replace(/^\s*(?:materialize|view)\s*(?=\()/, ''), lets, new Set([...seen, named]));
}

/** The members of a union: bounded when all are, unbounded when one is not. */
function allBounded(
  members: string,
  lets: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): boolean | undefined {
  const each = splitAt(members, ',').map((member) => isBounded(member.trim(), lets, seen));
  if (each.includes(undefined)) return undefined;
  return each.every(Boolean);
}

/** An operator's name may have a hyphen, and be evaluated. */
function wordOf(operator: string): string {
  return /^[A-Za-z]+(?:-[a-z]+)*/.exec(operator)?.[0].toLowerCase() ?? '';
}

/** The parts of a text between separators that stand in no bracket. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === separator && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}
