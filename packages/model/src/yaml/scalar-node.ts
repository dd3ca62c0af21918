import { CHOMPING_MODE, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { ScalarNode, ScalarSource } from './located.ts';

const styles = new Map<number, ScalarSource['style']>([
  [SCALAR_STYLE.PLAIN, 'plain'],
  [SCALAR_STYLE.SINGLE_QUOTED, 'single'],
  [SCALAR_STYLE.DOUBLE_QUOTED, 'double'],
  [SCALAR_STYLE.LITERAL_BLOCK, 'literal'],
  [SCALAR_STYLE.FOLDED_BLOCK, 'folded'],
]);

const chompings = new Map<number, ScalarSource['chomping']>([
  [CHOMPING_MODE.CLIP, 'clip'],
  [CHOMPING_MODE.STRIP, 'strip'],
  [CHOMPING_MODE.KEEP, 'keep'],
]);

/** A scalar event in our words. A value that was left out has no place yet: start and end are -1. */
export function scalarNode(text: string, event: ScalarEvent): ScalarNode {
  if (event.valueStart < 0) return { kind: 'scalar', start: -1, end: -1, text: '', plain: true, source: undefined };
  const style = styles.get(event.style) ?? 'plain';
  const source: ScalarSource = {
    start: event.valueStart,
    end: event.valueEnd,
    style,
    chomping: chompings.get(event.chomping) ?? 'clip',
    indent: event.indent,
    verbatim: event.fast,
  };
  const tag = event.tagStart < 0 ? '' : text.slice(event.tagStart, event.tagEnd);
  const plain = style === 'plain' && tag !== '!!str' && tag !== '!';
  return { kind: 'scalar', ...outerRange(text, source), text: getScalarValue(text, event), plain, source };
}

/** Quotes belong to the place of a text; the indentation and the line ends around a block do not. */
function outerRange(text: string, { start, end, style }: ScalarSource): { start: number; end: number } {
  if (style === 'plain') return { start, end };
  if (style === 'single' || style === 'double') return { start: start - 1, end: end + 1 };
  let first = start;
  while (first < end && /\s/.test(text.charAt(first))) first++;
  let last = end;
  while (last > first && /\s/.test(text.charAt(last - 1))) last--;
  return first < last ? { start: first, end: last } : { start, end: start };
}
