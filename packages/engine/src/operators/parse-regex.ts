import { firstMatch, type RegexMatch, regexGroups } from '../functions/regex.ts';
import type { ParsePiece } from '../plan/plan.ts';
import { absent, type Cell, type Column } from '../values/cell.ts';
import { keyOfCells } from '../values/compare.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';

/** How a column whose type has no pattern of its own takes its text. */
type Greed = 'greedy' | 'lazy';

/**
 * True for a pattern of parse kind=regex that has one meaning here: known flags, no alternatives outside a group, and
 * under U, which swaps greedy and lazy, no repetition of its own.
 */
export function isParseRegex(pieces: readonly ParsePiece[], flags: string): boolean {
  const texts = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []));
  const isPlain = !flags.includes('U') || texts.every((text) => !/[*+?{]/.test(text.replace(/\\./gs, '')));
  return /^[Uims]*$/.test(flags) && isPlain && texts.every((text) => !hasBareAlternative(text));
}

function hasBareAlternative(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|[\s\S]/g)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) return true;
  }
  return false;
}

const isWhole = ({ type }: Column): boolean => type === 'int' || type === 'long';

/**
 * Matches texts against a pattern of parse kind=regex and gives the cells of its columns, undefined for a miss. Text is
 * taken greedily, as the Kusto Emulator answers (the page says lazily), a whole number is digits, `*` is lazy.
 * Refuses at run time where it would matter whether the pattern has to span the whole text, or how far a value of another
 * type reaches. Microsoft Learn, "parse operator", part "Regex mode".
 */
export function compileParseRegex(
  pieces: readonly ParsePiece[],
  flags: string,
  onlyMatches: boolean,
): (text: string) => readonly Cell[] | undefined {
  const columns = pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column] : []));
  const swapped = flags.includes('U');
  const bodies = (['greedy', 'lazy'] as const).map((greed) => source(pieces, swapped, greed));
  const spans = bodies.map((body) =>
    [`\\A(?:${body})`, `\\A(?:${body})\\z`, body].map((each) => withFlags(each, flags.replaceAll('U', ''))),
  );
  const [greedy = [], lazy = []] = spans;
  return (text) => {
    const answers = greedy.map((regex, i) => {
      const other = lazy[i] ?? regex;
      return cellsOf(columns, namedGroups(regex, text), namedGroups(other, text));
    });
    const [first] = answers;
    const seen = new Set(answers.map((cells) => keyOfAnswer(cells, columns, onlyMatches)));
    if (seen.size > 1)
      throw new Refusal('parse kind=regex', 'whether the pattern has to span the whole text is not certain');
    return first;
  };
}

const withFlags = (pattern: string, flags: string): string => (flags === '' ? pattern : `(?${flags})${pattern}`);

/** The groups of the leftmost match by their names; undefined when there is none. */
function namedGroups(pattern: string, text: string): ReadonlyMap<string, string> | undefined {
  const match: RegexMatch | undefined = firstMatch(pattern, text);
  const names = regexGroups(pattern);
  return match && new Map(names.flatMap((name, i) => (name === null ? [] : [[name, match.groups[i] ?? ''] as const])));
}

function source(pieces: readonly ParsePiece[], swapped: boolean, greed: Greed): string {
  let place = 0;
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'skip') return swapped ? '.*' : '.*?';
      const name = `kql_${place++}`;
      if (isWhole(piece.column)) return `(?P<${name}>-?\\d+)`;
      const isLazy = piece.column.type === 'string' ? swapped : greed === 'lazy';
      return `(?P<${name}>.*${isLazy ? '?' : ''})`;
    })
    .join('');
}

function cellsOf(
  columns: readonly Column[],
  greedy: ReadonlyMap<string, string> | undefined,
  lazy: ReadonlyMap<string, string> | undefined,
): readonly Cell[] | undefined {
  if (!greedy) return undefined;
  const read = (match: ReadonlyMap<string, string> | undefined, i: number): Cell =>
    convert(match?.get(`kql_${i}`) ?? '', 'string', columns[i]?.type ?? 'string');
  const cells = columns.map((_, i) => read(greedy, i));
  if (!cells.includes(null)) return cells;
  if (columns.some(({ type }, i) => type !== 'string' && cells[i] === null && read(lazy, i) !== null))
    throw new Refusal('parse kind=regex', 'how far a value of this type reaches is not certain');
  return undefined;
}

/** Misses differ from empty values only where they drop a row. */
function keyOfAnswer(cells: readonly Cell[] | undefined, columns: readonly Column[], onlyMatches: boolean): string {
  if (!cells && onlyMatches) return 'miss';
  return keyOfCells(cells ?? columns.map(({ type }) => absent(type)));
}
