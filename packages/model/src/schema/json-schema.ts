import { readFileSync } from 'node:fs';
import { entryOf, type LocatedNode, type MappingNode } from '../yaml/located.ts';

/** The part of JSON Schema (draft 7) that the schemas of this package use, with their own `x-` keywords. */
export interface JsonSchema {
  readonly type?: SchemaType | readonly SchemaType[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly allOf?: readonly unknown[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  /** Which form a mapping has: a key that it has, or the value of a key. */
  readonly if?: FormCondition;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  /** What the pattern asks for, in words that follow "must be". */
  readonly 'x-form'?: string;
  /** `any`: read into the enum's spelling in silence; `warn`: the same with a problem. */
  readonly 'x-letterCase'?: 'any' | 'warn';
  /** At the top of a schema: keys in another letter case are taken, with a problem. */
  readonly 'x-keyCase'?: 'warn';
  /** Least and greatest duration, as durations. */
  readonly 'x-duration'?: DurationRange;
  /** Of these keys a mapping has exactly one. */
  readonly 'x-exactlyOneOf'?: readonly string[];
  /** An empty text is a value, not a key without one. */
  readonly 'x-emptyIsValue'?: boolean;
}

export type SchemaType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

interface FormCondition {
  readonly required: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

export interface DurationRange {
  readonly minimum: string;
  readonly maximum: string;
}

export type SchemaName = 'rule' | 'rule-test' | 'connector' | 'settings' | 'category-package' | 'workbook';

/** The schema of a kind of file, as editors bind it. */
export function loadSchema(name: SchemaName): JsonSchema {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

/**
 * The same schema with the definitions that it refers to in the places of the references. A definition that refers to
 * itself makes it a graph without an end: for walking along a value, not for printing.
 */
export function withDefinitions(schema: JsonSchema): JsonSchema {
  const { definitions = {} } = schema;
  const linked = new Map<object, object>();
  const link = (part: object): object => {
    const known = linked.get(part);
    if (known) return known;
    const name = '$ref' in part && typeof part.$ref === 'string' ? part.$ref.replace('#/definitions/', '') : undefined;
    const target = name === undefined ? undefined : definitions[name];
    if (target) return link(target);
    const copy: object = Array.isArray(part) ? [] : {};
    linked.set(part, copy);
    for (const [key, inner] of Object.entries(part)) {
      Reflect.set(copy, key, typeof inner === 'object' && inner !== null ? link(inner) : inner);
    }
    return copy;
  };
  return Object.keys(definitions).length > 0 ? link(schema) : schema;
}

/** The schema of the form that a node has, where a schema tells forms apart. */
export function schemaOfForm(schema: JsonSchema, node: LocatedNode): JsonSchema {
  const { if: condition } = schema;
  if (!condition) return schema;
  const form = node.kind === 'mapping' && hasForm(node, condition) ? schema.then : schema.else;
  return form ? schemaOfForm(form, node) : schema;
}

function hasForm(node: MappingNode, { required, properties = {} }: FormCondition): boolean {
  return required.every((key) => {
    const value = entryOf(node, key)?.value;
    const allowed = properties[key]?.enum;
    return value !== undefined && (!allowed || (value.kind === 'scalar' && allowed.includes(value.text)));
  });
}

/** The schema of an object's property; empty when the schema says nothing about it. */
export function schemaOfProperty(schema: JsonSchema, key: string): JsonSchema {
  const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  const found = known ?? schema.additionalProperties;
  return typeof found === 'object' ? found : {};
}
