import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Json, JsonObject } from '../template.ts';
import { equalValues, isArray, isObject, typeOfValue, type ValueType } from '../value.ts';
import { below, place } from './run.ts';

/** Types of parameters, in lower case, and what values they take. */
const parameterTypes: Readonly<Record<string, ValueType>> = {
  string: 'string',
  securestring: 'string',
  int: 'int',
  bool: 'bool',
  object: 'object',
  secureobject: 'object',
  array: 'array',
};

/**
 * What is wrong with the value of a parameter: its type, its allowed values, its bounds.
 * Source: Microsoft Learn, "Parameters in ARM templates".
 */
export function parameterProblem(
  name: string,
  declaration: Json | undefined,
  value: Json,
  pointer: string,
): Diagnostic | undefined {
  if (!isObject(declaration)) {
    return diagnostic('ARM012', { where: place(pointer), what: `the parameter '${name}' must be an object` });
  }
  const { type } = declaration;
  const wants = typeof type === 'string' ? parameterTypes[type.toLowerCase()] : undefined;
  if (!wants) {
    const what = `the parameter '${name}' has no type that templates know`;
    return diagnostic('ARM012', { where: place(pointer), what });
  }
  const given = typeOfValue(value);
  if (given !== wants) return diagnostic('ARM011', { name, wants: `of type ${wants}`, given: `of type ${given}` });
  const allowed = declaration.allowedValues;
  if (isArray(allowed) && !allowed.some((item) => equalValues(item, value))) {
    return diagnostic('ARM011', { name, wants: 'one of its allowed values', given: 'another' });
  }
  return boundsProblem(name, declaration, value);
}

function boundsProblem(name: string, declaration: JsonObject, value: Json): Diagnostic | undefined {
  const size =
    typeof value === 'number' ? value : typeof value === 'string' || isArray(value) ? value.length : undefined;
  if (size === undefined) return undefined;
  const what = typeof value === 'number' ? 'value' : 'length';
  const [low, high] = what === 'value' ? ['minValue', 'maxValue'] : ['minLength', 'maxLength'];
  const least = declaration[low ?? ''];
  const most = declaration[high ?? ''];
  if (typeof least === 'number' && size < least) {
    return diagnostic('ARM011', { name, wants: `of ${what} ${least} or more`, given: String(size) });
  }
  if (typeof most === 'number' && size > most) {
    return diagnostic('ARM011', { name, wants: `of ${what} ${most} or less`, given: String(size) });
  }
  return undefined;
}

/**
 * The plain values of a parameter file or of a deployment's `parameters`: `{ name: { value } }` becomes `{ name: value }`.
 * A value that Azure would fetch from a key vault (`reference`) is refused.
 */
export function readParameterValues(
  parameters: JsonObject,
  pointer = '/parameters',
): Checked<Readonly<Record<string, Json>>> {
  const values: [string, Json][] = [];
  const problems: Diagnostic[] = [];
  for (const [name, entry] of Object.entries(parameters)) {
    const where = place(below(pointer, name));
    if (isObject(entry) && entry.value !== undefined) values.push([name, entry.value]);
    else if (isObject(entry) && entry.reference !== undefined) {
      const reason = 'secrets of a key vault are not read here';
      problems.push(diagnostic('ARM018', { where, what: `the reference of parameter '${name}'`, reason }));
    } else problems.push(diagnostic('ARM012', { where, what: `the parameter '${name}' has no 'value'` }));
  }
  return problems.length > 0 ? { problems } : { value: Object.fromEntries(values), problems };
}
