import type { Path, Visibility, Workbook, WorkbookItem, WorkbookParameter } from '@picket/model';

/** An item with its place in the source, and the conditions of the groups and the tab around it. */
export interface PlacedItem {
  readonly item: WorkbookItem;
  /** Of the item in the workbook's document, as `['tabs', 0, 'items', 2]`. */
  readonly path: Path;
  /** The tab that holds it, by name. */
  readonly tab?: string;
  /** Conditions of the groups around it, outermost first; its own are in the item. */
  readonly within: readonly Visibility[];
}

export interface PlacedParameter {
  readonly parameter: WorkbookParameter;
  readonly path: Path;
}

/** All items of a workbook in the order in which they are shown; a group comes before its items. */
export function itemsOf(workbook: Pick<Workbook, 'tabs' | 'items'>): readonly PlacedItem[] {
  const inTabs = (workbook.tabs ?? []).flatMap((tab, index) =>
    walk(tab.items, ['tabs', index, 'items'], [], { tab: tab.name }),
  );
  return [...inTabs, ...walk(workbook.items ?? [], ['items'], [], {})];
}

/** All parameters that a workbook asks for, the common ones first. What clicks export is not among them. */
export function parametersOf(workbook: Pick<Workbook, 'parameters' | 'tabs' | 'items'>): readonly PlacedParameter[] {
  const placed = (parameters: readonly WorkbookParameter[], path: Path): readonly PlacedParameter[] =>
    parameters.map((parameter, index) => ({ parameter, path: [...path, 'parameters', index] }));
  const inItems = itemsOf(workbook).flatMap(({ item, path }) =>
    'parameters' in item ? placed(item.parameters, path) : [],
  );
  return [...placed(workbook.parameters ?? [], []), ...inItems];
}

function walk(
  items: readonly WorkbookItem[],
  path: Path,
  within: readonly Visibility[],
  tab: { readonly tab?: string },
): readonly PlacedItem[] {
  return items.flatMap((item, index): readonly PlacedItem[] => {
    const here = { item, path: [...path, index], within, ...tab };
    if (!('group' in item)) return [here];
    return [here, ...walk(item.items, [...here.path, 'items'], [...within, ...(item.visibleWhen ?? [])], tab)];
  });
}
