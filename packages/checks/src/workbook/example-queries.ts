import {
  type FilledText,
  fillReferences,
  type ParameterFacts,
  type ParameterReference,
  type ParameterValue,
} from '@picket/workbooks';
import { codeOnly } from '../kql-text.ts';

/** A query of a workbook with an example in the place of each parameter. */
export interface ExampleQuery extends FilledText {
  /** References whose example is a guess: nothing tells whether a number, a text or a part of the query belongs there. */
  readonly guessed: readonly ParameterReference[];
  /** A guess may stand for a column, or for more than that: which columns come out is not known. */
  readonly mayHideColumns: boolean;
}

const exampleTime: ParameterValue = {
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-03-02T00:00:00Z'),
  last: 'P1D',
};

const exampleId = '/subscriptions/00000000-0000-0000-0000-000000000000';
const exampleTexts: Readonly<Record<Exclude<ParameterFacts['kind'], 'time-range'>, string>> = {
  text: 'example',
  choice: 'example',
  subscription: exampleId,
  resource: `${exampleId}/resourceGroups/example/providers/Microsoft.OperationalInsights/workspaces/example`,
};

/** What a guess tries in turn where the example stands on its own: a number, a text, a truth, a column. */
const guesses = ['1', '"example"', 'true', 'TimeGenerated'];

/** What a value stands behind, and never a column alone that the output is made of. */
const beforeValue = /(?:[<>=!]=?|=~|\b(?:top|take|limit)|\bago\()\s*$/;

/**
 * The query with its parameters filled in by type: a default or listed value where there is one, a literal where the
 * form of the parameter tells that it is one. Where neither is so, several examples, of which the first that the
 * analyser takes is the one to go on with.
 */
export function exampleQueries(
  query: string,
  parameters: ReadonlyMap<string, ParameterFacts>,
): readonly [ExampleQuery, ...ExampleQuery[]] {
  const code = codeOnly(query);
  const isInString = ({ start, end }: ParameterReference) => code.slice(start, end).trim() === '';
  const isGuess = (reference: ParameterReference, facts: ParameterFacts): boolean => {
    if (facts.kind === 'time-range' || facts.samples.length > 0 || isInString(reference)) return false;
    return !(facts.multiple && /["']/.test(facts.quote));
  };
  const filledWith = (guess: string): ExampleQuery => {
    const guessed: ParameterReference[] = [];
    const filled = fillReferences(
      query,
      parameters,
      (reference, facts) => {
        if (facts.kind === 'time-range') return exampleTime;
        if (!isGuess(reference, facts)) return { texts: [facts.samples[0] ?? exampleTexts[facts.kind]] };
        guessed.push(reference);
        return { texts: [guess] };
      },
      'query',
    );
    const mayHideColumns = guessed.some(({ start }) => !beforeValue.test(query.slice(0, start)));
    return { ...filled, guessed, mayHideColumns };
  };
  const [first = '1', ...others] = guesses;
  const example = filledWith(first);
  return [example, ...(example.guessed.length > 0 ? others.map(filledWith) : [])];
}
