import type { ChartSettings, MapSettings, TilesSettings, WorkbookTile } from '@picket/model';
import { formatters, numberFormat } from './azure-numbers.ts';
import { compileGrid, sortOf, thresholdsGrid } from './columns.ts';
import { type JsonObject, present } from './notebook.ts';

/** What the tile says about how its rows are drawn, under the names that Azure has for it. */
export function compileSettings({ visualization, grid, chart, tiles, map }: WorkbookTile): JsonObject {
  return present({
    gridSettings: grid ? compileGrid(grid) : undefined,
    sortBy: grid ? sortOf(grid) : undefined,
    chartSettings: chart ? compileChart(chart) : undefined,
    tileSettings: tiles && visualization !== 'stat' ? compileTiles(tiles) : undefined,
    statSettings: tiles && visualization === 'stat' ? compileStat(tiles) : undefined,
    mapSettings: map ? compileMap(map) : undefined,
  });
}

/** "Chart visualizations". */
function compileChart({ x, y, group, series, legend, unit }: ChartSettings): JsonObject {
  return present({
    xAxis: x,
    yAxis: y,
    group,
    showLegend: legend,
    seriesLabelSettings: series?.map(({ name, label, colour }) => present({ seriesName: name, label, color: colour })),
    ySettings: unit === undefined ? undefined : { numberFormatSettings: numberFormat(unit) },
  });
}

/** "Tile visualizations": a heading, a line below it and a large number. */
function compileTiles({ title, value, subtitle, unit, palette, thresholds, tileSize }: TilesSettings): JsonObject {
  const look = thresholds
    ? {
        formatter: formatters.thresholds,
        formatOptions: { thresholdsOptions: 'colors', thresholdsGrid: thresholdsGrid(thresholds) },
      }
    : { formatter: formatters.bigNumber, formatOptions: { palette: palette ?? 'auto' } };
  return present({
    titleContent: { columnMatch: title, formatter: formatters.text },
    subtitleContent: subtitle === undefined ? undefined : { columnMatch: subtitle, formatter: formatters.text },
    leftContent: { columnMatch: value, ...look, numberFormat: numberFormat(unit) },
    showBorder: true,
    size: tileSize,
  });
}

/** One value for the whole tile; Azure's own settings where the source has no word for them. */
function compileStat({ value, unit, palette }: TilesSettings): JsonObject {
  return {
    valueField: value,
    valueAggregation: 'None',
    colorSettings: { type: 'static', mode: 'background', heatmapPalette: palette ?? 'greenRed', thresholdsGrid: [] },
    iconSettings: { thresholdsGrid: [] },
    numberFormatSettings: numberFormat(unit),
    valueFontStyle: 'auto',
  };
}

/** "Map visualizations": marks whose size and colour tell numbers; several rows of a place are added up. */
function compileMap({ country, latitude, longitude, label, size, colour }: MapSettings): JsonObject {
  return present({
    locInfo: country === undefined ? 'LatLong' : 'CountryRegion',
    locInfoColumn: country,
    latitude,
    longitude,
    sizeSettings: size,
    sizeAggregation: 'Sum',
    labelSettings: label,
    legendMetric: size,
    legendAggregation: 'Sum',
    itemColorSettings: {
      type: 'heatmap',
      colorAggregation: 'Sum',
      nodeColorField: colour ?? size,
      heatmapPalette: 'greenRed',
    },
  });
}
