import type { Column, Json } from '@picket/engine';
import type { ChartSettings, Visualization } from '@picket/model';
import type { Answer } from '../page-data.ts';
import { numberText } from './cell-text.ts';
import { type ChartRoles, chartRoles, type NoChart } from './chart-roles.ts';
import { type ChartSeries, chartSeries, numberOf } from './chart-series.ts';
import { colourOf, type Look } from './palette.ts';

/** An option of echarts: https://echarts.apache.org/en/option.html */
export type ChartOption = Readonly<Record<string, unknown>>;

/** A chart to draw, what is to be said beside it, and the same in words for those who do not see it. */
export interface Chart {
  readonly option: ChartOption;
  readonly note?: string;
  readonly words: string;
}

export interface ChartTile {
  readonly visualization: Visualization;
  readonly title: string;
  readonly chart?: ChartSettings;
}

interface Drawing {
  readonly data: ChartSeries;
  readonly look: Look;
  readonly unit: string | undefined;
  readonly roles: ChartRoles;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
  readonly span: Answer['span'];
}

type Draw = (drawing: Drawing) => ChartOption;

/** What the chart of a tile looks like, or what its result lacks for that. Pure: the same rows give the same chart. */
export function chartOption(
  { visualization, title, chart = {} }: ChartTile,
  columns: readonly Column[],
  rows: readonly (readonly Json[])[],
  look: Look,
  span?: Answer['span'],
): Chart | NoChart {
  const draw = draws[visualization];
  if (!draw) return { lacks: `${visualization} is no chart` };
  const roles = chartRoles(visualization, columns, chart);
  if ('lacks' in roles) return roles;
  const data = chartSeries(roles, columns, rows, chart);
  const unit = chart.unit ?? (roles.y.every((y) => columns[y]?.type === 'timespan') ? 'seconds' : undefined);
  const hasLegend = chart.legend ?? (data.series.length > 1 || visualization === 'piechart');
  const own = draw({ data, look, unit, roles, columns, rows, span });
  const option = { ...common(look, hasLegend, unit), ...own };
  const note = data.left > 0 ? `${data.left} smaller series are not drawn.` : undefined;
  const words = `${title}: ${data.series.length} series over ${data.x.length} values`;
  return { option, words, ...(note === undefined ? {} : { note }) };
}

function common(look: Look, hasLegend: boolean, unit: string | undefined): ChartOption {
  return {
    useUTC: true,
    color: look.series,
    backgroundColor: 'transparent',
    animationDuration: 250,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: look.ink },
    // Drawn on the canvas: what is HTML has styles that the page's policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.paper,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: look.soft } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? numberText(value, unit) : ''),
    },
    legend: hasLegend
      ? {
          type: 'scroll',
          top: 0,
          left: 0,
          right: 0,
          itemWidth: 14,
          itemHeight: 8,
          icon: 'roundRect',
          // Taller than the letters: a legend of several pages is clipped to its lines.
          textStyle: { color: look.ink, fontSize: 12, lineHeight: 18 },
          pageTextStyle: { color: look.soft },
          pageIconColor: look.ink,
          pageIconInactiveColor: look.line,
        }
      : { show: false },
    grid: { left: 4, right: 14, top: hasLegend ? 34 : 12, bottom: 4, outerBoundsMode: 'same', containLabel: true },
    aria: { enabled: true },
  };
}

const axisLook = (look: Look) => ({
  axisLine: { lineStyle: { color: look.line } },
  axisTick: { show: false },
  axisLabel: { color: look.soft, fontSize: 11, hideOverlap: true },
  splitLine: { lineStyle: { color: look.line } },
});

/** Counts have no halves. */
const isOfCounts = ({ series }: ChartSeries): boolean =>
  series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

const valueAxis = (look: Look, unit: string | undefined, data?: ChartSeries) => {
  const base = axisLook(look);
  return {
    ...base,
    type: 'value',
    axisLine: { show: false },
    axisLabel: { ...base.axisLabel, formatter: (value: number) => numberText(value, unit, true) },
    splitNumber: 4,
    ...(data && isOfCounts(data) ? { minInterval: 1 } : {}),
  };
};

/** Labels of long names are cut, unless there is room for a second line; the tooltip has them whole. */
const categoryAxis = (look: Look, names: readonly string[], width = 120, overflow = 'truncate') => {
  const base = axisLook(look);
  return {
    ...base,
    type: 'category',
    data: names,
    splitLine: { show: false },
    axisLabel: { ...base.axisLabel, width, overflow, ...(overflow === 'break' ? { lineHeight: 12 } : {}) },
  };
};

/** The whole time that was asked for, so that a quiet end shows; a first bin may begin before it. */
function boundsOf({ x }: ChartSeries, span: Answer['span']): { readonly min?: string; readonly max?: string } {
  if (!span) return {};
  const [first = span.from, last = span.to] = [x[0], x.at(-1)];
  return { min: first < span.from ? first : span.from, max: last > span.to ? last : span.to };
}

const timeAxis = (look: Look, data: ChartSeries, span: Answer['span']) => {
  const base = axisLook(look);
  return {
    ...base,
    type: 'time',
    ...boundsOf(data, span),
    splitLine: { show: false },
    splitNumber: 6,
    axisLabel: {
      ...base.axisLabel,
      formatter: {
        year: '{yyyy}',
        month: '{d} {MMM}',
        day: '{d} {MMM}',
        hour: '{HH}:{mm}',
        minute: '{HH}:{mm}',
        second: '{HH}:{mm}:{ss}',
      },
    },
  };
};

const xAxis = ({ data, look, span }: Drawing) =>
  data.isTime ? timeAxis(look, data, span) : categoryAxis(look, data.x);

const itemColour = (colour: string | undefined, look: Look) => {
  const chosen = colourOf(colour, look);
  return chosen === undefined ? {} : { itemStyle: { color: chosen }, lineStyle: { color: chosen } };
};

/** About as many bins as the grain of a time range makes of it. */
const usualBins = 28;

/**
 * Where bars stand. On an axis of time the two that are nearest decide how much room each gets, and the axis grows by it at
 * both ends: where only a few stand far apart, a place without a bar beside the first keeps them and the axis as they are.
 */
function barPlaces({ x, isTime }: ChartSeries, span: Answer['span']): readonly string[] {
  const [first] = x;
  if (!isTime || !span || first === undefined) return x;
  const times = x.map((each) => Date.parse(each));
  const nearest = Math.min(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
  const bin = (Date.parse(span.to) - Date.parse(span.from)) / usualBins;
  if (nearest <= bin) return x;
  const beside = new Date(Date.parse(first) + bin).toISOString();
  return [first, beside, ...x.slice(1)];
}

/** Lines join the values there are; areas and bars stand on zero where there is none. */
function cartesian(kind: 'line' | 'bar', more: (drawing: Drawing) => ChartOption, missing: number | null): Draw {
  return (drawing) => {
    const { data, look, unit, span } = drawing;
    const places = kind === 'bar' ? barPlaces(data, span) : data.x;
    const at = new Map(data.x.map((x, i) => [x, i]));
    return {
      xAxis: xAxis(drawing),
      yAxis: valueAxis(look, unit, data),
      series: data.series.map(({ name, colour, values }) => ({
        type: kind,
        name,
        ...itemColour(colour, look),
        ...more(drawing),
        data: places.map((x) => {
          const value = values[at.get(x) ?? -1] ?? missing;
          return data.isTime ? [x, value] : value;
        }),
      })),
    };
  };
}

const line = cartesian(
  'line',
  ({ data }) => ({ showSymbol: data.x.length < 40, symbolSize: 5, connectNulls: true, lineStyle: { width: 2 } }),
  null,
);
const area = cartesian(
  'line',
  () => ({ stack: 'all', areaStyle: { opacity: 0.35 }, showSymbol: false, lineStyle: { width: 1 } }),
  0,
);
const stackedBars = cartesian('bar', () => ({ stack: 'all', barMaxWidth: 26 }), 0);
const bars = cartesian('bar', () => ({ barMaxWidth: 26 }), null);

/** Letters for which there is room along the foot of the narrowest tile. */
const mostAlongFoot = 44;

/** Bars that lie, in the lowest chart, whose names may take two lines each. */
const mostOfTwoLines = 5;

/** Few names: bars side by side along the foot; many or long ones: bars that lie. */
const categoricalBars: Draw = (drawing) => {
  const { data, look, unit } = drawing;
  if (data.isTime) return stackedBars(drawing);
  const longest = Math.max(...data.x.map(({ length }) => length));
  const isLying = data.x.length > 6 || longest > 14 || longest * data.x.length > mostAlongFoot;
  const names =
    data.x.length > mostOfTwoLines ? categoryAxis(look, data.x, 190) : categoryAxis(look, data.x, 150, 'break');
  if (!isLying) return cartesian('bar', () => ({ stack: 'all', barMaxWidth: 48 }), 0)(drawing);
  return {
    xAxis: valueAxis(look, unit, data),
    yAxis: { ...names, inverse: true },
    series: data.series.map(({ name, colour, values }) => ({
      type: 'bar',
      name,
      stack: 'all',
      barMaxWidth: 18,
      ...itemColour(colour, look),
      data: data.x.map((_, i) => values[i] ?? 0),
    })),
  };
};

const pie: Draw = ({ data, look, unit }) => {
  const [first] = data.series;
  const slices = data.x
    .map((name, i) => ({ name: name || '(empty)', value: first?.values[i] ?? 0 }))
    .sort((a, b) => b.value - a.value);
  const most = 9;
  const rest = slices.slice(most).reduce((sum, { value }) => sum + value, 0);
  return {
    legend: {
      type: 'scroll',
      orient: 'vertical',
      right: 0,
      top: 'middle',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: look.ink, fontSize: 12, width: 170, overflow: 'truncate' },
      pageTextStyle: { color: look.soft },
      pageIconColor: look.ink,
    },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.paper,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? numberText(value, unit) : ''),
    },
    series: [
      {
        type: 'pie',
        radius: ['48%', '78%'],
        center: ['32%', '50%'],
        itemStyle: { borderColor: look.paper, borderWidth: 2 },
        label: { show: false },
        emphasis: { label: { show: false } },
        data: [
          ...slices.slice(0, most),
          ...(rest > 0 ? [{ name: 'other', value: rest, itemStyle: { color: look.soft } }] : []),
        ],
      },
    ],
  };
};

const scatter: Draw = (drawing) => {
  const { data, look, unit, roles, columns, rows } = drawing;
  const { x, y, group } = roles;
  const [first] = y;
  if (x === undefined || first === undefined || data.isTime) {
    return cartesian('line', () => ({ lineStyle: { width: 0 }, symbolSize: 8 }), null)(drawing);
  }
  const groups = new Map<string, [number, number][]>();
  for (const row of rows) {
    const [across, up] = [numberOf(row[x]), numberOf(row[first])];
    if (across === undefined || up === undefined) continue;
    const name = group === undefined ? (columns[first]?.name ?? '') : String(row[group] ?? '');
    groups.set(name, [...(groups.get(name) ?? []), [across, up]]);
  }
  return {
    xAxis: { ...valueAxis(look, undefined), name: columns[x]?.name, nameLocation: 'middle', nameGap: 24 },
    yAxis: valueAxis(look, unit),
    series: [...groups].map(([name, points]) => ({ type: 'scatter', name, symbolSize: 8, data: points })),
  };
};

/** How each kind of chart is drawn; kinds that are no chart have no row. */
const draws: Readonly<Partial<Record<Visualization, Draw>>> = {
  timechart: line,
  linechart: line,
  areachart: area,
  barchart: stackedBars,
  unstackedbar: bars,
  categoricalbar: categoricalBars,
  piechart: pie,
  scatterchart: scatter,
};
