import type { GridColumn, WorkbookItem, WorkbookParameter, WorkbookTile } from '@picket/model';
import { isObject, objectsIn, type UnknownObject } from '../azure/json.ts';
import { itemTypes, type JsonObject } from '../compile/notebook.ts';
import { canonicalItem, canonicalLink, canonicalParameter, compact } from './canonical.ts';
import { differenceOf } from './difference.ts';
import { placeOf } from './read-item.ts';

/** An item whose form does not hold what it means, by its place. */
export interface Fault {
  readonly place: string;
  readonly because: string;
}

export interface Completed {
  readonly items: readonly WorkbookItem[];
  readonly faults: readonly Fault[];
}

/**
 * Lays over each item what its words leave over of Azure's JSON.
 *
 * @param compiled what the items are compiled to, in the same order
 * @param originals what they were read from, in the same order
 */
export function withAzureMembers(
  items: readonly WorkbookItem[],
  compiled: readonly JsonObject[],
  originals: readonly UnknownObject[],
  at: readonly number[] = [],
): Completed {
  const each = items.map((item, index) =>
    complete(item, compiled[index] ?? {}, originals[index] ?? {}, [...at, index]),
  );
  return { items: each.map(({ item }) => item), faults: each.flatMap(({ faults }) => faults) };
}

interface CompletedItem {
  readonly item: WorkbookItem;
  readonly faults: readonly Fault[];
}

function complete(
  item: WorkbookItem,
  compiled: UnknownObject,
  original: UnknownObject,
  at: readonly number[],
): CompletedItem {
  if ('raw' in item) return { item, faults: [] };
  const patch = differenceOf(
    withoutInner(canonicalItem(asOriginal(compiled, original))),
    withoutInner(canonicalItem(original)),
  );
  const own = patch ? foreign(patch) : undefined;
  const faults = own === undefined ? [] : [{ place: placeOf(at), because: `the source cannot say its ${own}` }];
  if ('parameters' in item) {
    const fields = item.parameters.map((field, index) =>
      completeField(field, innerOf(compiled, 'parameters')[index] ?? {}, innerOf(original, 'parameters')[index] ?? {}),
    );
    const said = fields.flatMap(({ because }) => (because === undefined ? [] : [{ place: placeOf(at), because }]));
    return {
      item: laidOver({ ...item, parameters: fields.map(({ field }) => field) }, patch),
      faults: [...faults, ...said],
    };
  }
  if ('group' in item) {
    const [made, was] = [innerOf(compiled, 'items'), innerOf(original, 'items')];
    const inner = withAzureMembers(item.items, made as readonly JsonObject[], was, at);
    const group = laidOver({ ...item, items: inner.items }, patch);
    return { item: group, faults: [...faults, ...inner.faults] };
  }
  if ('links' in item) {
    const [made, was] = [innerOf(compiled, 'links'), innerOf(original, 'links')];
    const links = item.links.map((link, index) => {
      const more = differenceOf(canonicalLink(made[index] ?? {}), canonicalLink(was[index] ?? {}));
      return more ? { ...link, azure: more } : link;
    });
    return { item: laidOver({ ...item, links }, patch), faults };
  }
  return { item: 'query' in item ? completeTile(item, patch, original) : laidOver(item, patch), faults };
}

/** A group with the items of the original: what theirs lay over may set parameters that the words do not. */
function asOriginal(compiled: UnknownObject, { type, content }: UnknownObject): UnknownObject {
  if (type !== itemTypes.group || !isObject(compiled.content) || !isObject(content)) return compiled;
  return { ...compiled, content: { ...compiled.content, items: content.items } };
}

function innerOf({ content }: UnknownObject, key: string): readonly UnknownObject[] {
  return isObject(content) ? objectsIn(content[key]).map(({ object }) => object) : [];
}

/** Items of a group, fields and links of a row are looked at one by one. */
function withoutInner(item: UnknownObject): UnknownObject {
  const { items, parameters, links, ...content } = isObject(item.content) ? item.content : {};
  return { ...item, content };
}

/** Members that are the item's very meaning, which its form has to say itself. */
const meanings = new Set(['query', 'queryType', 'resourceType', 'json', 'groupType', 'loadFromTemplateId']);

function foreign(patch: UnknownObject): string | undefined {
  if ('type' in patch) return 'type';
  if (!isObject(patch.content)) return undefined;
  // Where the query draws its rows itself, the tile's own word for it is taken away again.
  if ('visualization' in patch.content && patch.content.visualization !== null) return 'visualization';
  return Object.keys(patch.content).find((key) => meanings.has(key));
}

interface CompletedField {
  readonly field: WorkbookParameter;
  readonly because?: string;
}

function completeField(field: WorkbookParameter, compiled: UnknownObject, original: UnknownObject): CompletedField {
  const patch = differenceOf(canonicalParameter(compiled), canonicalParameter(original));
  if (!patch) return { field };
  const isChosenByAzure = ['workspace', 'resource', 'subscription', 'resource-group'].includes(field.type);
  const isOptionsGroup = patch.type === 10;
  const because =
    'name' in patch || ('type' in patch && !isOptionsGroup) || ('query' in patch && !isChosenByAzure)
      ? `the source cannot say all of the field ${field.parameter}`
      : undefined;
  const list = 'jsonData' in patch ? { jsonData: original.jsonData ?? null } : {};
  return { field: { ...field, azure: { ...patch, ...list } }, ...(because === undefined ? {} : { because }) };
}

/** Renderers go to their columns; lists that the words do not hold come back as Azure wrote them. */
function completeTile(tile: WorkbookTile, patch: UnknownObject | undefined, original: UnknownObject): WorkbookTile {
  const content = isObject(patch?.content) ? patch.content : {};
  const grid = isObject(content.gridSettings) ? content.gridSettings : {};
  const was = isObject(original.content) ? original.content : {};
  const wasGrid = isObject(was.gridSettings) ? was.gridSettings : {};
  const { formatters, labelSettings, sortBy, ...others } = grid;
  const columns = tile.grid?.columns ?? [];
  const byColumn = isObject(formatters) ? formatters : {};
  const known = Object.keys(byColumn).every((key) => columns.some(({ column }) => key === `column ${column}`));
  const left = compact({
    ...others,
    ...(known || formatters === undefined ? {} : { formatters: wasGrid.formatters }),
    ...(labelSettings === undefined ? {} : { labelSettings: wasGrid.labelSettings }),
    ...(sortBy === undefined ? {} : { sortBy: wasGrid.sortBy ?? was.sortBy }),
  });
  const { gridSettings, ...rest } = content;
  const kept = { ...rest, ...(Object.keys(left).length > 0 ? { gridSettings: left } : {}) };
  const { content: _content, ...around } = patch ?? {};
  const azure = { ...around, ...(Object.keys(kept).length > 0 ? { content: kept } : {}) };
  const withColumns =
    tile.grid && known
      ? { ...tile, grid: { ...tile.grid, columns: columns.map((column) => withRenderer(column, byColumn)) } }
      : tile;
  return laidOver(withColumns, azure);
}

function withRenderer(column: GridColumn, byColumn: UnknownObject): GridColumn {
  const patch = byColumn[`column ${column.column}`];
  return isObject(patch) && Object.keys(patch).length > 0 ? { ...column, azure: patch } : column;
}

function laidOver<T extends WorkbookItem>(item: T, patch: UnknownObject | undefined): T {
  return patch && Object.keys(patch).length > 0 ? { ...item, azure: patch } : item;
}
