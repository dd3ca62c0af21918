import type { ParameterFacts } from '../parameter-facts.ts';
import type { ChosenValue } from '../parameter-value.ts';
import type { Format } from './format.ts';
import { valueAtPath } from './json-path.ts';

const options = 'Workbook parameters: Parameter formatting options';

/** What any parameter but a time range can be filled in as. */
export const chosenFormats: readonly Format<ChosenValue>[] = [
  { name: '', page: 'Workbook dropdown parameters: Dropdown parameter options', fill: asChosen },
  { name: 'value', page: 'Workbook dropdown parameters: Dropdown parameter options', fill: asChosen },
  { name: 'label', page: 'Workbook dropdown parameters: Dropdown parameter options', fill: labels },
  // Used in many workbooks that Microsoft publishes, on no page: the value inside a string literal of KQL.
  {
    name: 'escape',
    page: "Microsoft's published workbooks",
    fill: (value, facts) => kqlEscaped(asChosen(value, facts)),
  },
  { name: 'escapejson', page: options, fill: (value, facts) => jsonEscaped(asChosen(value, facts)) },
  { name: 'base64', page: options, fill: (value, facts) => base64(asChosen(value, facts)) },
  // TOML has a specification of its own; a value that needs it is shown where it is deployed.
  { name: 'tomltojson', page: options, fill: () => undefined },
  { name: 'json', page: 'JSONPath sample (Application-Insights-Workbooks)', fill: asChosen },
];

/** Several values as a list of literals, one value as it is. */
function asChosen(value: ChosenValue, { all, multiple, quote, delimiter }: ParameterFacts): string {
  const texts = value.isAll && all !== undefined ? [all] : value.texts;
  if (!multiple) return texts[0] ?? '';
  return texts.map((text) => `${quote}${text}${quote}`).join(delimiter);
}

function labels({ texts, labels: shown = [], isAll }: ChosenValue): string {
  return isAll ? 'All' : texts.map((text, index) => shown[index] ?? text).join(', ');
}

function kqlEscaped(text: string): string {
  return text
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** `{Parameter:$.a.b}`: empty where the value is no JSON, as the page says. */
export function atJsonPath(value: ChosenValue, facts: ParameterFacts, path: string): string | undefined {
  return valueAtPath(asChosen(value, { ...facts, multiple: false }), path);
}
