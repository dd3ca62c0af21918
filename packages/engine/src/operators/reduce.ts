import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { nowhere, type RunRel } from '../run/run.ts';
import type { Cell, Row } from '../values/cell.ts';
import { compareText } from '../values/compare.ts';
import { toText } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';
import { otherValues, patternsOf } from './value-patterns.ts';

/**
 * Values that are alike as one pattern, with their number and one of them: here the first in ordinal order, as the page
 * lets any stand for them. With `kind=source` each row keeps its columns and gets those of its pattern, as the analyser
 * has it. Microsoft Learn, "reduce operator".
 */
export const translateReduce: TranslateOperator = (input, node, scope) => {
  const by = part(node, 'Expression');
  const kinds = [...parametersOf(node)];
  const kind = kinds[0]?.[1].text.trim();
  const isKind = kinds.length === 0 || (kinds.length === 1 && kinds[0]?.[0] === 'kind' && kind === 'source');
  const given = new Map(
    elements(part(node, 'With'), 'Parameters').map((each) => {
      const value = part(each, 'Expression');
      return [
        nameOf(part(each, 'Name')).toLowerCase(),
        value && translateExpr(value, { ...scope, columns: [] }),
      ] as const;
    }),
  );
  const [threshold, characters] = [given.get('threshold'), given.get('characters')];
  const isNumber = threshold === undefined || /^(real|int|long)$/.test(threshold.type);
  const isText = characters === undefined || characters.type === 'string';
  const isOdd = [...given.keys()].some((name) => name !== 'threshold' && name !== 'characters');
  const value = by && translateExpr(by, withColumns(scope, input));
  const columns = columnsOf(node, scope);
  const isTwice = new Set(columns.map(({ name }) => name)).size < columns.length;
  if (value?.type !== 'string' || !isKind || !isNumber || !isText || isOdd || isTwice)
    return refuseRel(scope, 'reduce in this form', node);
  return {
    op: 'reduce',
    input,
    by: value,
    threshold: threshold && cast(threshold, 'real'),
    characters,
    keepsRows: kind === 'source',
    columns,
    serialized: false,
  };
};

/** What a term has to exceed unless told. */
const defaultThreshold = 0.1;

export const runReduce: RunRel<'reduce'> = ({ input, by, threshold, characters, keepsRows }, run) => {
  const rows = evaluateRel(input, run);
  const value = compileExpr(by, input.columns, run);
  const values = rows.map((row, index) => toText(value({ row, index, rows }), 'string'));
  const counts = new Map<string, number>();
  for (const text of values) counts.set(text, (counts.get(text) ?? 0) + 1);
  const patterns = patternsOf(counts, {
    threshold: thresholdOf(threshold && compileExpr(threshold, [], run)(nowhere)),
    characters: charactersOf(characters && compileExpr(characters, [], run)(nowhere)),
  });
  const groups = new Map<string, { count: number; representative: string }>();
  for (const [text, count] of counts) {
    const pattern = patterns.get(text) ?? otherValues;
    const group = groups.get(pattern);
    if (!group) groups.set(pattern, { count, representative: text });
    else {
      group.count += count;
      if (compareText(text, group.representative) < 0) group.representative = text;
    }
  }
  const rowOf = (pattern: string): Row => {
    const { count = 0, representative = '' } = groups.get(pattern) ?? {};
    return [pattern, BigInt(count), pattern === otherValues ? '' : representative];
  };
  if (keepsRows) return rows.map((row, i) => [...row, ...rowOf(patterns.get(values[i] ?? '') ?? otherValues)]);
  const sizeOf = (pattern: string): number => groups.get(pattern)?.count ?? 0;
  return [...groups.keys()].sort((a, b) => sizeOf(b) - sizeOf(a) || compareText(a, b)).map(rowOf);
};

/** The page shows groups beyond the default that neither it nor its paper explains. */
function thresholdOf(given: Cell | undefined): number {
  if (given === undefined) return defaultThreshold;
  if (typeof given !== 'number' || !(given > 0 && given <= defaultThreshold))
    throw new Refusal('reduce', 'a threshold that is not above 0 and at most 0.1');
  return given;
}

/** The page has other characters once as what parts terms, and once as what does not. */
function charactersOf(given: Cell | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !/^[A-Za-z\d]+$/.test(given))
    throw new Refusal('reduce', 'characters that are no letters or digits');
  return given;
}
