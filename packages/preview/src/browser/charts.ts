import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, registerMap, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { numberText } from '../view/cell-text.ts';
import type { ChartOption } from '../view/chart-option.ts';
import type { MapPoints } from '../view/map-points.ts';
import type { Charts, Drawn } from './workbook/charts-loader.ts';
import { countryPlace, worldMap } from './world-map.ts';

// A script of its own, loaded with the first chart: the drawing library and the map are most of what the page weighs.

use([BarChart, LineChart, PieChart, ScatterChart]);
use([AriaComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

let hasMap = false;

/** A chart has no size while its tab is hidden: it is made, and follows, when it is seen. */
function draw(host: HTMLElement, option: ChartOption): Drawn {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let chart: ECharts | undefined;
  let current = option;
  let told: Parameters<Drawn['onPick']>[0] | undefined;
  const show = (): void => {
    chart?.setOption(still ? { ...current, animation: false } : current, { notMerge: true });
  };
  const follow = (): void => {
    if (host.clientWidth === 0 || host.clientHeight === 0) return;
    if (chart) {
      chart.resize();
      return;
    }
    chart = init(host, null, { renderer: 'canvas' });
    chart.on('click', ({ seriesName, name, dataIndex }) =>
      told?.({ series: seriesName ?? '', name, place: dataIndex }),
    );
    show();
  };
  follow();
  const observer = new ResizeObserver(follow);
  observer.observe(host);
  return {
    set: (next) => {
      current = next;
      show();
    },
    onPick: (then) => {
      told = then;
    },
    remove: () => {
      observer.disconnect();
      chart?.dispose();
    },
  };
}

function mapOption({ points, look }: MapPoints): ChartOption {
  if (!hasMap) registerMap('world', worldMap as never);
  hasMap = true;
  const most = Math.max(1, ...points.map(({ size }) => size));
  return {
    animationDuration: 250,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    geo: {
      map: 'world',
      roam: false,
      silent: true,
      left: 0,
      right: 0,
      top: 0,
      bottom: 0,
      boundingCoords: [
        [-170, 78],
        [190, -57],
      ],
      itemStyle: { areaColor: look.line, borderColor: look.paper, borderWidth: 0.6 },
    },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: look.paper,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const point = points[dataIndex];
        return point ? `${point.label}: ${numberText(point.size)}` : '';
      },
    },
    aria: { enabled: true },
    series: [
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        itemStyle: { color: look.series[0], opacity: 0.65, borderColor: look.paper, borderWidth: 1 },
        symbolSize: (_: unknown, { dataIndex }: { readonly dataIndex: number }) =>
          6 + 30 * Math.sqrt((points[dataIndex]?.size ?? 0) / most),
        data: points.map(({ label, at, size }) => ({ name: label, value: [...at, size] })),
      },
    ],
  };
}

const charts: Charts = { draw, countryPlace, mapOption };
Object.assign(globalThis, { picketCharts: charts });
