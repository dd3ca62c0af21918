import { type Diagnostic, diagnostic, didYouMean, type Span } from '@picket/diagnostics';
import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import type { SourceText } from './decode.ts';
import type { LocatedNode, MappingEntry, ScalarNode, ScalarSource } from './located.ts';
import type { Parsed } from './parse.ts';

/** So many values may be added by aliases to those that are written out. */
const aliasLimit = 10_000;
/** A text weighs as much as a value for each so many characters. */
const charactersPerValue = 64;

interface Frame {
  readonly kind: 'document' | 'mapping' | 'sequence';
  readonly start: number;
  readonly flow: boolean;
  readonly anchor: string | undefined;
  readonly items: LocatedNode[];
  readonly entries: Map<string, MappingEntry>;
  /** All keys so far, also those whose value is yet to come. */
  readonly keys: Map<string, ScalarNode>;
  /** The key whose value comes next; null when that value is to be dropped. */
  key?: ScalarNode | null | undefined;
  end: number;
  weight: number;
  /** The whole value is unreadable, whatever it holds. */
  broken: boolean;
}

export interface Tree {
  /** Missing when the file holds no value. */
  readonly root?: LocatedNode;
  readonly problems: readonly Diagnostic[];
}

/**
 * Events to a located tree, in one pass and without recursion. Aliases share the node of their anchor; what they add
 * is counted before it is used, so no file can grow beyond its limit.
 */
export function build(source: SourceText, { events, unread, problems: syntaxProblems }: Parsed): Tree {
  const { file, text, positionAt } = source;
  const problems: Diagnostic[] = [...syntaxProblems];
  const span = (start: number, end: number): Span => ({ file, start: positionAt(start), end: positionAt(end) });
  const weightLimit = aliasLimit + events.length + Math.ceil(text.length / charactersPerValue);
  const weights = new Map<LocatedNode, number>();
  const anchors = new Map<string, LocatedNode | 'open'>();
  const stack: Frame[] = [];
  let root: LocatedNode | undefined;
  let documents = 0;
  let outgrown = false;

  const attach = (node: LocatedNode, weight: number, place: { start: number; end: number }, name = '') => {
    const frame = stack.at(-1);
    if (!frame) return;
    let child = node;
    if (frame.weight + weight > weightLimit) {
      const limit = diagnostic('YAML014', { name, limit: weightLimit, itself: false }, span(place.start, place.end));
      if (!outgrown) problems.push(limit);
      outgrown = true;
      child = { kind: 'broken', start: place.start, end: place.end };
    } else frame.weight += weight;
    frame.end = Math.max(frame.end, place.end);
    if (frame.kind === 'document') {
      if (documents === 1) root = child;
      else if (!isNothing(child)) problems.push(diagnostic('YAML017', {}, secondDocument(source, place.start, span)));
    } else if (frame.kind === 'sequence') {
      const item = leftOutItem(text, child, frame);
      frame.items.push(item);
      frame.end = Math.max(frame.end, item.end);
    } else if (frame.key === undefined) frame.key = takeKey(frame, child);
    else {
      const { key } = frame;
      if (key) frame.entries.set(key.text, { key, value: leftOutAt(child, key.end) });
      frame.key = undefined;
    }
  };

  const takeKey = (frame: Frame, node: LocatedNode): ScalarNode | null => {
    if (node.kind === 'broken') return null;
    if (node.kind !== 'scalar') {
      if (frame.flow && text.startsWith('{{', frame.start)) {
        frame.broken = true;
        const cause = "a text that begins with '{{' is taken for a mapping";
        problems.push(diagnostic('YAML009', { cause }, span(frame.start, lineEnd(text, frame.start))));
      } else {
        const found = node.kind === 'mapping' ? 'a mapping' : 'a list';
        problems.push(diagnostic('YAML021', { found }, span(node.start, lineEnd(text, node.start))));
      }
      return null;
    }
    if (node.start < 0) {
      problems.push(diagnostic('YAML021', { found: 'left out' }, span(frame.end, frame.end)));
      return null;
    }
    if (node.text === '<<' && node.plain) {
      problems.push(diagnostic('YAML016', {}, span(node.start, node.end)));
      return null;
    }
    const first = frame.keys.get(node.text);
    if (first) {
      const related = [{ message: 'first given here', at: span(first.start, first.end) }];
      problems.push(diagnostic('YAML011', { key: node.text }, span(node.start, node.end), related));
      return null;
    }
    frame.keys.set(node.text, node);
    return node;
  };

  const finish = (frame: Frame) => {
    const end = frame.flow ? closingBracket(text, frame) : frame.end;
    const place = { start: frame.start, end };
    const node: LocatedNode = frame.broken
      ? { kind: 'broken', ...place }
      : frame.kind === 'sequence'
        ? { kind: 'sequence', ...place, items: frame.items }
        : { kind: 'mapping', ...place, entries: frame.entries };
    weights.set(node, frame.weight);
    if (frame.anchor !== undefined) anchors.set(frame.anchor, node);
    attach(node, frame.weight, place, frame.anchor);
  };

  const anchorOf = (event: { anchorStart: number; anchorEnd: number }) =>
    event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        documents++;
        anchors.clear();
        stack.push(newFrame('document', 0, false, undefined));
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const kind = event.type === EVENT_ID.MAPPING ? 'mapping' : 'sequence';
        problems.push(...tagProblems(event, source, collectionTags[kind], span));
        const anchor = anchorOf(event);
        if (anchor !== undefined) anchors.set(anchor, 'open');
        stack.push(newFrame(kind, event.start, isBracketed(text, event), anchor));
        break;
      }
      case EVENT_ID.SCALAR: {
        problems.push(...tagProblems(event, source, scalarTags, span));
        const node = scalarNode(text, event);
        const weight = 1 + Math.floor(node.text.length / charactersPerValue);
        const anchor = anchorOf(event);
        if (anchor !== undefined) anchors.set(anchor, node);
        weights.set(node, weight);
        attach(node, weight, node);
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const place = { start: event.anchorStart - 1, end: event.anchorEnd };
        const target = anchors.get(name);
        if (target && target !== 'open' && !outgrown) {
          attach(target, weights.get(target) ?? 1, place, name);
          break;
        }
        const at = span(place.start, place.end);
        if (target === 'open') problems.push(diagnostic('YAML014', { name, limit: weightLimit, itself: true }, at));
        else if (!target && unread.length === 0) {
          problems.push(diagnostic('YAML013', { name, near: didYouMean(name, anchors.keys()) }, at));
        }
        attach({ kind: 'broken', ...place }, 1, place);
        break;
      }
      case EVENT_ID.POP: {
        const frame = stack.pop();
        if (frame && frame.kind !== 'document') finish(frame);
        break;
      }
    }
  }
  return { ...withUnread(root, unread), problems };
}

function newFrame(kind: Frame['kind'], start: number, flow: boolean, anchor: string | undefined): Frame {
  return {
    kind,
    start,
    flow,
    anchor,
    items: [],
    entries: new Map(),
    keys: new Map(),
    end: start,
    weight: 1,
    broken: false,
  };
}

/** Puts the entries that could not be parsed back into the tree, as keys with an unreadable value. */
function withUnread(root: LocatedNode | undefined, unread: Parsed['unread']): { readonly root?: LocatedNode } {
  if (unread.length === 0) return root ? { root } : {};
  const lost = unread.map(({ key, keyStart, end }): MappingEntry => {
    const keyEnd = keyStart + key.length;
    const source: ScalarSource = {
      start: keyStart,
      end: keyEnd,
      style: 'plain',
      chomping: 'clip',
      indent: -1,
      verbatim: true,
    };
    return {
      key: { kind: 'scalar', start: keyStart, end: keyEnd, text: key, plain: true, source },
      value: { kind: 'broken', start: keyEnd, end },
    };
  });
  const kept = root?.kind === 'mapping' ? root.entries.values() : [];
  const all = [...kept, ...lost].sort((a, b) => a.key.start - b.key.start);
  const end = all.reduce((last, { key, value }) => Math.max(last, key.end, value.end), 0);
  const entries = new Map(all.map((entry) => [entry.key.text, entry]));
  return { root: { kind: 'mapping', start: all[0]?.key.start ?? 0, end, entries } };
}

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

function scalarNode(text: string, event: ScalarEvent): ScalarNode {
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

/** A value that was left out stands behind its key. */
function leftOutAt(node: LocatedNode, offset: number): LocatedNode {
  return node.kind === 'scalar' && node.start < 0 ? { ...node, start: offset, end: offset } : node;
}

/** An item that was left out stands at its hyphen. */
function leftOutItem(text: string, node: LocatedNode, { start, end }: Frame): LocatedNode {
  if (node.kind !== 'scalar' || !isNothing(node)) return node;
  const hyphen = text.indexOf('-', Math.max(start, end));
  return hyphen < 0 ? { ...node, start, end: start } : { ...node, start: hyphen, end: hyphen + 1 };
}

function isNothing(node: LocatedNode): boolean {
  return node.kind === 'scalar' && node.start < 0;
}

/** In flow style, and in brackets of its own: the pair in `[a: b]` is a mapping without. */
function isBracketed(text: string, event: { start: number; style: number }): boolean {
  return event.style === COLLECTION_STYLE.FLOW && /[{[]/.test(text.charAt(event.start));
}

function closingBracket(text: string, { kind, start, end }: Frame): number {
  const close = text.indexOf(kind === 'mapping' ? '}' : ']', Math.max(end, start + 1));
  return close < 0 ? end : close + 1;
}

function secondDocument({ text }: SourceText, start: number, span: (start: number, end: number) => Span): Span {
  const mark = text.lastIndexOf('---', Math.max(0, start));
  return mark < 0 ? span(start, start) : span(mark, mark + 3);
}

const standardTags = ['!', '!!str', '!!int', '!!float', '!!bool', '!!null'];
const scalarTags = new Set(standardTags);
const collectionTags = { mapping: new Set(['!', '!!map']), sequence: new Set(['!', '!!seq']) };

function tagProblems(
  event: Exclude<Event, { type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.ALIAS }>,
  { text }: SourceText,
  known: ReadonlySet<string>,
  span: (start: number, end: number) => Span,
): readonly Diagnostic[] {
  if (event.tagStart < 0) return [];
  const tag = text.slice(event.tagStart, event.tagEnd);
  return known.has(tag) ? [] : [diagnostic('YAML020', { tag }, span(event.tagStart, event.tagEnd))];
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
