import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { ParsePiece } from '../plan/plan.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { absent, type Cell, type Column, type Row } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/**
 * Text between literal texts. kind=simple: a value that is not of its column's type makes the whole pattern miss;
 * kind=relaxed: it is null by itself. parse-where drops the rows that miss. Microsoft Learn, "parse operator".
 */
export const translateParse: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const kind = parameters.get('kind')?.text.trim() ?? 'simple';
  const written = part(node, 'Expression');
  if ((kind !== 'simple' && kind !== 'relaxed') || parameters.has('flags') || !written)
    return refuseRel(scope, `parse kind=${kind}`, node);
  const pieces = (part(node, 'Patterns')?.children ?? []).map((each): ParsePiece | undefined => {
    if (each.kind === 'StarExpression') return { kind: 'skip' };
    if (each.kind === 'StringLiteralExpression') return { kind: 'text', text: each.literal ?? '' };
    const name = each.kind === 'NameDeclaration' ? each : part(each, 'Name');
    const type = name?.type;
    if (!name || !type || type === 'unknown' || type === 'dynamic' || type === 'decimal') return undefined;
    return { kind: 'column', column: { name: nameOf(name), type } };
  });
  const known = pieces.flatMap((piece) => piece ?? []);
  const isClear = known.every(
    (piece, i) => (piece.kind === 'text') !== (known[i + 1]?.kind === 'text') || i + 1 === known.length,
  );
  if (known.length !== pieces.length || !isClear) return refuseRel(scope, 'parse with this pattern', node);
  const text = cast(translateExpr(written, withColumns(scope, input)), 'string');
  const columns = withParsed(input.columns, known);
  const given = columnsOf(node);
  if (given.length !== columns.length || given.some(({ name }, i) => name !== columns[i]?.name)) {
    return refuseRel(scope, 'parse with these columns', node);
  }
  const onlyMatches = node.kind === 'ParseWhereOperator';
  return {
    op: 'parse',
    input,
    text,
    pieces: known,
    onlyMatches,
    relaxed: kind === 'relaxed',
    columns,
    serialized: input.serialized,
  };
};

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

export const runParse: RunRel<'parse'> = ({ input, text, pieces, onlyMatches, relaxed, columns }, run) => {
  const rows = evaluateRel(input, run);
  const subject = compileExpr(text, input.columns, run);
  const targets = pieces.flatMap((piece) => (piece.kind === 'column' ? [piece.column] : []));
  const places = targets.map(({ name }) => columns.findIndex((column) => column.name === name));
  return rows.flatMap((row, index): Row[] => {
    const found = matchPattern(String(subject({ row, index, rows }) ?? ''), pieces);
    const cells = found?.map((value, i) => convert(value, 'string', targets[i]?.type ?? 'string'));
    const fits = cells !== undefined && (relaxed || cells.every((cell) => cell !== null));
    if (!fits && onlyMatches) return [];
    const out: Cell[] = row.slice();
    places.forEach((place, i) => {
      out[place] = fits ? (cells?.[i] ?? null) : absent(targets[i]?.type ?? 'string');
    });
    return [out];
  });
};
