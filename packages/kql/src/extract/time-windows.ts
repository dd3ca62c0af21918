import type { ColumnOrigin, TextRange, TimeWindow } from '../analysis.ts';
import { type Constant, foldConstant } from '../constants.ts';
import type { KustoNode, KustoSymbol } from '../kusto.ts';
import { childNodes, plainExpression, symbolOf } from '../syntax.ts';
import type { Extraction, Visit, Visits } from './extraction.ts';

/** One end of a window. Ends of the same column that hold together are paired by `pairBounds`. */
export interface TimeBound extends TextRange {
  readonly side: 'from' | 'to' | 'both';
  readonly column: string;
  readonly symbol: KustoSymbol | undefined;
  readonly origin: ColumnOrigin | undefined;
  readonly ingestionTime: boolean;
  readonly fromMinutes: number | null;
  readonly toMinutes: number | null;
  /** Bounds in filters of the same pipe share it. */
  readonly scope: KustoNode;
}

const comparison =
  (greater: boolean): Visit =>
  (node, place, into) => {
    if (!node.Left || !node.Right) return;
    const left = timeColumn(node.Left, into);
    if (left) return noteBound(node, place, left, node.Right, greater ? 'from' : 'to', into);
    const right = timeColumn(node.Right, into);
    if (right) noteBound(node, place, right, node.Left, greater ? 'to' : 'from', into);
  };

/** Comparisons of a datetime column, or of ingestion_time(), with a moment relative to the run. */
export const timeWindowVisits: Visits = {
  GreaterThanExpression: comparison(true),
  GreaterThanOrEqualExpression: comparison(true),
  LessThanExpression: comparison(false),
  LessThanOrEqualExpression: comparison(false),
  BetweenExpression(node, place, into) {
    const column = node.Left ? timeColumn(node.Left, into) : undefined;
    const { First: first, Second: second } = node.Right ?? {};
    if (!column || !first || !second || mentionsColumn(first, into)) return;
    const from = foldConstant(into.kusto, first);
    into.bounds.push({
      ...column,
      ...place,
      side: 'both',
      fromMinutes: minutesBack(from),
      toMinutes: endOfBetween(from, foldConstant(into.kusto, second)),
      scope: scopeOf(node, into),
    });
  },
};

type TimeColumn = Pick<TimeBound, 'column' | 'symbol' | 'origin' | 'ingestionTime'>;

function timeColumn(expression: KustoNode, into: Extraction): TimeColumn | undefined {
  const node = plainExpression(into.kusto, expression);
  const kind = into.kusto.kindNames[node.Kind];
  if (kind === 'FunctionCallExpression' && node.Name?.SimpleName === 'ingestion_time') {
    return { column: 'ingestion_time()', symbol: undefined, origin: undefined, ingestionTime: true };
  }
  const symbol = kind === 'NameReference' ? symbolOf(node) : null;
  if (symbol?.Kind !== into.kusto.symbolKind('Column')) return undefined;
  const type = symbol.Type?.Name;
  const isTime = type === 'datetime' || (type === 'unknown' && symbol.Name === 'TimeGenerated');
  if (!isTime) return undefined;
  const origins = into.origins.of(node).filter((origin) => origin.path.length === 0);
  const [only] = origins;
  const origin = origins.length === 1 ? only?.column : undefined;
  return { column: symbol.Name, symbol, origin, ingestionTime: false };
}

function noteBound(
  node: KustoNode,
  place: TextRange,
  column: TimeColumn,
  other: KustoNode,
  side: 'from' | 'to',
  into: Extraction,
): void {
  if (mentionsColumn(other, into)) return;
  const minutes = minutesBack(foldConstant(into.kusto, other));
  into.bounds.push({
    ...column,
    ...place,
    side,
    fromMinutes: side === 'from' ? minutes : null,
    toMinutes: side === 'to' ? minutes : 0,
    scope: scopeOf(node, into),
  });
}

/** A comparison with another column is no window. */
function mentionsColumn(node: KustoNode, into: Extraction): boolean {
  if (into.kusto.kindNames[node.Kind] === 'NameReference') {
    return symbolOf(node)?.Kind === into.kusto.symbolKind('Column');
  }
  // A sub-query has columns of its own; what it returns is a value like any other.
  if (into.kusto.kindNames[node.Kind] === 'ToScalarExpression') return false;
  return childNodes(node).some((child) => mentionsColumn(child, into));
}

/** Whole units are kept as written: `startofday(ago(7d))` is 7 days, but the start of today can be a day ago. */
function minutesBack(value: Constant | undefined): number | null {
  if (value?.kind !== 'moment') return null;
  return value.minutes === 0 ? (value.roundedTo ?? 0) : 0 - value.minutes;
}

/** `between (start .. 1d)` takes a timespan for the end: counted from the start. */
function endOfBetween(from: Constant | undefined, to: Constant | undefined): number | null {
  if (to?.kind === 'moment') return 0 - to.minutes;
  return to?.kind === 'span' && from?.kind === 'moment' ? 0 - (from.minutes + to.minutes) : null;
}

/** The pipe whose rows a filter bounds; the comparison itself where it is not a plain condition of a filter. */
function scopeOf(node: KustoNode, into: Extraction): KustoNode {
  const kindOf = (n: KustoNode): string => into.kusto.kindNames[n.Kind] ?? '';
  let at = node.Parent;
  while (at && (kindOf(at) === 'AndExpression' || kindOf(at) === 'ParenthesizedExpression')) at = at.Parent;
  if (!at || kindOf(at) !== 'FilterOperator') return node;
  let pipe: KustoNode = at;
  while (pipe.Parent && kindOf(pipe.Parent) === 'PipeExpression') pipe = pipe.Parent;
  return pipe;
}

/** Puts the upper ends where they belong: on the windows of the same column in the same pipe. */
export function pairBounds(bounds: readonly TimeBound[]): readonly TimeWindow[] {
  return bounds.flatMap((bound): TimeWindow[] => {
    if (bound.side === 'to') return [];
    const upper = bounds.filter(
      (other) => other.side === 'to' && other.scope === bound.scope && other.column === bound.column,
    );
    const ends = upper.map((end) => end.toMinutes);
    const known = ends.filter((end) => end !== null);
    // Several upper ends hold at once: the earliest wins, and nothing is known when one of them is not.
    const earliest = known.length === ends.length ? Math.max(...known) : null;
    return [
      {
        start: bound.start,
        end: bound.end,
        column: bound.column,
        ...(bound.origin ? { origin: bound.origin } : {}),
        fromMinutes: bound.fromMinutes,
        toMinutes: ends.length > 0 ? earliest : bound.toMinutes,
        ingestionTime: bound.ingestionTime,
      },
    ];
  });
}
