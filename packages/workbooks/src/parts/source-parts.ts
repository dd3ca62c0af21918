import type {
  AzureMembers,
  ChartSettings,
  GridSettings,
  MapSettings,
  Path,
  TilesSettings,
  Visibility,
  Workbook,
  WorkbookItem,
  WorkbookParameter,
  WorkbookTile,
} from '@picket/model';
import { isObject, numberOf, objectsIn, stringsIn, type UnknownObject } from '../azure/json.ts';
import { declaredParameters } from '../parameters/declared-parameters.ts';
import { referencesIn } from '../parameters/references.ts';
import { itemsOf, type PlacedItem, type PlacedParameter, parametersOf } from '../walk.ts';
import { partsOfMarks } from './azure-columns.ts';
import { azureParts, isBareName } from './azure-parts.ts';
import type { ColumnUse, ParameterBinding, PlacedText, WorkbookParts, WorkbookQuery } from './workbook-parts.ts';

/** The time range that bounds a query where nothing else is said. */
const usualTime = 'TimeRange';

/** The parts of a workbook's source; raw items give theirs, too. Pure. */
export function sourceParts(workbook: Pick<Workbook, 'parameters' | 'tabs' | 'items'>): WorkbookParts {
  const declared = declaredParameters(workbook);
  const hasUsual = declared.some(({ name, facts }) => name === usualTime && facts.kind === 'time-range');
  const timed = (time: string | undefined) => (time === undefined ? hasUsual : time !== 'none');
  const items = itemsOf(workbook);
  const raw = items.flatMap(({ item, path }) => ('raw' in item ? [azureParts(item.raw, [...path, 'raw'])] : []));
  const parameters = parametersOf(workbook);
  return {
    declared,
    queries: [
      ...parameters.flatMap(({ parameter, path }) => parameterQuery(parameter, path, timed)),
      ...items.flatMap(({ item, path }) => (isTile(item) ? [tileQuery(item, path, timed)] : [])),
      ...raw.flatMap(({ queries }) => queries),
    ],
    texts: [...items.flatMap(({ item, path }) => itemTexts(item, path)), ...raw.flatMap(({ texts }) => texts)],
    bindings: [
      ...parameters.flatMap(({ parameter, path }) =>
        timeBinding('time' in parameter ? parameter.time : undefined, path),
      ),
      ...items.flatMap(({ item, path }) => itemBindings(item, path)),
      ...raw.flatMap(({ bindings }) => bindings),
    ],
    names: [
      ...(workbook.tabs ?? []).map(({ name }, index) => ({ name, path: ['tabs', index, 'name'], of: 'tab' as const })),
      ...items.flatMap(({ item: { name }, path }) =>
        name === undefined ? [] : [{ name, path: [...path, 'name'], of: 'item' as const }],
      ),
    ],
    mentioned: new Set([
      ...stringsIn(workbook).flatMap(({ text }) => referencesIn(text).map(({ name }) => name)),
      ...parameters.flatMap(({ parameter }) => ('time' in parameter ? (parameter.time ?? []) : [])),
      ...items.flatMap(({ item }) => [
        ...(item.visibleWhen ?? []).map(({ parameter }) => parameter),
        ...(isTile(item) ? (item.time ?? []) : []),
      ]),
      ...(hasUsual && queriesTake(usualTime, items, parameters) ? [usualTime] : []),
      // All queries run on the workspace that is chosen.
      ...parameters.flatMap(({ parameter }) => (parameter.type === 'workspace' ? [parameter.parameter] : [])),
      ...raw.flatMap(({ mentioned }) => [...mentioned]),
      ...stringsIn(workbook).flatMap(({ text, path }) => (path.includes('azure') && isBareName(path) ? [text] : [])),
    ]),
    isOpen: raw.some(({ isOpen }) => isOpen),
  };
}

/** Whether a query is left to the usual time range. */
function queriesTake(time: string, items: readonly PlacedItem[], parameters: readonly PlacedParameter[]): boolean {
  return (
    items.some(({ item }) => isTile(item) && (item.time ?? time) === time) ||
    parameters.some(({ parameter }) => 'query' in parameter && (parameter.time ?? time) === time)
  );
}

function isTile(item: WorkbookItem): item is WorkbookTile {
  return 'query' in item;
}

function parameterQuery(
  parameter: WorkbookParameter,
  path: Path,
  timed: (time: string | undefined) => boolean,
): readonly WorkbookQuery[] {
  if (!('query' in parameter) || parameter.query === undefined) return [];
  return [
    {
      text: parameter.query,
      path: [...path, 'query'],
      purpose: parameter.type === 'query' ? 'value' : 'drop-down',
      hasTime: timed(parameter.time) || hasFixedTime({ content: parameter.azure }),
      columns: [],
    },
  ];
}

const settingsKeys = ['chart', 'grid', 'tiles', 'map'] as const;

function tileQuery(tile: WorkbookTile, path: Path, timed: (time: string | undefined) => boolean): WorkbookQuery {
  const { query, visualization, chart, grid, tiles, map, exports = [] } = tile;
  return {
    text: query,
    path: [...path, 'query'],
    purpose: 'tile',
    hasTime: timed(tile.time) || hasFixedTime(tile.azure),
    visualization,
    columns: [
      ...(chart ? chartColumns(chart, [...path, 'chart'], visualization) : []),
      ...(grid ? gridColumns(grid, [...path, 'grid']) : []),
      ...(tiles ? tilesColumns(tiles, [...path, 'tiles']) : []),
      ...(map ? mapColumns(map, [...path, 'map']) : []),
      ...exports.flatMap(({ column, parameter }, index) =>
        isMark(column, visualization)
          ? []
          : [
              {
                column,
                path: [...path, 'exports', index, 'column'],
                use: `the exported parameter ${parameter}`,
                wants: 'any' as const,
              },
            ],
      ),
    ],
    settings: [
      ...settingsKeys.filter((key) => tile[key] !== undefined).map((key) => ({ key, path: [...path, key] })),
      ...laidOverSettings(tile.azure, path),
    ],
  };
}

/** A click on a chart hands on parts of its marks, whatever the columns are called (Interactive reports). */
function isMark(column: string, visualization: string): boolean {
  const isChart = !['table', 'tiles', 'stat', 'map'].includes(visualization);
  return isChart && partsOfMarks.has(column);
}

/** A length of time that is laid over as Azure writes it. */
function hasFixedTime(azure: AzureMembers | undefined): boolean {
  const [context] = objectsIn([contentOf(azure).timeContext]);
  return numberOf(context?.object.durationMs) > 0;
}

/** The words for settings that Azure has under other names. */
const azureSettings = { tileSettings: 'tiles', statSettings: 'tiles', mapSettings: 'map' } as const;

function laidOverSettings(azure: AzureMembers | undefined, path: Path) {
  const content = contentOf(azure);
  return Object.entries(azureSettings).flatMap(([key, word]) =>
    isObject(content[key]) ? [{ key: word, path: [...path, 'azure', 'content', key], isLaidOver: true as const }] : [],
  );
}

function contentOf(azure: AzureMembers | undefined): UnknownObject {
  return isObject(azure?.content) ? azure.content : {};
}

function chartColumns({ x, y = [], group }: ChartSettings, path: Path, visualization: string): readonly ColumnUse[] {
  const time = visualization === 'timechart' ? 'datetime' : 'any';
  return [
    ...named(x, [...path, 'x'], "the chart's x", time),
    ...y.map((column, index) => ({
      column,
      path: [...path, 'y', index],
      use: "the chart's y",
      wants: 'number' as const,
    })),
    ...named(group, [...path, 'group'], "the chart's group", 'any'),
  ];
}

/** Formats that make sense of some types only. */
const formatWants: Readonly<Record<string, ColumnUse['wants']>> = {
  number: 'number',
  bar: 'number',
  heatmap: 'number',
  datetime: 'datetime',
  duration: 'number or timespan',
};

/** Azure takes a column's name for a pattern of several. */
function isPattern(column: string): boolean {
  return /[|^$*+?\\]/.test(column);
}

function gridColumns({ columns, sort = [] }: GridSettings, path: Path): readonly ColumnUse[] {
  return [
    ...columns.flatMap(({ column, format = 'text', link }, index) => [
      ...named(
        isPattern(column) ? undefined : column,
        [...path, 'columns', index, 'column'],
        'a column of the grid',
        formatWants[format] ?? 'any',
      ),
      ...named(link?.column, [...path, 'columns', index, 'link', 'column'], 'the link of a column', 'any'),
    ]),
    ...sort.flatMap(({ column }, index) =>
      named(column, [...path, 'sort', index, 'column'], "the grid's order", 'any'),
    ),
  ];
}

function tilesColumns({ title, value, subtitle }: TilesSettings, path: Path): readonly ColumnUse[] {
  return [
    ...named(title, [...path, 'title'], "the tiles' title", 'any'),
    ...named(value, [...path, 'value'], "the tiles' value", 'any'),
    ...named(subtitle, [...path, 'subtitle'], "the tiles' subtitle", 'any'),
  ];
}

function mapColumns(
  { country, latitude, longitude, label, size, colour }: MapSettings,
  path: Path,
): readonly ColumnUse[] {
  return [
    ...named(country, [...path, 'country'], "the map's country", 'any'),
    ...named(latitude, [...path, 'latitude'], "the map's latitude", 'number or text'),
    ...named(longitude, [...path, 'longitude'], "the map's longitude", 'number or text'),
    ...named(label, [...path, 'label'], "the map's label", 'any'),
    ...named(size, [...path, 'size'], "the map's size", 'number'),
    ...named(colour, [...path, 'colour'], "the map's colour", 'number'),
  ];
}

function named(column: string | undefined, path: Path, use: string, wants: ColumnUse['wants']): readonly ColumnUse[] {
  return column === undefined ? [] : [{ column, path, use, wants }];
}

function itemTexts(item: WorkbookItem, path: Path): readonly PlacedText[] {
  const text = (value: string | undefined, key: string) =>
    value === undefined ? [] : [{ text: value, path: [...path, key] }];
  if ('text' in item) return text(item.text, 'text');
  if ('query' in item) return [...text(item.title, 'title'), ...text(item.noData, 'noData')];
  if ('group' in item) return text(item.group, 'group');
  if (!('links' in item)) return [];
  return item.links.flatMap(({ label, url, value }, index) =>
    (
      [
        ['label', label],
        ['url', url],
        ['value', value],
      ] as const
    ).flatMap(([key, each]) => (each === undefined ? [] : [{ text: each, path: [...path, 'links', index, key] }])),
  );
}

function itemBindings(item: WorkbookItem, path: Path): readonly ParameterBinding[] {
  const conditions = (item.visibleWhen ?? []).map(({ parameter }: Visibility, index) => ({
    name: parameter,
    path: [...path, 'visibleWhen', index, 'parameter'],
    by: 'condition' as const,
  }));
  return [...conditions, ...('query' in item ? timeBinding(item.time, path) : [])];
}

function timeBinding(time: string | undefined, path: Path): readonly ParameterBinding[] {
  return time === undefined || time === 'none' ? [] : [{ name: time, path: [...path, 'time'], by: 'time' }];
}
