import type { ChartSettings, MapSettings, TilesSettings } from '@picket/model';
import { isObject, objectsIn, textOf } from '../azure/json.ts';
import { formatters } from '../compile/azure-numbers.ts';
import { readThresholds } from './read-grid.ts';
import { unitOf } from './words.ts';

/** Settings of charts, tiles, single values and maps in the words of the source; undefined where these cannot say them. */

export function readChart(settings: unknown): ChartSettings | undefined {
  if (!isObject(settings)) return undefined;
  const { xAxis, yAxis, group, showLegend, seriesLabelSettings, ySettings } = settings;
  const [x, by] = [textOf(xAxis), textOf(group)];
  const y = Array.isArray(yAxis) ? yAxis.filter((each) => typeof each === 'string' && each !== '') : [];
  const unit = isObject(ySettings) ? unitIn(ySettings.numberFormatSettings) : undefined;
  const series = objectsIn(seriesLabelSettings).flatMap(({ object: { seriesName, label, color } }) => {
    const [name, shown, colour] = [textOf(seriesName), textOf(label), textOf(color)];
    return name ? [{ name, ...(shown ? { label: shown } : {}), ...(colour ? { colour } : {}) }] : [];
  });
  const chart = {
    ...(x ? { x } : {}),
    ...(y.length > 0 ? { y } : {}),
    ...(by ? { group: by } : {}),
    ...(series.length > 0 ? { series } : {}),
    ...(typeof showLegend === 'boolean' ? { legend: showLegend } : {}),
    ...(unit === undefined ? {} : { unit }),
  };
  return Object.keys(chart).length > 0 ? chart : undefined;
}

export function readTiles(settings: unknown): TilesSettings | undefined {
  if (!isObject(settings)) return undefined;
  const { titleContent, subtitleContent, leftContent, size } = settings;
  const [title, subtitle, value] = [columnOf(titleContent), columnOf(subtitleContent), columnOf(leftContent)];
  if (!title || !value || !isObject(leftContent)) return undefined;
  const options = isObject(leftContent.formatOptions) ? leftContent.formatOptions : {};
  const hasColours = leftContent.formatter === formatters.thresholds && options.thresholdsOptions === 'colors';
  const thresholds = hasColours ? readThresholds(options.thresholdsGrid) : undefined;
  const palette = leftContent.formatter === formatters.bigNumber ? textOf(options.palette) : undefined;
  const unit = unitIn(leftContent.numberFormat);
  return {
    title,
    value,
    ...(subtitle ? { subtitle } : {}),
    ...(unit === undefined ? {} : { unit }),
    ...(palette && palette !== 'auto' ? { palette } : {}),
    ...(thresholds ? { thresholds } : {}),
    ...(size === 'auto' || size === 'full' ? { tileSize: size } : {}),
  };
}

export function readStat(settings: unknown): TilesSettings | undefined {
  if (!isObject(settings)) return undefined;
  const value = textOf(settings.valueField);
  if (!value) return undefined;
  const unit = unitIn(settings.numberFormatSettings);
  return { title: value, value, ...(unit === undefined ? {} : { unit }) };
}

export function readMap(settings: unknown): MapSettings | undefined {
  if (!isObject(settings)) return undefined;
  const { locInfo, locInfoColumn, latitude, longitude, labelSettings, sizeSettings, itemColorSettings } = settings;
  const [label, size] = [textOf(labelSettings), textOf(sizeSettings)];
  const [country, north, east] = [textOf(locInfoColumn), textOf(latitude), textOf(longitude)];
  if (!label || !size) return undefined;
  const colour = isObject(itemColorSettings) ? textOf(itemColorSettings.nodeColorField) : undefined;
  const around = { label, size, ...(colour && colour !== size ? { colour } : {}) };
  if (locInfo === 'LatLong' && north && east) return { latitude: north, longitude: east, ...around };
  return locInfo === 'CountryRegion' && country ? { country, ...around } : undefined;
}

function columnOf(part: unknown): string | undefined {
  return isObject(part) ? textOf(part.columnMatch) || undefined : undefined;
}

function unitIn(format: unknown): string | undefined {
  return isObject(format) ? unitOf(format.unit) : undefined;
}
