import type { ColumnLink, GridColumn, GridSettings, Threshold } from '@picket/model';
import { isObject, numberOf, objectsIn, textOf, type UnknownObject, wordOf } from '../azure/json.ts';
import { columnOfSortKey } from './canonical.ts';
import { formatOf, unitOf } from './words.ts';

/** A table's settings in the words of the source; undefined where there is nothing that they can say. */
export function readGrid(content: UnknownObject): GridSettings | undefined {
  const grid = isObject(content.gridSettings) ? content.gridSettings : {};
  const columns = columnsOf(grid);
  const sort = objectsIn(grid.sortBy ?? content.sortBy).flatMap(({ object }) => {
    const column = columnOfSortKey(textOf(object.itemKey) ?? '');
    return column === ''
      ? []
      : [{ column, order: object.sortOrder === 2 ? ('descending' as const) : ('ascending' as const) }];
  });
  if (columns.length === 0) return undefined;
  const rows = numberOf(grid.rowLimit);
  return {
    columns,
    ...(sort.length > 0 ? { sort } : {}),
    ...(Number.isInteger(rows) && rows >= 1 && rows <= 10_000 ? { rows } : {}),
    ...(typeof grid.filter === 'boolean' ? { filter: grid.filter } : {}),
  };
}

/** Columns with a renderer in their order, then those with a label only. A column counts once. */
function columnsOf({ formatters, labelSettings }: UnknownObject): readonly GridColumn[] {
  const labels = new Map(
    objectsIn(labelSettings).flatMap(({ object: { columnId, label } }) => {
      const [column, text] = [textOf(columnId), textOf(label)];
      return column && text ? [[column, text] as const] : [];
    }),
  );
  const renderers = new Map(
    objectsIn(formatters).flatMap(({ object }) => {
      const column = textOf(object.columnMatch);
      return column ? [[column, object] as const] : [];
    }),
  );
  return [...new Set([...renderers.keys(), ...labels.keys()])].map((column) => {
    const label = labels.get(column);
    return { column, ...(label === undefined ? {} : { label }), ...rendered(renderers.get(column) ?? {}) };
  });
}

type Rendered = Omit<GridColumn, 'column' | 'label'>;

function rendered(renderer: UnknownObject): Rendered {
  const options = isObject(renderer.formatOptions) ? renderer.formatOptions : {};
  const tooltip = isObject(renderer.tooltipFormat) ? textOf(renderer.tooltipFormat.tooltip) : undefined;
  const width = textOf(options.customColumnWidthSetting);
  const unit = isObject(renderer.numberFormat) ? unitOf(renderer.numberFormat.unit) : undefined;
  return {
    ...formatted(renderer.formatter, options),
    ...(unit === undefined ? {} : { unit }),
    ...(width && /^\d+(?:\.\d+)?(?:px|%|fr|ch)?$/.test(width) ? { width } : {}),
    ...(tooltip ? { tooltip } : {}),
  };
}

function formatted(formatter: unknown, options: UnknownObject): Rendered {
  const format = formatOf(formatter);
  const link = linkOf(options);
  if (format === 'bar' || format === 'heatmap') return { format, ...scale(options), ...link };
  if (format === 'thresholds') {
    const thresholds = readThresholds(options.thresholdsGrid);
    if (!thresholds) return {};
    return { format: options.thresholdsOptions === 'icons' ? 'icons' : 'thresholds', thresholds, ...link };
  }
  if (format === 'link') {
    if (!link.link) return {};
    return link.link.opens === 'details' && !link.link.label ? { format: 'json' } : { format, ...link };
  }
  return { ...(format === undefined ? {} : { format }), ...link };
}

function scale({ palette, min, max }: UnknownObject): Rendered {
  return {
    ...(textOf(palette) ? { palette: textOf(palette) ?? '' } : {}),
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
}

function linkOf({ linkTarget, linkColumn, linkLabel }: UnknownObject): { readonly link?: ColumnLink } {
  const opens = linkTarget === 'CellDetails' ? 'details' : linkTarget === 'Url' ? 'url' : undefined;
  if (!opens) return {};
  const [column, label] = [textOf(linkColumn), textOf(linkLabel)];
  return { link: { opens, ...(column ? { column } : {}), ...(label ? { label } : {}) } };
}

const comparisons: ReadonlySet<unknown> = new Set(['==', '!=', '<', '<=', '>', '>=', 'contains', 'startsWith']);

/** The rows of a thresholds renderer; undefined where one compares in a way that the source has no word for. */
export function readThresholds(grid: unknown): readonly Threshold[] | undefined {
  const rows = objectsIn(grid).map(({ object }) => object);
  const thresholds = rows.flatMap(({ operator, thresholdValue, representation, text }): readonly Threshold[] => {
    const show = textOf(representation);
    if (!show || (operator !== 'Default' && !comparisons.has(operator))) return [];
    const said = textOf(text);
    return [
      {
        ...(operator === 'Default' ? {} : { when: operator as NonNullable<Threshold['when']> }),
        ...(operator === 'Default' ? {} : { value: wordOf(thresholdValue ?? '') }),
        show,
        ...(said && said !== '{0}{1}' ? { text: said } : {}),
      },
    ];
  });
  const isWhole = thresholds.length === rows.length && thresholds.slice(0, -1).every(({ when }) => when !== undefined);
  return isWhole && thresholds.length > 0 ? thresholds : undefined;
}
