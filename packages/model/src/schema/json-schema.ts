import { readFileSync } from 'node:fs';

/** The part of JSON Schema (draft 7) that the schemas of this package use, with their own `x-` keywords. */
export interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly allOf?: readonly unknown[];
  /** What the pattern asks for, in words that follow "must be". */
  readonly 'x-form'?: string;
  /** `any`: read into the enum's spelling in silence; `warn`: the same with a problem. */
  readonly 'x-letterCase'?: 'any' | 'warn';
  /** At the top of a schema: keys in another letter case are taken, with a problem. */
  readonly 'x-keyCase'?: 'warn';
  /** Least and greatest duration, as durations. */
  readonly 'x-duration'?: DurationRange;
}

export interface DurationRange {
  readonly minimum: string;
  readonly maximum: string;
}

export type SchemaName = 'rule' | 'rule-test' | 'connector' | 'settings' | 'category-package';

/** The schema of a kind of file, as editors bind it. */
export function loadSchema(name: SchemaName): JsonSchema {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

/** The schema of an object's property; empty when the schema says nothing about it. */
export function schemaOfProperty(schema: JsonSchema, key: string): JsonSchema {
  const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  const found = known ?? schema.additionalProperties;
  return typeof found === 'object' ? found : {};
}
