import type { Path } from '@picket/model';
import { isObject, objectsIn, type UnknownObject } from './json.ts';

/** An item of a workbook's JSON with its place in it. */
export interface AzureItem {
  readonly item: UnknownObject;
  /** `{}` where the item has none. */
  readonly content: UnknownObject;
  readonly path: Path;
  readonly depth: number;
}

/** Groups in groups to be followed; Azure's own editor allows far fewer. */
const deepest = 100;

/**
 * An item and all items of its groups, in the order in which they are shown; a group comes before its items. Nothing is
 * presumed of the JSON: what is no object is passed over.
 */
export function azureItems(item: UnknownObject, path: Path, depth = 0): readonly AzureItem[] {
  const content = isObject(item.content) ? item.content : {};
  const here: AzureItem = { item, content, path, depth };
  if (item.type !== 12 || depth >= deepest) return [here];
  const inner = objectsIn(content.items).flatMap(({ object, index }) =>
    azureItems(object, [...path, 'content', 'items', index], depth + 1),
  );
  return [here, ...inner];
}
