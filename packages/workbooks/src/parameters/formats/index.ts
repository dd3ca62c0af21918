import type { ParameterFacts, ParameterKind } from '../parameter-facts.ts';
import { type ChosenValue, isTimeRangeValue, type ParameterValue } from '../parameter-value.ts';
import { atJsonPath, chosenFormats } from './chosen.ts';
import type { Format, Place } from './format.ts';
import { isKnownPath } from './json-path.ts';
import { resourceFormats, subscriptionFormats } from './resource.ts';
import { timeRangeFormats } from './time-range.ts';

/** Of two rows of one name the first holds. */
const chosenRows: Readonly<Record<Exclude<ParameterKind, 'time-range'>, readonly Format<ChosenValue>[]>> = {
  text: chosenFormats,
  choice: chosenFormats,
  resource: [...resourceFormats, ...chosenFormats],
  subscription: [...subscriptionFormats, ...chosenFormats],
};

/** The formats that a kind of parameter has, by name; the bare reference, which has no name, is left out. */
export function formatNames(kind: ParameterKind): readonly string[] {
  const rows = kind === 'time-range' ? timeRangeFormats : chosenRows[kind];
  return [...new Set(rows.map(({ name }) => name))].filter((name) => name !== '');
}

/** Whether `{Parameter:format}` means anything for such a parameter, in any letter case. */
export function hasFormat(kind: ParameterKind, format: string): boolean {
  if (format.startsWith('$')) return kind !== 'time-range' && isKnownPath(format);
  return formatNames(kind).some((name) => sameName(name, format));
}

/** What a reference with this format becomes; undefined where a value of this kind cannot be had in it. */
export function formatted(
  value: ParameterValue,
  facts: ParameterFacts,
  format: string,
  place: Place,
): string | undefined {
  if (isTimeRangeValue(value)) return fillRow(timeRangeFormats, value, facts, format, place);
  if (facts.kind === 'time-range') return undefined;
  if (format.startsWith('$')) return atJsonPath(value, facts, format);
  return fillRow(chosenRows[facts.kind], value, facts, format, place);
}

function fillRow<V>(
  rows: readonly Format<V>[],
  value: V,
  facts: ParameterFacts,
  format: string,
  place: Place,
): string | undefined {
  return rows.find(({ name }) => sameName(name, format))?.fill(value, facts, place);
}

/** Published workbooks write `:Label` and `:resourcegroup`, and work. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
