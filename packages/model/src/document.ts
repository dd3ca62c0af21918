import { invariant, type Span } from '@picket/diagnostics';
import type { Document, Path } from './content.ts';
import type { SourceText } from './yaml/decode.ts';
import { entryOf, type LocatedNode, type MappingNode, type ScalarNode } from './yaml/located.ts';
import { mapScalar, type ScalarMap } from './yaml/segments.ts';

interface Found {
  readonly node: LocatedNode;
  readonly key: ScalarNode | undefined;
  /** Whether the whole path exists, not only a beginning of it. */
  readonly whole: boolean;
}

/** Binds a value to the tree it was read from; the tree must be the one whose paths the value has. */
export function documentOf<T>(source: SourceText, root: MappingNode, value: T): Document<T> {
  const { file, text, positionAt } = source;
  const span = (start: number, end: number): Span => ({ file, start: positionAt(start), end: positionAt(end) });
  const maps = new Map<ScalarNode, ScalarMap>();
  const mapOf = (node: ScalarNode): ScalarMap => {
    invariant(node.source, 'a scalar without a source has nothing to map');
    const map = maps.get(node) ?? mapScalar(text, node.source);
    maps.set(node, map);
    return map;
  };
  const keyAt = (path: Path): Span => {
    const { node, key } = find(root, path);
    if (key) return span(key.start, key.end);
    if (node === root) return span(root.start, root.start);
    const first = node.kind === 'mapping' ? node.entries.values().next().value?.key : undefined;
    return first ? span(first.start, first.end) : span(node.start, node.end);
  };
  const at = (path: Path): Span => {
    const { node, whole } = find(root, path);
    const isLeftOut = node.start === node.end;
    return whole && !isLeftOut && node.kind !== 'broken' ? span(node.start, node.end) : keyAt(path);
  };
  return {
    file,
    text,
    value,
    at,
    keyAt,
    within(path, start, end) {
      const { node, whole } = find(root, path);
      if (!whole || node.kind !== 'scalar' || !node.source) return at(path);
      const range = mapOf(node).sourceOf(start, end);
      return span(range.start, range.end);
    },
  };
}

function find(root: MappingNode, path: Path): Found {
  let found: Found = { node: root, key: undefined, whole: true };
  for (const step of path) {
    const { node } = found;
    const entry = typeof step === 'string' ? entryOf(node, step) : undefined;
    const item = typeof step === 'number' && node.kind === 'sequence' ? node.items[step] : undefined;
    if (entry) found = { node: entry.value, key: entry.key, whole: true };
    else if (item) found = { node: item, key: undefined, whole: true };
    else return { ...found, whole: false };
  }
  return found;
}
