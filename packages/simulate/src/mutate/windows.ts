import type { KqlNode } from '@picket/kql';
import { durationMinutes } from '@picket/model';
import type { Edit, MutantFamily } from './mutant.ts';
import { calledName } from './nodes.ts';

/** As far back as a rule may look: queryPeriod is at most 14 days (Scheduled analytics rules). */
const longestLookback = 14 * 24 * 60;

/** Grids, not windows. */
const grids = new Set(['bin', 'bin_at', 'floor', 'startofday', 'format_timespan', 'totimespan']);

/**
 * Each timespan of the query twice as long, with the rule looking back as far; half as long where twice would be more
 * than a rule may look back. Sizes of bins are no windows.
 */
export const windows: MutantFamily = ({ root }) => timespansWithin(root).flatMap(widened);

function timespansWithin(node: KqlNode): readonly KqlNode[] {
  if (node.kind === 'TimespanLiteralExpression') return [node];
  if (grids.has(calledName(node) ?? '') || node.kind === 'MakeSeriesOperator') return [];
  return node.children.flatMap(timespansWithin);
}

function widened({ start, end, text, literal }: KqlNode): readonly Edit[] {
  const minutes = typeof literal === 'string' ? durationMinutes(literal) : undefined;
  if (minutes === undefined || minutes === 0) return [];
  if (2 * minutes > longestLookback) return [{ change: 'narrow', start, end, replacement: `(${text} / 2)` }];
  return [{ change: 'widen', start, end, replacement: `(${text} * 2)`, lookback: 2 * minutes }];
}
