import { COLLECTION_STYLE, type MappingEvent, type SequenceEvent } from 'js-yaml';
import type { LocatedNode, MappingEntry, ScalarNode } from './located.ts';

/** A document or collection while its parts are still coming in. */
export interface Frame {
  readonly kind: 'document' | 'mapping' | 'sequence';
  readonly start: number;
  /** In brackets or braces of its own. */
  readonly bracketed: boolean;
  readonly anchor: string | undefined;
  readonly items: LocatedNode[];
  readonly entries: Map<string, MappingEntry>;
  /** All keys so far, also the one whose value is yet to come. */
  readonly keys: Map<string, ScalarNode>;
  /** The key whose value comes next; null when that value is to be dropped. */
  key?: ScalarNode | null | undefined;
  end: number;
  /** Values inside, with those that aliases add. */
  weight: number;
  /** The whole value is unreadable, whatever it holds. */
  broken: boolean;
}

export function newFrame(
  kind: Frame['kind'],
  { start = 0, bracketed = false, anchor }: { start?: number; bracketed?: boolean; anchor?: string | undefined } = {},
): Frame {
  const parts = { items: [], entries: new Map(), keys: new Map() };
  return { kind, start, bracketed, anchor, ...parts, end: start, weight: 1, broken: false };
}

/** In flow style, and in brackets of its own: the pair in `[a: b]` is a mapping without. */
export function isBracketed(text: string, event: MappingEvent | SequenceEvent): boolean {
  return event.style === COLLECTION_STYLE.FLOW && /[{[]/.test(text.charAt(event.start));
}

/** The finished collection. */
export function nodeOf(text: string, frame: Frame): LocatedNode {
  const { start, items, entries } = frame;
  const end = frame.bracketed ? closingBracket(text, frame) : frame.end;
  if (frame.broken) return { kind: 'broken', start, end };
  return frame.kind === 'sequence' ? { kind: 'sequence', start, end, items } : { kind: 'mapping', start, end, entries };
}

function closingBracket(text: string, { kind, start, end }: Frame): number {
  const close = text.indexOf(kind === 'mapping' ? '}' : ']', Math.max(end, start + 1));
  return close < 0 ? end : close + 1;
}
