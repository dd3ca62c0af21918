import { isObject, numberOf, objectsIn, textOf, type UnknownObject, wordOf } from '../azure/json.ts';
import { itemTypes } from '../compile/notebook.ts';

/**
 * An item of Azure's JSON without what makes no difference: ids and versions, members whose value is what their absence
 * means, settings that nothing looks at. Two items that mean the same have the same canonical form.
 */
export function canonicalItem(written: UnknownObject): UnknownObject {
  const item = compact(written);
  const content = isObject(item.content) ? item.content : {};
  const { name, conditionalVisibility, conditionalVisibilities, customWidth, ...rest } = item;
  return compact({
    ...rest,
    customWidth: customWidth === undefined || customWidth === null ? undefined : wordOf(customWidth),
    ...conditions(conditionalVisibility, conditionalVisibilities),
    content: canonicalContent(numberOf(item.type), content),
  });
}

function canonicalContent(type: number, content: UnknownObject): UnknownObject {
  const { version, ...own } = content;
  if (type === itemTypes.query) return canonicalQuery(own);
  if (type === itemTypes.parameters) return canonicalParameters(own);
  if (type === itemTypes.links)
    return { ...own, links: objectsIn(own.links).map(({ object }) => canonicalLink(object)) };
  if (type === itemTypes.group) return canonicalGroup(own);
  return own;
}

/** The canonical form of an item with that of all items of its groups. */
export function canonicalTree(item: UnknownObject): UnknownObject {
  const own = canonicalItem(item);
  if (item.type !== itemTypes.group || !isObject(own.content)) return own;
  const items = isObject(item.content) ? objectsIn(item.content.items) : [];
  const content = { ...own.content, items: items.map(({ object }) => canonicalTree(object)) };
  return { ...own, content };
}

/** What sets a parameter, in the text of JSON. */
const setters = /"(?:parameters|parameterName|exportParameterName|timeBrushParameterName|cellValue)":(?:"[^"]|\[\{)/;

/** Whether a group hands parameters out matters where something in it sets any. */
function canonicalGroup(content: UnknownObject): UnknownObject {
  const { exportParameters, ...own } = content;
  const hands = setters.test(JSON.stringify(content.items ?? [])) ? exportParameters : undefined;
  return { ...own, groupType: unless('editable', own.groupType), exportParameters: unless(false, hands) };
}

/** One condition may stand in either place. A value that is missing is the empty text. */
function conditions(one: unknown, several: unknown): UnknownObject {
  const valued = (condition: UnknownObject) => ({ ...condition, value: condition.value ?? '' });
  const list = objectsIn(several).map(({ object }) => valued(object));
  if (list.length > 1) return { conditionalVisibilities: list };
  const [only] = list.length > 0 ? list : objectsIn([one]).map(({ object }) => valued(object));
  return { conditionalVisibility: only };
}

function canonicalQuery(content: UnknownObject): UnknownObject {
  const { exportFieldName, exportParameterName, exportDefaultValue, exportedParameters, sortBy, ...own } = content;
  const grid = isObject(own.gridSettings) ? own.gridSettings : {};
  const sort = objectsIn(grid.sortBy ?? sortBy).map(({ object }) => ({
    ...object,
    itemKey: columnOfSortKey(textOf(object.itemKey) ?? ''),
  }));
  const single = exportParameterName
    ? [{ fieldName: exportFieldName, parameterName: exportParameterName, defaultValue: exportDefaultValue }]
    : [];
  const exported: readonly UnknownObject[] = [
    ...single,
    ...objectsIn(exportedParameters).flatMap(({ object }) => (object.parameterName ? [object] : [])),
  ];
  return {
    ...own,
    ...scope(own),
    size: unless(0, own.size),
    visualization: own.visualization ?? drawnByDefault(textOf(own.query) ?? ''),
    exportedParameters: exported.map((each) => ({ ...each, parameterType: unless(1, each.parameterType) })),
    gridSettings: { ...grid, ...canonicalGrid(grid), sortBy: sort },
  };
}

/** Azure draws rows as a table where neither the item nor the query says more. */
function drawnByDefault(query: string): string | undefined {
  return /\|\s*render\b/.test(query) ? undefined : 'table';
}

/** Time and place of a query. A parameter's time goes before one that is written down. */
function scope({ timeContext, timeContextFromParameter, queryType }: UnknownObject): UnknownObject {
  const [context] = objectsIn([timeContext]);
  const { durationMs, endTime } = context?.object ?? {};
  const isFixed = !textOf(timeContextFromParameter) && numberOf(durationMs) > 0;
  return {
    timeContextFromParameter: textOf(timeContextFromParameter) || undefined,
    timeContext: isFixed ? { durationMs, endTime } : undefined,
    queryType: unless(0, queryType),
  };
}

/** `$gen_bar_Failures_1` is the column Failures by its bar. */
export function columnOfSortKey(key: string): string {
  return /^\$gen_[a-z]+_(.*)_\d+$/.exec(key)?.[1] ?? key;
}

/** Settings by column. A renderer that is Azure's own choice is none. */
function canonicalGrid({ formatters, labelSettings }: UnknownObject): UnknownObject {
  const byColumn = (list: unknown, key: string) =>
    Object.fromEntries(
      objectsIn(list).map(({ object }): [string, unknown] => {
        const { [key]: column, ...own } = object;
        return [`column ${wordOf(column)}`, compact({ ...own, formatter: unless(0, own.formatter) })];
      }),
    );
  return { formatters: byColumn(formatters, 'columnMatch'), labelSettings: byColumn(labelSettings, 'columnId') };
}

function canonicalParameters(content: UnknownObject): UnknownObject {
  // Beside a list of fields these are what the editor offers for the next one.
  const { queryType, resourceType, crossComponentResources, query, parameters, style, ...own } = content;
  return {
    ...own,
    style: unless('pills', style),
    parameters: objectsIn(parameters).map(({ object }) => canonicalParameter(object)),
  };
}

/** A field of a row of fields. */
export function canonicalParameter(written: UnknownObject): UnknownObject {
  const parameter = compact(written);
  const { id, version, key, quote, delimiter, jsonData, timeContext, timeContextFromParameter, ...rest } = parameter;
  const { queryType, resourceType, crossComponentResources, ...own } = rest;
  const isQuery = (textOf(parameter.query) ?? '') !== '' && !textOf(jsonData);
  const settings = isObject(own.typeSettings) ? own.typeSettings : {};
  return compact({
    ...own,
    ...(isQuery ? { resourceType, crossComponentResources, ...scope(parameter) } : {}),
    ...(own.multiSelect === true ? { quote: quote ?? "'", delimiter: delimiter ?? ',' } : {}),
    query: isQuery ? own.query : undefined,
    label: own.label || undefined,
    description: own.description || undefined,
    isRequired: unless(false, own.isRequired),
    isHiddenWhenLocked: unless(false, own.isHiddenWhenLocked),
    multiSelect: unless(false, own.multiSelect),
    value: parameter.type === 4 ? span(own.value) : own.value === '' ? undefined : own.value,
    jsonData: canonicalList(jsonData),
    typeSettings: {
      ...settings,
      allowCustom: unless(false, settings.allowCustom),
      selectableValues: objectsIn(settings.selectableValues).map(({ object }) => span(object)),
    },
  });
}

/** Of a span of time its length and, where it has one, its end: the rest says when somebody looked. */
function span(value: unknown): unknown {
  return isObject(value) ? { durationMs: value.durationMs, endTime: value.endTime } : value;
}

/** The list of a drop-down is a text of JSON, whose blanks mean nothing; a label that is the value is none. */
function canonicalList(jsonData: unknown): unknown {
  const text = textOf(jsonData);
  if (text === undefined || text === '') return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return list;
    return list.map((each: unknown) =>
      isObject(each)
        ? { ...each, label: each.label === each.value ? undefined : each.label, selected: unless(false, each.selected) }
        : { value: each },
    );
  } catch {
    return text;
  }
}

/** A link or tab of a row of links. */
export function canonicalLink({
  id,
  preText,
  postText,
  style,
  linkIsContextBlade,
  ...own
}: UnknownObject): UnknownObject {
  return compact({
    ...own,
    preText: preText || undefined,
    postText: postText || undefined,
    subTarget: own.linkTarget === 'parameter' ? (own.subTarget ?? '') : own.subTarget,
    style: unless('link', style),
    linkIsContextBlade: unless(false, linkIsContextBlade),
  });
}

function unless(usual: unknown, value: unknown): unknown {
  return value === usual ? undefined : value;
}

/** Without members that have no value, and without empty lists and objects, at any depth. */
export function compact(value: UnknownObject): UnknownObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const inner = compacted(each);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}

function compacted(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((each: unknown) => compacted(each) ?? null);
  if (!isObject(value)) return value;
  const inner = compact(value);
  return Object.keys(inner).length === 0 ? undefined : inner;
}
