import type { Visibility, WorkbookItem, WorkbookLink } from '@picket/model';
import { isObject, numberOf, objectsIn, textOf, type UnknownObject, wordOf } from '../azure/json.ts';
import { itemTypes } from '../compile/notebook.ts';
import { readParameter } from './read-parameter.ts';
import { readTile, type TimeWord } from './read-tile.ts';

/** How much of an item is put into the words of the source: with its settings, without them, or nothing. */
export type Depth = 'whole' | 'without settings' | 'raw';

export interface Reading {
  /** How the item at a place of the JSON is read; `whole` where nothing is said. */
  readonly depthOf: (place: string) => Depth;
  /** Why it is raw. */
  readonly reasonOf: (place: string) => string | undefined;
  /** The name that the source gives it; missing where another item has it. */
  readonly nameOf: (item: UnknownObject) => string | undefined;
  readonly timeOf: TimeWord;
}

/** Where an item stands, as text: the indices from the outermost on. */
export function placeOf(indices: readonly number[]): string {
  return indices.join('/');
}

/** Items in the words of the source, those of groups within them. What has no words stays as it is, and says why. */
export function readItems(
  items: readonly UnknownObject[],
  reading: Reading,
  at: readonly number[],
): readonly WorkbookItem[] {
  return items.map((item, index) => readItem(item, reading, [...at, index]));
}

function readItem(item: UnknownObject, reading: Reading, at: readonly number[]): WorkbookItem {
  const place = placeOf(at);
  const content = isObject(item.content) ? item.content : {};
  const name = reading.nameOf(item);
  const depth = reading.depthOf(place);
  const formed = depth === 'raw' ? undefined : form(item, content, reading, at, depth);
  if (!formed || 'because' in formed) {
    const because = reading.reasonOf(place) ?? (formed && 'because' in formed ? formed.because : undefined);
    return { raw: item, ...(because === undefined ? {} : { because }) };
  }
  const width = numberOf(item.customWidth);
  const isWidth = Number.isInteger(width) && width >= 5 && width <= 100;
  const visibleWhen = conditionsOf(item);
  return {
    ...formed,
    ...(name === undefined ? {} : { name }),
    ...(isWidth ? { width } : {}),
    ...(visibleWhen ? { visibleWhen } : {}),
  };
}

interface Because {
  readonly because: string;
}

type Form = (
  content: UnknownObject,
  title: string,
  reading: Reading,
  at: readonly number[],
  depth: Depth,
) => WorkbookItem | Because;

/** A form a type of item. */
const forms: Readonly<Record<number, Form>> = {
  [itemTypes.text]: (content) => {
    const text = textOf(content.json);
    const style = styles.find((each) => each === content.style);
    return text ? { text, ...(style ? { style } : {}) } : { because: 'a text without text has no form in the source' };
  },
  [itemTypes.query]: (content, title, { timeOf }, _at, depth) => {
    const service = serviceOf(content);
    if (service !== undefined) return { because: `a query of ${service} has no form in the source` };
    const tile = readTile(content, title, timeOf, depth === 'whole');
    return (
      tile ?? {
        because: `rows as ${textOf(content.visualization) ?? 'the query renders them'} have no form in the source`,
      }
    );
  },
  [itemTypes.parameters]: ({ parameters }, _title, { timeOf }) => {
    const fields = objectsIn(parameters).map(({ object }) => ({ object, field: readParameter(object, timeOf) }));
    const unread = fields.find(({ field }) => field === undefined);
    if (unread) return { because: `the field ${wordOf(unread.object.name)} has no form in the source` };
    const read = fields.flatMap(({ field }) => field ?? []);
    return read.length > 0 ? { parameters: read } : { because: 'a row without fields has no form in the source' };
  },
  [itemTypes.links]: ({ links, style }) => {
    const read = objectsIn(links).map(({ object }) => readLink(object));
    const shown = linkStyles.find((each) => each === style);
    const whole = read.flatMap((link) => link ?? []);
    if (whole.length === 0 || whole.length < read.length)
      return { because: 'a link that does more has no form in the source' };
    return { links: whole, ...(shown ? { style: shown } : {}) };
  },
  [itemTypes.group]: (content, title, reading, at) => {
    const items = objectsIn(content.items).map(({ object }) => object);
    if (textOf(content.loadFromTemplateId)) return { because: 'a group that is loaded from a template' };
    if (items.length === 0) return { because: 'a group without items has no form in the source' };
    const { expandable, expanded } = content;
    return {
      group: textOf(content.title) || title,
      ...(expandable === true ? { collapsed: expanded !== true } : {}),
      items: readItems(items, reading, at),
    };
  },
};

const styles = ['info', 'success', 'warning', 'error', 'upsell'] as const;
const linkStyles = ['list', 'bullets', 'paragraph', 'nav', 'toolbar', 'tabs'] as const;

function form(
  item: UnknownObject,
  content: UnknownObject,
  reading: Reading,
  at: readonly number[],
  depth: Depth,
): WorkbookItem | Because {
  const title = textOf(item.name)?.trim() || `item ${at.map((index) => index + 1).join('.')}`;
  const read = forms[numberOf(item.type)];
  if (!read)
    return { because: item.type === 10 ? 'metrics have no form in the source' : 'its type has no form in the source' };
  return read(content, title, reading, at, depth);
}

/** The service that answers a query, where it is not Log Analytics on a workspace. */
function serviceOf({ queryType, resourceType }: UnknownObject): string | undefined {
  if ((queryType ?? 0) !== 0) return queryType === 1 ? 'Azure Resource Graph' : `the data source ${wordOf(queryType)}`;
  return resourceType === 'microsoft.operationalinsights/workspaces' ? undefined : `${wordOf(resourceType)}`;
}

function readLink({ linkTarget, linkLabel, cellValue, subTarget }: UnknownObject): WorkbookLink | undefined {
  const [label, value] = [textOf(linkLabel), textOf(cellValue)];
  if (!label || !value) return undefined;
  if (linkTarget === 'parameter') {
    return /^[A-Za-z_]\w*$/.test(value) ? { label, parameter: value, value: textOf(subTarget) ?? '' } : undefined;
  }
  return linkTarget === 'Url' && /^(?:https:\/\/|\{)/.test(value) ? { label, url: value } : undefined;
}

/** Conditions that compare with a text; undefined where there are none, or one compares otherwise. */
function conditionsOf({
  conditionalVisibility,
  conditionalVisibilities,
}: UnknownObject): readonly Visibility[] | undefined {
  const several = objectsIn(conditionalVisibilities);
  const all = (several.length > 0 ? several : objectsIn([conditionalVisibility])).map(({ object }) =>
    conditionOf(object),
  );
  const read = all.flatMap((condition) => condition ?? []);
  return read.length > 0 && read.length === all.length ? read : undefined;
}

function conditionOf({ parameterName, comparison, value }: UnknownObject): Visibility | undefined {
  const parameter = textOf(parameterName);
  const text = value === null || value === undefined ? '' : textOf(value);
  if (!parameter || text === undefined) return undefined;
  if (comparison === 'isEqualTo') return { parameter, is: text };
  return comparison === 'isNotEqualTo' ? { parameter, isNot: text } : undefined;
}
