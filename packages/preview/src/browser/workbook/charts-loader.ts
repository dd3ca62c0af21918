import type { Chart } from '../../view/chart-option.ts';
import type { MapPoints } from '../../view/map-points.ts';
import { loadScript } from '../source.ts';

/** A drawing that stands in an element until it is taken away. */
export interface Drawn {
  readonly set: (option: Chart['option']) => void;
  /** Told with the series' name and the x value or slice's name of a mark that is clicked. */
  readonly onPick: (
    then: (mark: { readonly series: string; readonly name: string; readonly place: number }) => void,
  ) => void;
  readonly remove: () => void;
}

/** What charts.js puts on the page. */
export interface Charts {
  readonly draw: (host: HTMLElement, option: Chart['option']) => Drawn;
  /** Places of countries by ISO code or English name, as [longitude, latitude]. */
  readonly countryPlace: (country: string) => readonly [number, number] | undefined;
  readonly mapOption: (points: MapPoints) => Chart['option'];
}

let loading: Promise<Charts> | undefined;

/** The drawing library, which is loaded with the first chart. */
export function loadCharts(): Promise<Charts> {
  loading ??= loadScript('assets/charts.js').then(() => {
    const { picketCharts } = globalThis as { readonly picketCharts?: Charts };
    if (!picketCharts) throw new Error('assets/charts.js holds no charts');
    return picketCharts;
  });
  return loading;
}
