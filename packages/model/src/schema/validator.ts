import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Path } from '../content.ts';
import { durationMinutes } from '../duration.ts';
import type { Fault, FaultKind } from './fault.ts';
import { type DurationRange, type JsonSchema, loadSchema, type SchemaName } from './json-schema.ts';

const validators = new Map<SchemaName, ValidateFunction>();

/**
 * Checks a value against a schema of this package: all faults, one for each place, in the order of the schema.
 * A schema is compiled when it is first needed (some 25 ms).
 */
export function faultsOf(name: SchemaName, value: unknown): readonly Fault[] {
  const validate = validators.get(name) ?? compile(name);
  validators.set(name, validate);
  if (validate(value)) return [];
  return onePerPlace((validate.errors ?? []).flatMap((error) => faultOf(error, value)));
}

function compile(name: SchemaName): ValidateFunction {
  // The schemas are ours and tested: nothing to validate about them, and optimising costs more than it gives.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  ajv.addKeyword({ keyword: 'x-duration', type: 'string', validate: isInRange, errors: false });
  ajv.addKeyword({ keyword: 'x-exactlyOneOf', type: 'object', validate: hasExactlyOne, errors: false });
  return ajv.compile(name === 'rule' ? withoutIdentifiers(loadSchema(name)) : loadSchema(name));
}

function hasExactlyOne(keys: readonly string[], value: object): boolean {
  return keys.filter((key) => Object.hasOwn(value, key)).length === 1;
}

/** A duration that cannot be read is the pattern's matter. */
function isInRange({ minimum, maximum }: DurationRange, text: string): boolean {
  const minutes = durationMinutes(text);
  if (minutes === undefined) return true;
  return minutes >= (durationMinutes(minimum) ?? 0) && minutes <= (durationMinutes(maximum) ?? Infinity);
}

/**
 * The schema without its 19 conditions on identifiers. They serve editors; here the table of entity types answers the
 * same question for a fraction of the compile time.
 */
function withoutIdentifiers(schema: JsonSchema): JsonSchema {
  const mappings = schema.properties?.entityMappings;
  if (typeof mappings !== 'object' || !mappings.items) return schema;
  const { allOf: _conditions, ...items } = mappings.items;
  return { ...schema, properties: { ...schema.properties, entityMappings: { ...mappings, items } } };
}

type Translate = (error: ErrorObject, path: Path) => Fault | undefined;

/** ajv's keywords in our words. A keyword that is not here only sums up others. */
const translations: Readonly<Record<string, Translate>> = {
  required: (e, path) => ({ kind: 'missing', path, key: e.params.missingProperty }),
  dependencies: (e, path) => ({ kind: 'missing', path, key: e.params.missingProperty }),
  additionalProperties: (e, path) => ({
    kind: 'unknownKey',
    path,
    key: e.params.additionalProperty,
    known: Object.keys(e.parentSchema?.properties ?? {}),
  }),
  'false schema': (_e, path) => ({ kind: 'forbidden', path }),
  type: (e, path) => ({ kind: 'type', path, expected: String(e.params.type), value: e.data }),
  enum: (e, path) => ({ kind: 'notOneOf', path, value: e.data, allowed: e.params.allowedValues }),
  pattern: (e, path) => {
    if (e.propertyName !== undefined) return { kind: 'keyForm', path, key: e.propertyName };
    return { kind: 'form', path, value: e.data, form: e.parentSchema?.['x-form'] ?? `like ${e.params.pattern}` };
  },
  maxLength: (e, path) => {
    if (e.propertyName !== undefined) {
      return { kind: 'keyForm', path, key: e.propertyName, maxLength: e.params.limit };
    }
    return { kind: 'tooLong', path, value: String(e.data), limit: e.params.limit };
  },
  minLength: (_e, path) => ({ kind: 'tooShort', path }),
  minimum: numberOutOfRange,
  maximum: numberOutOfRange,
  maxItems: (e, path) => ({ kind: 'tooMany', path, count: (e.data as unknown[]).length, limit: e.params.limit }),
  maxProperties: (e, path) => ({
    kind: 'tooMany',
    path,
    count: Object.keys(e.data as object).length,
    limit: e.params.limit,
  }),
  minItems: (_e, path) => ({ kind: 'tooFew', path }),
  minProperties: (_e, path) => ({ kind: 'tooFew', path }),
  'x-exactlyOneOf': (e, path) => {
    const keys = e.schema as readonly string[];
    return { kind: 'notExactlyOne', path, keys, found: keys.filter((key) => Object.hasOwn(e.data as object, key)) };
  },
  'x-duration': (e, path) => ({ kind: 'duration', path, value: e.data, range: e.schema as DurationRange }),
};

function numberOutOfRange(error: ErrorObject, path: Path): Fault {
  const { minimum = 0, maximum = 0 } = error.parentSchema ?? {};
  return { kind: 'number', path, value: error.data, range: [minimum, maximum] };
}

function faultOf(error: ErrorObject, value: unknown): readonly Fault[] {
  const fault = translations[error.keyword]?.(error, pathOf(error.instancePath, value));
  return fault ? [fault] : [];
}

/** A JSON pointer as a path: numbers where the value has a list. */
function pathOf(pointer: string, root: unknown): Path {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((token) => {
      const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
      return step;
    });
}

const weights: Partial<Record<FaultKind, number>> = { forbidden: 4, type: 3, tooShort: 2, tooLong: 2 };

/** Of several faults of one value, the one that explains the others: a wrong type before a wrong form. */
function onePerPlace(faults: readonly Fault[]): readonly Fault[] {
  const kept = new Map<string, Fault>();
  for (const fault of faults) {
    const place = JSON.stringify([fault.path, 'key' in fault ? fault.key : null]);
    const other = kept.get(place);
    if (!other || (weights[fault.kind] ?? 1) > (weights[other.kind] ?? 1)) kept.set(place, fault);
  }
  return [...kept.values()];
}
