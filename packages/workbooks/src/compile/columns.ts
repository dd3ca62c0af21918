import type { ColumnLink, GridColumn, GridSettings, Threshold } from '@picket/model';
import { columnFormats, formatters, numberFormat } from './azure-numbers.ts';
import { mergePatch } from './merge-patch.ts';
import { type Json, type JsonObject, present } from './notebook.ts';

type Own = { readonly [key: string]: Json | undefined };

/** A table's settings as Azure writes them ("Grid visualizations"). */
export function compileGrid(grid: GridSettings): JsonObject {
  const labels = grid.columns.filter(({ label }) => label !== undefined);
  return present({
    formatters: grid.columns.map(formatterOf),
    rowLimit: grid.rows,
    filter: grid.filter,
    sortBy: sortOf(grid),
    labelSettings:
      labels.length > 0 ? labels.map(({ column, label }) => ({ columnId: column, label: label ?? column })) : undefined,
  });
}

/** Azure wants the order in the grid's settings and once more beside them. */
export function sortOf({ sort, columns }: GridSettings): readonly JsonObject[] | undefined {
  return sort?.map(({ column, order }) => ({
    itemKey: sortKey(column, columns),
    sortOrder: order === 'ascending' ? 1 : 2,
  }));
}

/** A column with a renderer is sorted by a key of its own: renderer, name, place among the columns. */
function sortKey(column: string, columns: readonly GridColumn[]): string {
  const index = columns.findIndex((each) => each.column === column);
  const word = columnFormats[columns[index]?.format ?? 'text'].sortWord;
  return word === undefined ? column : `$gen_${word}_${column}_${index}`;
}

function formatterOf(column: GridColumn): JsonObject {
  const { format, unit, tooltip } = column;
  const formatter = format === undefined ? formatters.automatic : columnFormats[format].formatter;
  const options = present({ ...optionsOf(column), customColumnWidthSetting: column.width });
  const compiled = present({
    columnMatch: column.column,
    formatter,
    formatOptions: Object.keys(options).length > 0 ? options : undefined,
    numberFormat: isNumber(column) ? numberFormat(unit ?? (format === 'duration' ? 's' : undefined)) : undefined,
    tooltipFormat: tooltip === undefined ? undefined : { tooltip },
  });
  return mergePatch(compiled, column.azure);
}

function isNumber({ format = 'text', unit }: GridColumn): boolean {
  return unit !== undefined || format === 'number' || format === 'duration';
}

function optionsOf(column: GridColumn): Own {
  const { format, link, palette, min, max, thresholds = [] } = column;
  switch (format) {
    case 'bar':
    case 'heatmap':
      return { min: min ?? (format === 'bar' ? 0 : undefined), max, palette: palette ?? 'blue', ...linkOf(link) };
    case 'thresholds':
      return { thresholdsOptions: 'colors', thresholdsGrid: thresholdsGrid(thresholds), ...linkOf(link) };
    case 'icons':
      return { thresholdsOptions: 'icons', thresholdsGrid: thresholdsGrid(thresholds), ...linkOf(link) };
    case 'severity':
      return { thresholdsOptions: 'icons', thresholdsGrid: thresholdsGrid(severityIcons), ...linkOf(link) };
    case 'json':
      return linkOf(link ?? { opens: 'details' });
    case 'link':
      return linkOf(link ?? { opens: 'url' });
    default:
      return linkOf(link);
  }
}

/** "Link actions": the cell in a side pane, or the address that a column holds. */
function linkOf(link: ColumnLink | undefined): Own {
  if (!link) return {};
  return {
    linkColumn: link.column,
    linkTarget: link.opens === 'url' ? 'Url' : 'CellDetails',
    linkLabel: link.label,
    linkIsContextBlade: link.opens === 'details' ? true : undefined,
  };
}

/** Severities of alerts by Azure's icons for the severities of its own alerts. */
const severityIcons: readonly Threshold[] = [
  { when: '==', value: 'High', show: 'Sev0' },
  { when: '==', value: 'Medium', show: 'Sev1' },
  { when: '==', value: 'Low', show: 'Sev2' },
  { when: '==', value: 'Informational', show: 'Sev3' },
];

/** {0} is the value, {1} its unit. */
const valueAndUnit = '{0}{1}';

/** The rows of a thresholds renderer. Azure wants a default; where the source has none, it shows the value as it is. */
export function thresholdsGrid(thresholds: readonly Threshold[]): readonly JsonObject[] {
  const rows = thresholds.map(({ when, value, show, text }) => ({
    operator: when ?? 'Default',
    thresholdValue: when === undefined || value === undefined ? null : String(value),
    representation: show,
    text: text ?? valueAndUnit,
  }));
  const hasDefault = thresholds.some(({ when }) => when === undefined);
  const unmarked = { operator: 'Default', thresholdValue: null, representation: null, text: valueAndUnit };
  return hasDefault ? rows : [...rows, unmarked];
}
