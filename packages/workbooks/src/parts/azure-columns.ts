import type { Path } from '@picket/model';
import { isObject, objectsIn, textOf, type UnknownObject } from '../azure/json.ts';
import type { ColumnUse } from './workbook-parts.ts';

/** Azure matches columns by patterns; what is one is left alone. Names with `$` are its own. */
const plainName = /^[A-Za-z_]\w*$/;

/** A click on a chart hands on these, whatever the columns are called (Interactive reports). */
const partsOfMarks = new Set(['x', 'y', 'series', 'label']);

type Member = readonly [keys: readonly string[], use: string, wants: ColumnUse['wants']];

/** Members that name one column, below the content of a query's item. */
const single: readonly Member[] = [
  [['chartSettings', 'xAxis'], "the chart's x", 'any'],
  [['chartSettings', 'group'], "the chart's group", 'any'],
  [['tileSettings', 'titleContent', 'columnMatch'], "the tiles' title", 'any'],
  [['tileSettings', 'subtitleContent', 'columnMatch'], "the tiles' subtitle", 'any'],
  [['tileSettings', 'leftContent', 'columnMatch'], "the tiles' left value", 'any'],
  [['tileSettings', 'rightContent', 'columnMatch'], "the tiles' right value", 'any'],
  [['tileSettings', 'secondaryContent', 'columnMatch'], "the tiles' second value", 'any'],
  [['statSettings', 'valueField'], "the stat's value", 'any'],
  [['mapSettings', 'locInfoColumn'], "the map's place", 'any'],
  [['mapSettings', 'latitude'], "the map's latitude", 'number'],
  [['mapSettings', 'longitude'], "the map's longitude", 'number'],
  [['mapSettings', 'sizeSettings'], "the map's size", 'number'],
  [['mapSettings', 'labelSettings'], "the map's label", 'any'],
  [['exportFieldName'], 'the exported parameter', 'any'],
];

/** Lists whose members name a column each. */
const lists: readonly (readonly [keys: readonly string[], member: string, use: string, isLeftover: boolean])[] = [
  [['gridSettings', 'formatters'], 'columnMatch', 'a column of the grid', true],
  [['gridSettings', 'labelSettings'], 'columnId', 'a label of the grid', true],
  [['exportedParameters'], 'fieldName', 'an exported parameter', false],
];

/** Every column that the settings of a query's item name. */
export function azureColumns(content: UnknownObject, at: Path): readonly ColumnUse[] {
  const isChart = ![undefined, 'table', 'tiles'].includes(textOf(content.visualization));
  const used = [
    ...single.flatMap(([keys, use, wants]) => one(memberAt(content, keys), [...at, ...keys], use, wants)),
    ...lists.flatMap(([keys, member, use, isLeftover]) =>
      objectsIn(memberAt(content, keys)).flatMap(({ object, index }) =>
        one(object[member], [...at, ...keys, index, member], use, 'any').map((found) => ({ ...found, isLeftover })),
      ),
    ),
    ...[memberAt(content, ['chartSettings', 'yAxis'])]
      .flat()
      .flatMap((column, index) => one(column, [...at, 'chartSettings', 'yAxis', index], "the chart's y", 'number')),
  ];
  return used.filter(({ column, path }) => !(isChart && isExport(path) && partsOfMarks.has(column)));
}

function isExport(path: Path): boolean {
  return path.includes('exportedParameters') || path.includes('exportFieldName');
}

function one(column: unknown, path: Path, use: string, wants: ColumnUse['wants']): readonly ColumnUse[] {
  const name = textOf(column);
  return name !== undefined && plainName.test(name) ? [{ column: name, path, use, wants }] : [];
}

function memberAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}
