/**
 * A YAML file as a tree whose parts know where they stand. Offsets count UTF-16 units of the text that was read
 * (without a byte order mark); `end` is the first offset behind the part.
 */
export type LocatedNode = ScalarNode | MappingNode | SequenceNode | BrokenNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** With the quotes; for a block scalar, its content. Equal to `end` for a value that was left out. */
  readonly start: number;
  readonly end: number;
  /** The decoded text, whatever type it may be read as: `1.0` stays `1.0`. */
  readonly text: string;
  /** A plain scalar may mean a number, a truth value or null; a quoted one is text. */
  readonly plain: boolean;
  readonly source: ScalarSource | undefined;
}

/** Where and how the text of a scalar is written, enough to decode it again place by place. */
export interface ScalarSource {
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly chomping: 'clip' | 'strip' | 'keep';
  /** Columns of indentation of a block scalar's content; negative when it has no content line. */
  readonly indent: number;
  /** Value and source are the same text. */
  readonly verbatim: boolean;
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: LocatedNode;
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly start: number;
  readonly end: number;
  /** By the text of the key, in the order of the file. */
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly start: number;
  readonly end: number;
  readonly items: readonly LocatedNode[];
}

/** A part that could not be read; the problem is reported, so nothing more is said about it. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly start: number;
  readonly end: number;
}

/** The entry of a mapping with this key, or undefined. */
export function entryOf(node: LocatedNode | undefined, key: string): MappingEntry | undefined {
  return node?.kind === 'mapping' ? node.entries.get(key) : undefined;
}

/** Whether the author wrote a key but no value. */
export function isLeftOut(node: LocatedNode): boolean {
  return node.kind === 'scalar' && node.plain && nullWords.has(node.text);
}

const nullWords = new Set(['', '~', 'null', 'Null', 'NULL']);
