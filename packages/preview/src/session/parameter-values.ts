import type { DropDownParameter, WorkbookParameter } from '@picket/model';
import type { ParameterValue } from '@picket/workbooks';
import type { Choice } from '../page-data.ts';
import { isTexts } from '../view/parts.ts';
import { spanOfChoice } from './time-span.ts';

/** What readers saw of each value of a drop-down. */
export type Labels = ReadonlyMap<string, string>;

/** A choice as what filling takes. Undefined for a span of time that is none. */
export function parameterValue(
  choice: Choice,
  parameter: WorkbookParameter | undefined,
  now: Date,
  labels: Labels,
): ParameterValue | undefined {
  if (typeof choice !== 'string' && !isTexts(choice)) {
    const span = spanOfChoice(choice, now);
    return span && { ...span, ...('duration' in choice ? { last: choice.duration } : {}) };
  }
  const texts = typeof choice === 'string' ? [choice] : choice;
  const all = parameter?.type === 'drop-down' ? parameter.all : undefined;
  const isAll = all !== undefined && texts.length === 1 && texts[0] === all;
  return { texts, labels: texts.map((text) => labels.get(text) ?? text), ...(isAll ? { isAll } : {}) };
}

/** Labels of the values that a drop-down lists itself. */
export const listedLabels = ({ options = [] }: DropDownParameter): Labels =>
  new Map(options.map(({ value, label }) => [value, label ?? value]));
