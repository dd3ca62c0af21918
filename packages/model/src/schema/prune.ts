import type { Path } from '../content.ts';
import type { LocatedNode, MappingEntry, MappingNode } from '../yaml/located.ts';
import type { Fault } from './fault.ts';

/** Names of things: a wrong one is still a text, and the other checks know that it may be unknown. */
const stillUseful = new Set(['entityType', 'identifier', 'alertProperty']);

/**
 * The parts of a tree that a value cannot keep and still have the type that its reader declares. Limits do not count:
 * a text that is too long is a text.
 */
export function misfits(faults: readonly Fault[]): readonly Path[] {
  return faults.flatMap((fault): readonly Path[] => {
    switch (fault.kind) {
      case 'type':
      case 'forbidden':
        return [fault.path];
      case 'notOneOf':
        return stillUseful.has(String(fault.path.at(-1))) ? [] : [fault.path];
      case 'unknownKey':
        return [[...fault.path, fault.key]];
      case 'missing':
      case 'notExactlyOne':
        return fault.path.length > 0 ? [fault.path] : [];
      default:
        return [];
    }
  });
}

/** The tree without the entries and items at these paths. */
export function prune(root: MappingNode, paths: readonly Path[]): MappingNode {
  const gone = new Set(paths.map((path) => JSON.stringify(path)));
  const keep = (node: LocatedNode, path: Path): LocatedNode => {
    if (node.kind === 'mapping') return keepMapping(node, path);
    if (node.kind !== 'sequence') return node;
    const items = node.items.flatMap((item, i) =>
      gone.has(JSON.stringify([...path, i])) ? [] : [keep(item, [...path, i])],
    );
    return { ...node, items };
  };
  const keepMapping = (node: MappingNode, path: Path): MappingNode => {
    const entries = new Map<string, MappingEntry>();
    for (const [text, { key, value }] of node.entries) {
      const inner = [...path, text];
      if (!gone.has(JSON.stringify(inner))) entries.set(text, { key, value: keep(value, inner) });
    }
    return { ...node, entries };
  };
  return keepMapping(root, []);
}
