import type { GridColumn, TileSize } from '@picket/model';
import type { JsonObject } from './notebook.ts';

/**
 * What Azure writes as a number where the source has a word. The numbers have no page; they are read off the workbooks
 * of microsoft/Application-Insights-Workbooks (September 2026), where names of sort keys ("$gen_heatmap_…") and of
 * columns tell them. The words are those of "Grid visualizations", "Tile visualizations" and "Create workbook parameters".
 */
export const sizes: Readonly<Record<TileSize, number>> = { medium: 0, small: 1, large: 2, full: 3, tiny: 4 };

/** Of a parameter. A resource group has no picker of its own and is a drop-down over Resource Graph. */
export const parameterTypes = {
  text: 1,
  query: 1,
  'drop-down': 2,
  'resource-group': 2,
  'time-range': 4,
  workspace: 5,
  resource: 5,
  subscription: 6,
} as const;

/** Where a query runs. */
export const queryTypes = { logs: 0, resourceGraph: 1 } as const;

/** Renderers of cells and of parts of tiles. */
export const formatters = {
  automatic: 0,
  text: 1,
  bar: 4,
  hidden: 5,
  datetime: 6,
  link: 7,
  heatmap: 8,
  bigNumber: 12,
  thresholds: 18,
} as const;

interface ColumnFormat {
  readonly formatter: number;
  /** The word for the renderer in the key by which a column with it is sorted. */
  readonly sortWord?: string;
}

/** The renderer of each column format. */
export const columnFormats: Readonly<Record<NonNullable<GridColumn['format']>, ColumnFormat>> = {
  text: { formatter: formatters.text },
  number: { formatter: formatters.automatic, sortWord: 'number' },
  datetime: { formatter: formatters.datetime, sortWord: 'date' },
  duration: { formatter: formatters.automatic, sortWord: 'number' },
  bar: { formatter: formatters.bar, sortWord: 'bar' },
  heatmap: { formatter: formatters.heatmap, sortWord: 'heatmap' },
  thresholds: { formatter: formatters.thresholds, sortWord: 'thresholds' },
  icons: { formatter: formatters.thresholds, sortWord: 'thresholds' },
  severity: { formatter: formatters.thresholds, sortWord: 'thresholds' },
  link: { formatter: formatters.link, sortWord: 'link' },
  json: { formatter: formatters.link, sortWord: 'link' },
  hidden: { formatter: formatters.hidden },
};

/** Units of numbers. Bytes and the like are powers of 1000. */
export const units: Readonly<Record<string, number>> = {
  '%': 1,
  bytes: 2,
  KB: 3,
  MB: 4,
  GB: 5,
  count: 17,
  ms: 23,
  s: 24,
  min: 25,
  h: 26,
  d: 27,
};
const noUnit = 0;

/** How a number is written: at most two decimals, digits in groups. */
export function numberFormat(unit: string | undefined): JsonObject {
  return {
    unit: unit === undefined ? noUnit : (units[unit] ?? noUnit),
    options: { style: 'decimal', useGrouping: true, maximumFractionDigits: 2 },
  };
}
