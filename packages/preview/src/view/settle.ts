import type { DropDownParameter, HiddenParameter, WorkbookParameter } from '@picket/model';
import type { Answer, Choice, Choices, WorkbookData } from '../page-data.ts';
import { choicesRead, isTexts, parameterParts } from './parts.ts';

/** One entry of a drop-down. */
export interface DropDownOption {
  readonly value: string;
  readonly label: string;
  readonly selected: boolean;
  readonly group?: string;
}

/** Drop-downs' entries by the parameter's key, and what is chosen now. */
export interface Settled {
  readonly choices: Choices;
  readonly options: ReadonlyMap<string, readonly DropDownOption[]>;
  readonly problems: ReadonlyMap<string, Answer['problems']>;
}

type Asking = DropDownParameter | HiddenParameter;

/**
 * Asks the queries of drop-downs and hidden parameters, in the order of the source, as a later one may read an earlier.
 * A drop-down without a choice takes the entries that its query selects, or, where a value is needed, its first.
 *
 * @param ask answers a question; what fails is in the answer's problems
 * @param changed names whose dependants are asked again; all when missing
 */
export async function settle(
  data: WorkbookData,
  choices: Choices,
  ask: (key: string, read: Choices) => Promise<Answer>,
  before?: { readonly settled: Settled; readonly changed: ReadonlySet<string> },
): Promise<Settled> {
  const now: Record<string, Choice> = { ...choices };
  const options = new Map(before?.settled.options);
  const problems = new Map(before?.settled.problems);
  const changed = new Set(before?.changed);
  for (const { key, part } of parameterParts(data.source)) {
    if (part.type === 'drop-down' && part.options) options.set(key, listed(part));
    if (!asks(part)) continue;
    const reads = data.reads[key] ?? [];
    if (before && !reads.some((name) => changed.has(name))) continue;
    const answer = await ask(key, choicesRead(reads, now));
    problems.set(key, answer.problems);
    const old = JSON.stringify(now[part.parameter]);
    if (part.type === 'query') now[part.parameter] = textOf(answer.rows?.[0]?.[0]);
    else {
      const found = [...listed(part), ...optionsOf(answer)];
      options.set(key, found);
      now[part.parameter] = chosen(part, now[part.parameter], found);
    }
    if (JSON.stringify(now[part.parameter]) !== old) changed.add(part.parameter);
  }
  return { choices: now, options, problems };
}

const asks = (parameter: WorkbookParameter): parameter is Asking & { readonly query: string } =>
  (parameter.type === 'query' || parameter.type === 'drop-down') && parameter.query !== undefined;

function listed({ options = [] }: DropDownParameter): readonly DropDownOption[] {
  return options.map(({ value, label }) => ({ value, label: label ?? value, selected: false }));
}

/** Columns value, label, selected and group, in this order: https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-dropdowns */
function optionsOf({ rows = [] }: Answer): readonly DropDownOption[] {
  return rows.map(([value, label, selected, group]) => ({
    value: textOf(value),
    label: textOf(label) || textOf(value),
    selected: selected === true || selected === 1,
    ...(group === undefined || group === null ? {} : { group: textOf(group) }),
  }));
}

function chosen(parameter: DropDownParameter, choice: Choice | undefined, found: readonly DropDownOption[]): Choice {
  const known = new Set([...found.map(({ value }) => value), ...(parameter.all === undefined ? [] : [parameter.all])]);
  const texts = choice === undefined ? [] : typeof choice === 'string' ? [choice] : isTexts(choice) ? choice : [];
  const kept = texts.filter((text) => text !== '' && known.has(text));
  const selected = found.filter((option) => option.selected).map(({ value }) => value);
  const first = parameter.required && found[0] ? [found[0].value] : [];
  const wanted = [kept, parameter.all === undefined ? [] : [parameter.all], selected, first].find(
    (each) => each.length > 0,
  );
  return parameter.multiple ? (wanted ?? []) : (wanted?.[0] ?? '');
}

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
