import { azureDelimiter, azureQuote, type ParameterFacts, type ParameterKind } from '../parameters/parameter-facts.ts';
import { isObject, numberOf, objectsIn, textOf, type UnknownObject } from './json.ts';

/** Azure's numbers for the types of parameters, as published workbooks use them; 11 and 9 are text in several forms. */
const kinds: Readonly<Record<number, ParameterKind>> = {
  1: 'text',
  2: 'choice',
  4: 'time-range',
  5: 'resource',
  6: 'subscription',
  7: 'choice',
  8: 'choice',
  9: 'text',
  10: 'choice',
  11: 'choice',
};

/** What the JSON of a parameter says for filling it in; a type that is not known is a text. */
export function azureParameterFacts(parameter: UnknownObject): ParameterFacts {
  const settings = isObject(parameter.typeSettings) ? parameter.typeSettings : {};
  const all = textOf(settings.selectAllValue);
  return {
    kind: kinds[numberOf(parameter.type)] ?? 'text',
    multiple: parameter.multiSelect === true,
    quote: textOf(parameter.quote) ?? azureQuote,
    delimiter: textOf(parameter.delimiter) ?? azureDelimiter,
    ...(all === undefined || all === '' ? {} : { all }),
    samples: [...new Set([...valuesOf(parameter.value), ...listedValues(parameter.jsonData)])],
  };
}

/** A value may be a text, a number or a list; `value::…` are Azure's words for All, Any one and the like. */
function valuesOf(value: unknown): readonly string[] {
  return [value]
    .flat()
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map(String)
    .filter((text) => text !== '' && !text.startsWith('value::'));
}

/** The list of a drop-down is a JSON text: of texts, or of objects with a value. */
function listedValues(jsonData: unknown): readonly string[] {
  const text = textOf(jsonData);
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    const objects = objectsIn(list).flatMap(({ object }) => valuesOf(object.value));
    return objects.length > 0 || !Array.isArray(list) ? objects : valuesOf(list);
  } catch {
    return [];
  }
}
