import type { Path } from '../content.ts';
import type { LocatedNode, MappingEntry, MappingNode } from '../yaml/located.ts';
import { type JsonSchema, schemaOfProperty } from './json-schema.ts';
import type { Remark } from './typed-value.ts';

/**
 * The tree with keys under the spelling of the schema where they differ in letter case only. The tools of Sentinel do
 * not mind the letter case of keys (Newtonsoft.Json and PowerShell do not), so such rules work.
 */
export function withRightKeys(
  root: MappingNode,
  schema: JsonSchema,
): { readonly root: MappingNode; readonly remarks: readonly Remark[] } {
  const remarks: Remark[] = [];
  if (schema['x-keyCase'] !== 'warn') return { root, remarks };
  return { root: rightMapping(root, schema, [], remarks), remarks };
}

function right(node: LocatedNode, schema: JsonSchema, path: Path, remarks: Remark[]): LocatedNode {
  if (node.kind === 'mapping') return rightMapping(node, schema, path, remarks);
  if (node.kind !== 'sequence' || !schema.items) return node;
  const { items: itemSchema } = schema;
  const items = node.items.map((item, i) => right(item, itemSchema, [...path, i], remarks));
  return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
}

function rightMapping(node: MappingNode, schema: JsonSchema, path: Path, remarks: Remark[]): MappingNode {
  if (!schema.properties) return node;
  const entries = new Map<string, MappingEntry>();
  let isSame = true;
  for (const [written, entry] of node.entries) {
    const name = rightKey(written, node, schema.properties);
    const inner = [...path, name];
    if (name !== written) remarks.push({ kind: 'keyCase', path: inner, written, right: name });
    const value = right(entry.value, schemaOfProperty(schema, name), inner, remarks);
    isSame &&= name === written && value === entry.value;
    entries.set(name, value === entry.value ? entry : { key: entry.key, value });
  }
  return isSame ? node : { ...node, entries };
}

function rightKey(written: string, node: MappingNode, known: NonNullable<JsonSchema['properties']>): string {
  if (Object.hasOwn(known, written)) return written;
  const lower = written.toLowerCase();
  const found = Object.keys(known).find((key) => key.toLowerCase() === lower);
  return found !== undefined && !node.entries.has(found) ? found : written;
}
