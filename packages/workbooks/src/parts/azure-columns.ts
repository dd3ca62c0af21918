import type { Path } from '@picket/model';
import { isObject, objectsIn, textOf, type UnknownObject } from '../azure/json.ts';
import type { ColumnUse } from './workbook-parts.ts';

/** Azure matches columns by patterns; what is one is left alone. Names with `$` are its own. */
const plainName = /^[A-Za-z_]\w*$/;

/** A click on a chart hands on these, whatever the columns are called (Interactive reports). */
export const partsOfMarks: ReadonlySet<string> = new Set(['x', 'y', 'series', 'label']);

type Shown = 'table' | 'tiles' | 'stat' | 'map' | 'chart' | 'any';

type Member = readonly [shown: Shown, keys: readonly string[], use: string];

/** Members that name one column, below the content of a query's item. */
const single: readonly Member[] = [
  ['chart', ['chartSettings', 'xAxis'], "the chart's x"],
  ['chart', ['chartSettings', 'group'], "the chart's group"],
  ['tiles', ['tileSettings', 'titleContent', 'columnMatch'], "the tiles' title"],
  ['tiles', ['tileSettings', 'subtitleContent', 'columnMatch'], "the tiles' subtitle"],
  ['tiles', ['tileSettings', 'leftContent', 'columnMatch'], "the tiles' left value"],
  ['tiles', ['tileSettings', 'rightContent', 'columnMatch'], "the tiles' right value"],
  ['tiles', ['tileSettings', 'secondaryContent', 'columnMatch'], "the tiles' second value"],
  ['stat', ['statSettings', 'valueField'], "the stat's value"],
  ['map', ['mapSettings', 'locInfoColumn'], "the map's place"],
  ['map', ['mapSettings', 'latitude'], "the map's latitude"],
  ['map', ['mapSettings', 'longitude'], "the map's longitude"],
  ['map', ['mapSettings', 'sizeSettings'], "the map's size"],
  ['map', ['mapSettings', 'labelSettings'], "the map's label"],
  ['any', ['exportFieldName'], 'the exported parameter'],
];

/** Lists whose members name a column each. */
const lists: readonly (readonly [...Member, member: string, isLeftover: boolean])[] = [
  ['table', ['gridSettings', 'formatters'], 'a column of the grid', 'columnMatch', true],
  ['table', ['gridSettings', 'labelSettings'], 'a label of the grid', 'columnId', true],
  ['any', ['exportedParameters'], 'an exported parameter', 'fieldName', false],
];

/** Every column that the settings of a query's item name; settings of another visualization are not looked at. */
export function azureColumns(content: UnknownObject, at: Path): readonly ColumnUse[] {
  const visualization = textOf(content.visualization) ?? 'table';
  const shown = ['table', 'tiles', 'stat', 'map'].find((each) => each === visualization) ?? 'chart';
  // Where nothing is said, the query's own render may make a chart of it.
  const hasMarks = shown === 'chart' || content.visualization === undefined;
  const isSeen = (each: Shown) => each === 'any' || each === shown;
  const y = isSeen('chart') ? [memberAt(content, ['chartSettings', 'yAxis'])].flat() : [];
  const used = [
    ...single.flatMap(([each, keys, use]) =>
      isSeen(each) ? one(memberAt(content, keys), [...at, ...keys], use, 'any') : [],
    ),
    ...lists.flatMap(([each, keys, use, member, isLeftover]) =>
      objectsIn(isSeen(each) ? memberAt(content, keys) : []).flatMap(({ object, index }) =>
        one(object[member], [...at, ...keys, index, member], use, 'any').map((found) => ({ ...found, isLeftover })),
      ),
    ),
    ...y.flatMap((column, index) => one(column, [...at, 'chartSettings', 'yAxis', index], "the chart's y", 'number')),
  ];
  return used.filter(({ column, path }) => !(hasMarks && isExport(path) && partsOfMarks.has(column)));
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
