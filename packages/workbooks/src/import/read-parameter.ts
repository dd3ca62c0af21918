import { toIsoDuration, type WorkbookParameter } from '@picket/model';
import { isObject, numberOf, objectsIn, textOf, type UnknownObject, wordOf } from '../azure/json.ts';
import { resourceGroups } from '../compile/parameters.ts';
import type { TimeWord } from './read-tile.ts';

/** What the source says of a field besides its type. */
type Common = Omit<WorkbookParameter, 'type' | 'default'>;

type Reader = (parameter: UnknownObject, common: Common, timeOf: TimeWord) => WorkbookParameter | undefined;

/** A reader a type of Azure's; other types have no form in the source. */
const readers: Readonly<Record<number, Reader>> = {
  1: (parameter, common, timeOf) => {
    if (textOf(parameter.query)) return computed(parameter, common, timeOf);
    const value = textOf(parameter.value);
    return { ...common, type: 'text', ...(value ? { default: value } : {}) };
  },
  2: (parameter, common, timeOf) =>
    parameter.query === resourceGroups
      ? { ...common, type: 'resource-group', ...chosenResource(parameter) }
      : dropDown(parameter, common, timeOf),
  4: timeRange,
  5: resource,
  6: (parameter, common) => ({ ...common, type: 'subscription', ...chosenResource(parameter) }),
  // An options group is a drop-down that shows its few values side by side.
  10: dropDown,
};

/** A field in the words of the source; undefined where there is no form for it. */
export function readParameter(parameter: UnknownObject, timeOf: TimeWord): WorkbookParameter | undefined {
  const name = textOf(parameter.name);
  if (!name || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const [label, description] = [textOf(parameter.label), textOf(parameter.description)];
  const common: Common = {
    parameter: name,
    ...(label ? { label } : {}),
    ...(description ? { description } : {}),
    ...(parameter.isRequired === true ? { required: true } : {}),
    ...(parameter.isHiddenWhenLocked === true ? { hidden: true } : {}),
  };
  return readers[numberOf(parameter.type)]?.(parameter, common, timeOf);
}

/** A text that a query fills in. */
function computed(parameter: UnknownObject, common: Common, timeOf: TimeWord): WorkbookParameter | undefined {
  if (!isLogQuery(parameter)) return undefined;
  const { hidden, ...shown } = common;
  return { ...shown, type: 'query', query: textOf(parameter.query) ?? '', ...timeOf(parameter) };
}

function isLogQuery({ queryType, resourceType }: UnknownObject): boolean {
  return (queryType ?? 0) === 0 && resourceType === 'microsoft.operationalinsights/workspaces';
}

function timeRange(parameter: UnknownObject, common: Common): WorkbookParameter | undefined {
  const settings = isObject(parameter.typeSettings) ? parameter.typeSettings : {};
  const first = durationOf(parameter.value);
  const options = objectsIn(settings.selectableValues).map(({ object }) => durationOf(object));
  if (!first || options.includes(undefined)) return undefined;
  return {
    ...common,
    type: 'time-range',
    ...(options.length > 0 ? { options: options.filter((option) => option !== undefined) } : {}),
    ...(settings.allowCustom === true ? { custom: true } : {}),
    default: first,
  };
}

const shortest = 300_000;
const longest = 31_536_000_000;

/** Whole minutes, of which the source takes those that a workspace can have. */
function durationOf(value: unknown): string | undefined {
  const milliseconds = isObject(value) ? numberOf(value.durationMs) : Number.NaN;
  if (!(milliseconds >= shortest && milliseconds <= longest) || milliseconds % 60_000 !== 0) return undefined;
  return toIsoDuration(`PT${milliseconds / 60_000}M`);
}

function dropDown(parameter: UnknownObject, common: Common, timeOf: TimeWord): WorkbookParameter | undefined {
  const settings = isObject(parameter.typeSettings) ? parameter.typeSettings : {};
  const source = sourceOf(parameter, timeOf);
  if (!source) return undefined;
  const multiple = parameter.multiSelect === true;
  const all = textOf(settings.selectAllValue);
  const [quote, delimiter] = [textOf(parameter.quote), textOf(parameter.delimiter)];
  const initial = chosenIn(parameter.value, all);
  return {
    ...common,
    type: 'drop-down',
    ...source,
    ...(multiple ? { multiple } : {}),
    ...(all ? { all } : {}),
    ...(initial === undefined ? {} : { default: initial }),
    ...(multiple && quote !== undefined && quote !== "'" ? { quote } : {}),
    ...(multiple && delimiter && delimiter !== ',' ? { delimiter } : {}),
  };
}

type Source =
  | { readonly options: readonly { readonly value: string; readonly label?: string }[] }
  | { readonly query: string; readonly time?: string };

function sourceOf(parameter: UnknownObject, timeOf: TimeWord): Source | undefined {
  const list = textOf(parameter.jsonData);
  if (list) return optionsOf(list);
  const query = textOf(parameter.query);
  return query && isLogQuery(parameter) ? { query, ...timeOf(parameter) } : undefined;
}

function optionsOf(jsonData: string): Source | undefined {
  try {
    const list: unknown = JSON.parse(jsonData);
    if (!Array.isArray(list)) return undefined;
    const options = list.flatMap((each: unknown) => {
      if (typeof each === 'string') return [{ value: each }];
      const value = isObject(each) ? textOf(each.value) : undefined;
      const label = isObject(each) ? textOf(each.label) : undefined;
      return value === undefined ? [] : [{ value, ...(label && label !== value ? { label } : {}) }];
    });
    return options.length > 0 && options.length === list.length ? { options } : undefined;
  } catch {
    return undefined;
  }
}

/** What is chosen at first, with the text that stands for all in place of Azure's word. */
function chosenIn(value: unknown, all: string | undefined): string | readonly string[] | undefined {
  const texts = [value].flat().filter((each) => typeof each === 'string' && each !== '');
  if (texts.length === 0) return undefined;
  const words = texts.map((text) => (text === 'value::all' && all ? all : String(text)));
  return Array.isArray(value) && words.length > 1 ? words : words[0];
}

const workspaces = 'microsoft.operationalinsights/workspaces';

/** Which resources there are to choose, Azure may find by a query of its own, which is laid over. */
function resource(parameter: UnknownObject, common: Common): WorkbookParameter {
  const settings = isObject(parameter.typeSettings) ? parameter.typeSettings : {};
  const kinds = isObject(settings.resourceTypeFilter) ? Object.keys(settings.resourceTypeFilter) : [];
  const areWorkspaces =
    kinds.length > 0
      ? kinds.every((kind) => kind === workspaces)
      : wordOf(parameter.query).toLowerCase().includes(workspaces);
  if (areWorkspaces) return { ...common, type: 'workspace', ...chosenResource(parameter) };
  return {
    ...common,
    type: 'resource',
    ...(kinds.length > 0 ? { resourceTypes: kinds } : {}),
    ...chosenResource(parameter),
  };
}

function chosenResource({ value, multiSelect }: UnknownObject): {
  readonly multiple?: true;
  readonly default?: string;
} {
  const texts = [value].flat().filter((each) => typeof each === 'string' && each !== '' && each !== 'value::1');
  return {
    ...(multiSelect === true ? { multiple: true } : {}),
    ...(texts.length === 1 ? { default: String(texts[0]) } : {}),
  };
}
