import type { ExportedParameter, Visualization, WorkbookTile } from '@picket/model';
import { objectsIn, textOf, type UnknownObject } from '../azure/json.ts';
import { readChart, readMap, readStat, readTiles } from './read-drawing.ts';
import { readGrid } from './read-grid.ts';
import { sizeOf } from './words.ts';

/** The `time` of a query, where the source has to say it. */
export type TimeWord = (query: UnknownObject) => { readonly time?: string };

const visualizations: ReadonlySet<string> = new Set<Visualization>([
  'table',
  'tiles',
  'stat',
  'timechart',
  'linechart',
  'areachart',
  'barchart',
  'categoricalbar',
  'unstackedbar',
  'scatterchart',
  'piechart',
  'map',
]);

function isVisualization(word: string): word is Visualization {
  return visualizations.has(word);
}

/** How a query itself says that its rows are drawn. A column chart is Azure's stacked bar over categories. */
const rendered: Readonly<Record<string, Visualization>> = {
  timechart: 'timechart',
  linechart: 'linechart',
  areachart: 'areachart',
  barchart: 'barchart',
  columnchart: 'categoricalbar',
  piechart: 'piechart',
  scatterchart: 'scatterchart',
  stackedareachart: 'areachart',
  table: 'table',
};

/**
 * A query's item in the words of the source; undefined where its rows are drawn in a way that these have no word for.
 *
 * @param withSettings false: all settings of the drawing are left to be laid over as Azure wrote them
 */
export function readTile(
  content: UnknownObject,
  fallbackTitle: string,
  timeOf: TimeWord,
  withSettings: boolean,
): WorkbookTile | undefined {
  const query = textOf(content.query) ?? '';
  const render = /\|\s*render\s+(\w+)/.exec(query)?.[1];
  const word = textOf(content.visualization) ?? (render === undefined ? 'table' : rendered[render]);
  if (query === '' || word === undefined || !isVisualization(word)) return undefined;
  const [title, noData, size] = [textOf(content.title), textOf(content.noDataMessage), sizeOf(content.size)];
  const exported = exportsOf(content);
  return {
    title: title || fallbackTitle,
    query,
    visualization: word,
    ...(size === undefined || size === 'medium' ? {} : { size }),
    ...timeOf(content),
    ...(noData ? { noData } : {}),
    ...(withSettings ? settingsOf(content, word) : {}),
    ...(exported.length > 0 ? { exports: exported } : {}),
  };
}

type Settings = Pick<WorkbookTile, 'chart' | 'grid' | 'tiles' | 'map'>;

function settingsOf(content: UnknownObject, visualization: Visualization): Settings {
  const only = <K extends keyof Settings>(key: K, value: Settings[K]): Settings =>
    value === undefined ? {} : ({ [key]: value } as Settings);
  if (visualization === 'table') return only('grid', readGrid(content));
  if (visualization === 'tiles') return only('tiles', readTiles(content.tileSettings));
  if (visualization === 'stat') return only('tiles', readStat(content.statSettings));
  if (visualization === 'map') return only('map', readMap(content.mapSettings));
  return only('chart', readChart(content.chartSettings));
}

/** Exports of one column each; what hands on a whole row has no word here. */
function exportsOf(content: UnknownObject): readonly ExportedParameter[] {
  const { exportFieldName, exportParameterName, exportDefaultValue } = content;
  const single = { fieldName: exportFieldName, parameterName: exportParameterName, defaultValue: exportDefaultValue };
  const all = [single, ...objectsIn(content.exportedParameters).map(({ object }) => object)];
  return all.flatMap(({ fieldName, parameterName, defaultValue }: UnknownObject) => {
    const [column, parameter, initial] = [textOf(fieldName), textOf(parameterName), textOf(defaultValue)];
    if (!column || !parameter || !/^[A-Za-z_]\w*$/.test(parameter)) return [];
    return [{ column, parameter, ...(initial ? { default: initial } : {}) }];
  });
}
