import type { Path } from '../content.ts';
import { coreValue } from '../yaml/core-schema.ts';
import { isLeftOut, type LocatedNode, type MappingNode, type ScalarNode } from '../yaml/located.ts';
import { setOwn } from '../yaml/plain-value.ts';
import { type JsonSchema, schemaOfForm, schemaOfProperty } from './json-schema.ts';

/** What was put right while reading, for the family of the file to judge. */
export type Remark =
  | { readonly kind: 'emptyValue'; readonly path: Path }
  /** Only letter case differs. */
  | { readonly kind: 'letterCase'; readonly path: Path; readonly written: string; readonly right: string }
  /** A key is written in another letter case; `path` has the right one. */
  | { readonly kind: 'keyCase'; readonly path: Path; readonly written: string; readonly right: string }
  /** Blanks, hyphens or the like differ too. */
  | { readonly kind: 'spelling'; readonly path: Path; readonly written: string; readonly right: string };

/**
 * Reads a tree as its schema means it. A scalar becomes what its key asks for, as in the tools of Sentinel, which take
 * all scalars for text first: `version: 1.0` is the text 1.0, `triggerThreshold: "0"` the number 0. An optional key
 * without a value, or with '' for one, counts as not given; where the schema names no keys, null is a value. What does
 * not fit the schema is passed on as it is.
 */
export function typedValue(root: MappingNode, schema: JsonSchema): { value: unknown; remarks: readonly Remark[] } {
  const remarks: Remark[] = [];
  return { value: read(root, schema, [], remarks), remarks };
}

function read(node: LocatedNode, general: JsonSchema, path: Path, remarks: Remark[]): unknown {
  const schema = schemaOfForm(general, node);
  switch (node.kind) {
    case 'broken':
      return undefined;
    case 'scalar':
      return readScalar(node, schema, path, remarks);
    case 'sequence':
      return node.items.map((item, i) => read(item, schema.items ?? {}, [...path, i], remarks) ?? null);
    case 'mapping': {
      const value: Record<string, unknown> = {};
      for (const [key, entry] of node.entries) {
        const inner = [...path, key];
        const found = isWithoutEffect(entry.value, schema, key)
          ? remarkEmpty(inner, remarks)
          : read(entry.value, schemaOfProperty(schema, key), inner, remarks);
        if (found !== undefined) setOwn(value, key, found);
        else if (needsValue(entry.value, schema, key) || isData(entry.value, schema)) setOwn(value, key, null);
      }
      return value;
    }
  }
}

/** In a mapping with names of the author's own, each of them must have a value. */
function needsValue(node: LocatedNode, schema: JsonSchema, key: string): boolean {
  const isKnown = schema.properties !== undefined && Object.hasOwn(schema.properties, key);
  return node.kind === 'scalar' && !isKnown && typeof schema.additionalProperties === 'object';
}

/** Where the schema leaves all keys to the author, null is a value as any other. */
function isData(node: LocatedNode, schema: JsonSchema): boolean {
  return node.kind === 'scalar' && schema.properties === undefined && schema.additionalProperties === undefined;
}

/** '' for an optional key of the schema: whatever its type, the author gave nothing. */
function isWithoutEffect(node: LocatedNode, schema: JsonSchema, key: string): boolean {
  if (node.kind !== 'scalar' || node.plain || schema.required?.includes(key)) return false;
  const isKnown = schema.properties !== undefined && Object.hasOwn(schema.properties, key);
  return isKnown && node.text.trim() === '' && !schemaOfProperty(schema, key)['x-emptyIsValue'];
}

function remarkEmpty(path: Path, remarks: Remark[]): undefined {
  remarks.push({ kind: 'emptyValue', path });
  return undefined;
}

function readScalar(node: ScalarNode, schema: JsonSchema, path: Path, remarks: Remark[]): unknown {
  if (isLeftOut(node)) return undefined;
  // Of several types the widest that a scalar can have; a number beside a text is told by how it is written.
  const type = typeof schema.type === 'object' && !schema.type.includes('number') ? 'string' : schema.type;
  switch (type) {
    case 'string':
      return inRightCase(node.text, schema, path, remarks);
    case 'integer':
      return /^[-+]?\d+(?:\.0+)?$/.test(node.text.trim()) ? Number(node.text) : node.text;
    case 'boolean':
      return /^(?:true|false)$/i.test(node.text) ? node.text.toLowerCase() === 'true' : node.text;
    default:
      return coreValue(node);
  }
}

function inRightCase(text: string, schema: JsonSchema, path: Path, remarks: Remark[]): string {
  const rule = schema['x-letterCase'];
  if (!rule || !schema.enum || schema.enum.includes(text)) return text;
  const lower = text.toLowerCase();
  const letters = lower.replace(/[^a-z]/g, '');
  const right = schema.enum.find((value) => value.toLowerCase() === (rule === 'any' ? lower : letters));
  if (right === undefined) return text;
  if (rule === 'warn') {
    remarks.push({ kind: letters === lower ? 'letterCase' : 'spelling', path, written: text, right });
  }
  return right;
}
