import type {
  Visibility,
  WorkbookGroup,
  WorkbookItem,
  WorkbookLinks,
  WorkbookParameter,
  WorkbookRaw,
  WorkbookTile,
} from '@picket/model';
import { parameterTypes, queryTypes, sizes } from './azure-numbers.ts';
import type { Context } from './context.ts';
import { mergePatch } from './merge-patch.ts';
import { itemTypes, type JsonObject, present } from './notebook.ts';
import { compileParameter } from './parameters.ts';
import { compileSettings } from './visual-settings.ts';

/**
 * Items as Azure writes them, in their order. `place` is where they stand, for the names of those that have no title.
 */
export function compileItems(items: readonly WorkbookItem[], place: string, context: Context): readonly JsonObject[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const form = formOf(item);
    const count = (counts.get(form) ?? 0) + 1;
    counts.set(form, count);
    const made = titleOf(item) ?? `${place} ${form} ${count}`;
    return compileItem(item, context.nameOf(item.name, made), context);
  });
}

/** The row of fields above the tabs, or between items. */
export function parametersItem(parameters: readonly WorkbookParameter[], name: string, context: Context): JsonObject {
  return {
    type: itemTypes.parameters,
    content: {
      version: 'KqlParameterItem/1.0',
      parameters: parameters.map((parameter) => compileParameter(parameter, context)),
      style: 'pills',
      queryType: queryTypes.logs,
      resourceType: 'microsoft.operationalinsights/workspaces',
    },
    name,
  };
}

function compileItem(item: WorkbookItem, name: string, context: Context): JsonObject {
  return 'raw' in item ? formed(item, name, context) : mergePatch(formed(item, name, context), item.azure);
}

function formed(item: WorkbookItem, name: string, context: Context): JsonObject {
  const around = { ...shownWhen(item.visibleWhen), ...present({ customWidth: item.width?.toString() }), name };
  if ('raw' in item) return rawItem(item, around);
  if ('text' in item) {
    return { type: itemTypes.text, content: present({ json: item.text, style: item.style }), ...around };
  }
  if ('parameters' in item) return { ...parametersItem(item.parameters, name, context), ...around };
  if ('links' in item) return { type: itemTypes.links, content: links(item, name, context), ...around };
  if ('group' in item) return { type: itemTypes.group, content: group(item, name, context), ...around };
  return { type: itemTypes.query, content: tile(item, context), ...around };
}

/** "Query steps": the query, where and when it runs, what a click hands on, how its rows are drawn. */
function tile(item: WorkbookTile, context: Context): JsonObject {
  return present({
    version: 'KqlItem/1.0',
    query: item.query,
    size: sizes[item.size ?? 'medium'],
    title: item.title,
    noDataMessage: item.noData,
    ...context.scopeOf(item.time),
    exportedParameters: item.exports?.map(({ column, parameter, default: initial }) =>
      present({
        fieldName: column,
        parameterName: parameter,
        parameterType: parameterTypes.text,
        defaultValue: initial,
      }),
    ),
    visualization: item.visualization,
    ...compileSettings(item),
  });
}

/** "Link actions". */
function links({ links: each, style }: WorkbookLinks, name: string, context: Context): JsonObject {
  return {
    version: 'LinkItem/1.0',
    style: style ?? 'list',
    links: each.map(({ label, url, parameter, value, azure }, index) => {
      const compiled = present({
        id: context.idOf(`link/${name}/${index}`),
        cellValue: url ?? parameter,
        linkTarget: url === undefined ? 'parameter' : 'Url',
        linkLabel: label,
        subTarget: value,
        style: 'link',
      });
      return mergePatch(compiled, azure);
    }),
  };
}

/** "Groups". What its parameters are set to is known outside of it, as the source has one set of names. */
function group({ group: title, items, collapsed }: WorkbookGroup, name: string, context: Context): JsonObject {
  return present({
    version: 'NotebookGroup/1.0',
    groupType: 'editable',
    title,
    expandable: collapsed === undefined ? undefined : true,
    expanded: collapsed === undefined ? undefined : !collapsed,
    exportParameters: true,
    items: compileItems(items, name, context),
  });
}

/** As it was written; what the source says around it takes the place of what it said itself. */
function rawItem({ raw, name, width, visibleWhen }: WorkbookRaw, around: JsonObject): JsonObject {
  const own = raw as JsonObject;
  const isNamed = name !== undefined || 'name' in own;
  const said = { ...(width === undefined && !visibleWhen ? {} : around), ...(isNamed ? { name: around.name } : {}) };
  return { ...own, ...present(said) };
}

/** "Conditional visibility": one condition has a place of its own, several are a list of which all must hold. */
export function shownWhen(conditions: readonly Visibility[] | undefined): JsonObject {
  const compiled = (conditions ?? []).map(({ parameter, is, isNot }) => ({
    parameterName: parameter,
    comparison: is === undefined ? 'isNotEqualTo' : 'isEqualTo',
    value: is ?? isNot ?? '',
  }));
  const [only, ...more] = compiled;
  if (!only) return {};
  return more.length === 0 ? { conditionalVisibility: only } : { conditionalVisibilities: compiled };
}

function formOf(item: WorkbookItem): string {
  const forms = ['raw', 'text', 'parameters', 'links', 'group'] as const;
  return forms.find((form) => form in item) ?? 'query';
}

function titleOf(item: WorkbookItem): string | undefined {
  if ('raw' in item) return typeof item.raw.name === 'string' ? item.raw.name : undefined;
  if ('group' in item) return item.group;
  return 'title' in item ? item.title : undefined;
}
