import type { Place } from './formats/format.ts';
import { formatted, hasFormat } from './formats/index.ts';
import type { ParameterFacts } from './parameter-facts.ts';
import type { ParameterValue } from './parameter-value.ts';
import { type ParameterReference, referencesIn } from './references.ts';

export interface Offsets {
  readonly start: number;
  readonly end: number;
}

/** A reference of the source and what became of it. */
export interface ParameterUse extends ParameterReference {
  /**
   * - `filled`: with the parameter's value
   * - `unset`: there is the parameter, it has no value; filled with the empty text, while Azure lets the item wait
   * - `unknown-parameter`: left as it is; braces may mean something else
   * - `unknown-format`, `uncomputable`: left as it is; the parameter has no such format, or its value cannot be had here
   */
  readonly became: 'filled' | 'unset' | 'unknown-parameter' | 'unknown-format' | 'uncomputable';
  /** Where it stands in the filled text. */
  readonly filled: Offsets;
}

export interface FilledText {
  readonly text: string;
  readonly uses: readonly ParameterUse[];
  /** A stretch of the filled text in the source. What lies within a filled-in value stands at the whole reference. */
  readonly sourceOf: (start: number, end: number) => Offsets;
}

/**
 * Fills `{Parameter}` and `{Parameter:format}` in as Azure workbooks do: bare, without any escaping that the format
 * does not ask for.
 *
 * @param parameters every parameter that the workbook has, by name
 * @param values those of them that have a value
 * @param place a query gets literals of KQL where a text gets words for readers
 */
export function fillText(
  text: string,
  parameters: ReadonlyMap<string, ParameterFacts>,
  values: ReadonlyMap<string, ParameterValue>,
  place: Place,
): FilledText {
  return fillReferences(text, parameters, ({ name }) => values.get(name), place);
}

/** As `fillText`, where a parameter's value depends on the place that it is filled in at. */
export function fillReferences(
  text: string,
  parameters: ReadonlyMap<string, ParameterFacts>,
  valueAt: (reference: ParameterReference, facts: ParameterFacts) => ParameterValue | undefined,
  place: Place,
): FilledText {
  let filled = '';
  let copied = 0;
  const uses = referencesIn(text).map((reference): ParameterUse => {
    filled += text.slice(copied, reference.start);
    copied = reference.end;
    const start = filled.length;
    const { became, by } = replacementOf(reference, parameters, valueAt, place);
    filled += by ?? text.slice(reference.start, reference.end);
    return { ...reference, became, filled: { start, end: filled.length } };
  });
  filled += text.slice(copied);
  return { text: filled, uses, sourceOf: wayBack(uses) };
}

interface Replacement {
  readonly became: ParameterUse['became'];
  readonly by?: string;
}

function replacementOf(
  reference: ParameterReference,
  parameters: ReadonlyMap<string, ParameterFacts>,
  valueAt: (reference: ParameterReference, facts: ParameterFacts) => ParameterValue | undefined,
  place: Place,
): Replacement {
  const { name, format = '' } = reference;
  const facts = parameters.get(name);
  if (!facts) return { became: 'unknown-parameter' };
  if (format !== '' && !hasFormat(facts.kind, format)) return { became: 'unknown-format' };
  const value = valueAt(reference, facts);
  if (!value) return { became: 'unset', by: '' };
  const by = formatted(value, facts, format, place);
  return by === undefined ? { became: 'uncomputable' } : { became: 'filled', by };
}

/** Offsets of the filled text → offsets of the source. */
function wayBack(uses: readonly ParameterUse[]): FilledText['sourceOf'] {
  const back = (offset: number, side: 'start' | 'end'): number => {
    let shift = 0;
    for (const { start, end, filled } of uses) {
      if (offset < filled.start || (offset === filled.start && side === 'end')) break;
      if (offset < filled.end || (offset === filled.end && side === 'end')) return side === 'start' ? start : end;
      shift = filled.end - end;
    }
    return offset - shift;
  };
  return (start, end) => {
    const from = back(start, 'start');
    return { start: from, end: start === end ? from : Math.max(from, back(end, 'end')) };
  };
}
