import { type Diagnostic, diagnostic, didYouMean, type Span } from '@picket/diagnostics';
import { type AliasEvent, EVENT_ID, type MappingEvent, type ScalarEvent, type SequenceEvent } from 'js-yaml';
import type { SourceText } from './decode.ts';
import { type Frame, isBracketed, newFrame, nodeOf } from './frame.ts';
import type { LocatedNode, MappingEntry, ScalarNode } from './located.ts';
import type { Parsed, UnreadEntry } from './parse.ts';
import { scalarNode } from './scalar-node.ts';

/** So many values may be added by aliases to those that are written out. */
const aliasLimit = 10_000;
/** A text weighs as much as a value for each so many characters. */
const charactersPerValue = 64;

const scalarTags = new Set(['!', '!!str', '!!int', '!!float', '!!bool', '!!null']);
const collectionTags = { mapping: new Set(['!', '!!map']), sequence: new Set(['!', '!!seq']) };

interface Range {
  readonly start: number;
  readonly end: number;
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
export function build(source: SourceText, parsed: Parsed): Tree {
  const builder = new TreeBuilder(source, parsed);
  for (const event of parsed.events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        builder.openDocument();
        break;
      case EVENT_ID.MAPPING:
        builder.openCollection('mapping', event);
        break;
      case EVENT_ID.SEQUENCE:
        builder.openCollection('sequence', event);
        break;
      case EVENT_ID.SCALAR:
        builder.addScalar(event);
        break;
      case EVENT_ID.ALIAS:
        builder.addAlias(event);
        break;
      case EVENT_ID.POP:
        builder.close();
        break;
    }
  }
  const root = withUnread(builder.root, parsed.unread);
  return { ...(root ? { root } : {}), problems: [...parsed.problems, ...builder.problems] };
}

class TreeBuilder {
  readonly problems: Diagnostic[] = [];
  root: LocatedNode | undefined;

  readonly #source: SourceText;
  readonly #hasUnread: boolean;
  readonly #weightLimit: number;
  readonly #weights = new Map<LocatedNode, number>();
  readonly #anchors = new Map<string, LocatedNode | 'open'>();
  readonly #stack: Frame[] = [];
  #documents = 0;
  #isOutgrown = false;

  constructor(source: SourceText, { events, unread }: Parsed) {
    this.#source = source;
    this.#hasUnread = unread.length > 0;
    this.#weightLimit = aliasLimit + events.length + Math.ceil(source.text.length / charactersPerValue);
  }

  openDocument(): void {
    this.#documents++;
    this.#anchors.clear();
    this.#stack.push(newFrame('document'));
  }

  openCollection(kind: 'mapping' | 'sequence', event: MappingEvent | SequenceEvent): void {
    this.#checkTag(event, collectionTags[kind]);
    const anchor = this.#anchorOf(event);
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const { text } = this.#source;
    this.#stack.push(newFrame(kind, { start: event.start, bracketed: isBracketed(text, event), anchor }));
  }

  addScalar(event: ScalarEvent): void {
    this.#checkTag(event, scalarTags);
    const node = scalarNode(this.#source.text, event);
    const weight = 1 + Math.floor(node.text.length / charactersPerValue);
    const anchor = this.#anchorOf(event);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, node);
      this.#weights.set(node, weight);
    }
    this.#attach(node, weight, node);
  }

  addAlias(event: AliasEvent): void {
    const name = this.#source.text.slice(event.anchorStart, event.anchorEnd);
    const place = { start: event.anchorStart - 1, end: event.anchorEnd };
    const target = this.#anchors.get(name);
    if (target && target !== 'open' && !this.#isOutgrown) {
      this.#attach(target, this.#weights.get(target) ?? 1, place, name);
      return;
    }
    if (target === 'open') {
      this.#report(diagnostic('YAML014', { name, limit: this.#weightLimit, itself: true }, this.#span(place)));
    } else if (!target && !this.#hasUnread) {
      // With entries unread, the anchor may be in one of them.
      const near = didYouMean(name, this.#anchors.keys());
      this.#report(diagnostic('YAML013', { name, near }, this.#span(place)));
    }
    this.#attach({ kind: 'broken', ...place }, 1, place);
  }

  close(): void {
    const frame = this.#stack.pop();
    if (!frame || frame.kind === 'document') return;
    const node = nodeOf(this.#source.text, frame);
    this.#weights.set(node, frame.weight);
    if (frame.anchor !== undefined) this.#anchors.set(frame.anchor, node);
    this.#attach(node, frame.weight, node, frame.anchor);
  }

  #attach(node: LocatedNode, weight: number, place: Range, name = ''): void {
    const frame = this.#stack.at(-1);
    if (!frame) return;
    const child = this.#withinLimit(frame, node, weight, place, name);
    frame.end = Math.max(frame.end, place.end);
    switch (frame.kind) {
      case 'document':
        if (this.#documents === 1) this.root = child;
        else if (!isNothing(child)) this.#report(diagnostic('YAML017', {}, this.#secondDocument(place.start)));
        break;
      case 'sequence': {
        const item = leftOutItem(this.#source.text, child, frame);
        frame.items.push(item);
        frame.end = Math.max(frame.end, item.end);
        break;
      }
      case 'mapping': {
        const { key } = frame;
        if (key === undefined) frame.key = this.#takeKey(frame, child);
        else {
          if (key) frame.entries.set(key.text, { key, value: leftOutAt(child, key.end) });
          frame.key = undefined;
        }
      }
    }
  }

  /** The node, or a broken one in its place if the file would grow too far; named once. */
  #withinLimit(frame: Frame, node: LocatedNode, weight: number, place: Range, name: string): LocatedNode {
    if (frame.weight + weight <= this.#weightLimit) {
      frame.weight += weight;
      return node;
    }
    if (!this.#isOutgrown) {
      this.#report(diagnostic('YAML014', { name, limit: this.#weightLimit, itself: false }, this.#span(place)));
    }
    this.#isOutgrown = true;
    return { kind: 'broken', start: place.start, end: place.end };
  }

  /** A key that can be used, or null when its value must be dropped. */
  #takeKey(frame: Frame, node: LocatedNode): ScalarNode | null {
    if (node.kind === 'broken') return null;
    if (node.kind !== 'scalar') {
      this.#reportCollectionKey(frame, node);
      return null;
    }
    if (isNothing(node)) {
      const place = { start: frame.end, end: frame.end };
      this.#report(diagnostic('YAML021', { found: 'left out' }, this.#span(place)));
      return null;
    }
    if (node.text === '<<' && node.plain) {
      this.#report(diagnostic('YAML016', {}, this.#span(node)));
      return null;
    }
    const first = frame.keys.get(node.text);
    if (first) {
      const related = [{ message: 'first given here', at: this.#span(first) }];
      this.#report(diagnostic('YAML011', { key: node.text }, this.#span(node), related));
      return null;
    }
    frame.keys.set(node.text, node);
    return node;
  }

  /** `{{Column}}` without quotes is a mapping whose key is a mapping. */
  #reportCollectionKey(frame: Frame, node: LocatedNode): void {
    const { text } = this.#source;
    if (frame.bracketed && text.startsWith('{{', frame.start)) {
      frame.broken = true;
      const place = { start: frame.start, end: lineEnd(text, frame.start) };
      const cause = "a text that begins with '{{' is taken for a mapping";
      this.#report(diagnostic('YAML009', { cause }, this.#span(place)));
      return;
    }
    const found = node.kind === 'mapping' ? 'a mapping' : 'a list';
    const place = { start: node.start, end: lineEnd(text, node.start) };
    this.#report(diagnostic('YAML021', { found }, this.#span(place)));
  }

  #checkTag({ tagStart, tagEnd }: { tagStart: number; tagEnd: number }, known: ReadonlySet<string>): void {
    if (tagStart < 0) return;
    const tag = this.#source.text.slice(tagStart, tagEnd);
    if (!known.has(tag)) this.#report(diagnostic('YAML020', { tag }, this.#span({ start: tagStart, end: tagEnd })));
  }

  #anchorOf({ anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }): string | undefined {
    return anchorStart < 0 ? undefined : this.#source.text.slice(anchorStart, anchorEnd);
  }

  #secondDocument(start: number): Span {
    const mark = this.#source.text.lastIndexOf('---', Math.max(0, start));
    return this.#span(mark < 0 ? { start, end: start } : { start: mark, end: mark + 3 });
  }

  #span({ start, end }: Range): Span {
    const { file, positionAt } = this.#source;
    return { file, start: positionAt(start), end: positionAt(end) };
  }

  #report(problem: Diagnostic): void {
    this.problems.push(problem);
  }
}

/** Puts the entries that could not be parsed back into the tree, as keys with an unreadable value. */
function withUnread(root: LocatedNode | undefined, unread: readonly UnreadEntry[]): LocatedNode | undefined {
  if (unread.length === 0) return root;
  const lost = unread.map(({ key, keyStart, end }): MappingEntry => {
    const keyEnd = keyStart + key.length;
    return {
      key: { kind: 'scalar', start: keyStart, end: keyEnd, text: key, plain: true, source: undefined },
      value: { kind: 'broken', start: keyEnd, end },
    };
  });
  const kept = root?.kind === 'mapping' ? root.entries.values() : [];
  const all = [...kept, ...lost].sort((a, b) => a.key.start - b.key.start);
  const end = all.reduce((last, { key, value }) => Math.max(last, key.end, value.end), 0);
  return {
    kind: 'mapping',
    start: all[0]?.key.start ?? 0,
    end,
    entries: new Map(all.map((entry) => [entry.key.text, entry])),
  };
}

/** A value that was left out stands behind its key. */
function leftOutAt(node: LocatedNode, offset: number): LocatedNode {
  return isNothing(node) ? { ...node, start: offset, end: offset } : node;
}

/** An item that was left out stands at its hyphen. */
function leftOutItem(text: string, node: LocatedNode, { start, end }: Frame): LocatedNode {
  if (!isNothing(node)) return node;
  const hyphen = text.indexOf('-', Math.max(start, end));
  return hyphen < 0 ? { ...node, start, end: start } : { ...node, start: hyphen, end: hyphen + 1 };
}

function isNothing(node: LocatedNode): boolean {
  return node.start < 0;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}
