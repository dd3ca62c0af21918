import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { ParsePiece } from '../plan/plan.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { settlesReplaced } from '../plan/stages.ts';
import { nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { absent, type Cell, type Column, type Row, type ScalarType } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';
import { compileParseRegex, isParseRegex } from './parse-regex.ts';

/**
 * Text between literal texts. kind=simple: a value that is not of its column's type makes the whole pattern miss;
 * kind=relaxed: it is null by itself; kind=regex: the literals are regular expressions. parse-where drops the rows that
 * miss. Microsoft Learn, "parse operator", "parse-where operator".
 */
export const translateParse: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const onlyMatches = node.kind === 'ParseWhereOperator';
  const kind = parameters.get('kind')?.text.trim() ?? 'simple';
  const flags = parameters.get('flags')?.text.trim() ?? '';
  const written = part(node, 'Expression');
  const isKnown = kind === 'regex' || ((kind === 'simple' || (kind === 'relaxed' && !onlyMatches)) && flags === '');
  if (!isKnown || !written) return refuseRel(scope, `parse kind=${kind} flags=${flags}`, node);
  const pieces = (part(node, 'Patterns')?.children ?? []).map(pieceOf);
  const known = pieces.flatMap((piece) => piece ?? []);
  const isClear = kind === 'regex' ? isParseRegex(known, flags) : known.every((_, i) => isClearAt(known, i));
  if (known.length !== pieces.length || !isClear) return refuseRel(scope, 'parse with this pattern', node);
  const text = cast(translateExpr(written, withColumns(scope, input)), 'string');
  const columns = withParsed(input.columns, known);
  const given = columnsOf(node, scope);
  if (!settlesReplaced(columns, given, node, scope)) return refuseRel(scope, 'parse with these columns', node);
  return {
    op: 'parse',
    input,
    text,
    pieces: known,
    onlyMatches,
    flags: kind === 'regex' ? flags : undefined,
    relaxed: kind === 'relaxed',
    columns,
    serialized: input.serialized,
  };
};

function pieceOf(node: KqlNode): ParsePiece | undefined {
  if (node.kind === 'StarExpression') return { kind: 'skip' };
  if (node.kind === 'StringLiteralExpression') return { kind: 'text', text: node.literal ?? '' };
  const name = node.kind === 'NameDeclaration' ? node : part(node, 'Name');
  const type = name?.type;
  if (!name || !type || type === 'unknown' || type === 'dynamic' || type === 'decimal') return undefined;
  return { kind: 'column', column: { name: nameOf(name), type } };
}

const isWhole = (type: ScalarType): boolean => type === 'int' || type === 'long';

/** Literals and what stands between them take turns; only a whole number ends by itself where junk may follow. */
function isClearAt(pieces: readonly ParsePiece[], at: number): boolean {
  const piece = pieces[at];
  const next = pieces[at + 1];
  if (!piece || !next || (piece.kind === 'text') !== (next.kind === 'text')) return true;
  return piece.kind === 'column' && next.kind === 'skip' && isWhole(piece.column.type);
}

function withParsed(columns: readonly Column[], pieces: readonly ParsePiece[]): readonly Column[] {
  const all = [...columns];
  for (const piece of pieces) {
    if (piece.kind !== 'column') continue;
    const at = all.findIndex((column) => column.name === piece.column.name);
    if (at < 0) all.push(piece.column);
    else all[at] = piece.column;
  }
  return all;
}

/** The texts of the pattern's columns; undefined when the text does not fit. Each literal is sought from where the last ended. */
export function matchPattern(text: string, pieces: readonly ParsePiece[]): readonly string[] | undefined {
  const found: string[] = [];
  let at = 0;
  let open: 'column' | 'skip' | undefined;
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind !== 'text') {
      if (open === 'column') {
        const digits = wholeNumberAt(text, at);
        found.push(digits);
        at += digits.length;
      }
      open = piece.kind;
      continue;
    }
    const start = open ? text.indexOf(piece.text, at) : text.startsWith(piece.text, at) ? at : -1;
    if (start < 0) return undefined;
    // The last literal of a pattern ends the text.
    if (i === pieces.length - 1 && start + piece.text.length !== text.length) {
      if (open && text.endsWith(piece.text))
        throw new Refusal('parse', 'the last text of the pattern stands in the value more than once');
      return undefined;
    }
    if (open === 'column') found.push(text.slice(at, start));
    at = start + piece.text.length;
    open = undefined;
  }
  if (open === 'column') found.push(text.slice(at));
  return found;
}

function wholeNumberAt(text: string, at: number): string {
  const [, digits = '', after = ''] = /^(-?\d*)([\s\S]?)/.exec(text.slice(at)) ?? [];
  if (/\d$/.test(digits) && /[\p{L}.]/u.test(after)) throw new Refusal('parse', 'a number that runs into other text');
  return digits;
}

/** The text of a column as its type; null when it is none. What of blanks and of text behind a number is not certain. */
function typed(value: string, type: ScalarType): Cell {
  if (type === 'string') return value;
  const cell = convert(value, 'string', type);
  const isOdd = cell === null ? isWhole(type) && /^-?\d+\D/.test(value) : value !== value.trim() || value[0] === '+';
  if (isOdd) throw new Refusal('parse', `'${value}' as ${type}`);
  return cell;
}

export const runParse: RunRel<'parse'> = ({ input, text, pieces, onlyMatches, flags, relaxed, columns }, run) => {
  const rows = evaluateRel(input, run);
  const subject = compileExpr(text, input.columns, run);
  const targets = pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column] : []));
  const places = targets.map(({ name }) => columns.findIndex((column) => column.name === name));
  const simple = (value: string): readonly Cell[] | undefined => {
    const cells = matchPattern(value, pieces)?.map((each, i) => typed(each, targets[i]?.type ?? 'string'));
    return relaxed || cells?.every((cell) => cell !== null) ? cells : undefined;
  };
  const match = flags === undefined ? simple : compileParseRegex(pieces, flags, onlyMatches);
  return rows.flatMap((row, index): Row[] => {
    const cells = match(String(subject({ row, index, rows }) ?? ''));
    const fits = cells !== undefined;
    if (!fits && onlyMatches) return [];
    const out: Cell[] = row.slice();
    places.forEach((place, i) => {
      out[place] = fits ? (cells?.[i] ?? null) : absent(targets[i]?.type ?? 'string');
    });
    return [out];
  });
};
