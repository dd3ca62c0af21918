import type {
  ExportedParameter,
  Visibility,
  Workbook,
  WorkbookItem,
  WorkbookParameter,
  WorkbookTile,
} from '@picket/model';
import type { Choice, Choices } from '../page-data.ts';
import { sampleResource } from './sample-resources.ts';

/** An item or parameter with its key, the path in the source: `tabs/0/items/2`, `parameters/0`. */
export interface Part<T> {
  readonly key: string;
  readonly part: T;
}

/** All items in the order in which they are shown, groups before what is in them. */
export function itemParts(workbook: Workbook): readonly Part<WorkbookItem>[] {
  const inTabs = (workbook.tabs ?? []).flatMap((tab, i) => within(tab.items, `tabs/${i}/items`));
  return [...inTabs, ...within(workbook.items ?? [], 'items')];
}

/** The items of one list, with those of its groups. */
export function within(items: readonly WorkbookItem[], prefix: string): readonly Part<WorkbookItem>[] {
  return items.flatMap((part, i): readonly Part<WorkbookItem>[] => {
    const key = `${prefix}/${i}`;
    return 'group' in part ? [{ key, part }, ...within(part.items, `${key}/items`)] : [{ key, part }];
  });
}

/** All parameters that the workbook asks for, those above the tabs first. */
export function parameterParts(workbook: Workbook): readonly Part<WorkbookParameter>[] {
  const common = (workbook.parameters ?? []).map((part, i) => ({ key: `parameters/${i}`, part }));
  const inItems = itemParts(workbook).flatMap(({ key, part }) =>
    'parameters' in part ? part.parameters.map((each, i) => ({ key: `${key}/parameters/${i}`, part: each })) : [],
  );
  return [...common, ...inItems];
}

export const isTile = (item: WorkbookItem): item is WorkbookTile => 'query' in item && 'visualization' in item;

/** Every parameter that a click on a tile sets. */
export function exportsOf(workbook: Workbook): readonly ExportedParameter[] {
  return itemParts(workbook).flatMap(({ part }) => (isTile(part) ? (part.exports ?? []) : []));
}

/** The parameter that says which tab is shown. */
export const tabParameter = 'Tab';

/** What is chosen before anybody chooses. Drop-downs and hidden parameters that ask a query may change it (`settle`). */
export function initialChoices(workbook: Workbook): Choices {
  const choices: Record<string, Choice> = {};
  const [tab] = workbook.tabs ?? [];
  if (tab) choices[tabParameter] = tab.name;
  for (const { parameter, default: first } of exportsOf(workbook)) choices[parameter] ??= first ?? '';
  for (const { part } of parameterParts(workbook)) choices[part.parameter] = firstChoice(part);
  return choices;
}

function firstChoice(parameter: WorkbookParameter): Choice {
  switch (parameter.type) {
    case 'time-range':
      return { duration: parameter.default };
    case 'drop-down': {
      const given = parameter.default ?? parameter.all;
      const texts = given === undefined ? [] : typeof given === 'string' ? [given] : given;
      return parameter.multiple ? texts : (texts[0] ?? '');
    }
    case 'query':
      return '';
    case 'text':
      return parameter.default ?? '';
    default:
      return sampleResource(parameter.type)?.value ?? '';
  }
}

/** Whether all conditions hold. A parameter without a value equals the empty text; several values are one text with commas. */
export function isVisible(conditions: readonly Visibility[] | undefined, choices: Choices): boolean {
  return (conditions ?? []).every(({ parameter, is, isNot }) => {
    const value = choiceText(choices[parameter]);
    return is === undefined ? value !== (isNot ?? '') : value === is;
  });
}

/** A choice as one text. */
export function choiceText(choice: Choice | undefined): string {
  if (choice === undefined) return '';
  if (typeof choice === 'string') return choice;
  if (isTexts(choice)) return choice.join(',');
  return 'duration' in choice ? choice.duration : `${choice.from}/${choice.to}`;
}

export const isTexts = (choice: Choice): choice is readonly string[] => Array.isArray(choice);

/** The choices that a part's answer depends on, in the order of their names: equal for equal answers. */
export function choicesRead(reads: readonly string[], choices: Choices): Choices {
  return Object.fromEntries(
    [...reads].sort().flatMap((name) => (name in choices ? [[name, choices[name] ?? '']] : [])),
  );
}

/** Names an answer among those of a workbook. */
export function answerKey(key: string, read: Choices): string {
  return `${key} ${JSON.stringify(read)}`;
}
