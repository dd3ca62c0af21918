import type { Column, Json } from '@picket/engine';
import type { TilesSettings } from '@picket/model';
import { cellText, numberText, thresholdOf } from '../../view/cell-text.ts';
import { isNumber } from '../../view/chart-roles.ts';
import { numberOf } from '../../view/chart-series.ts';
import { colourName } from '../../view/palette.ts';
import { el, fill } from '../dom.ts';
import type { DrawTile } from './tile-context.ts';

const mostTiles = 60;

/** A card for each row: title, value and subtitle. */
export const drawTiles: DrawTile = (host, { tile, answer, pick, isPicked, onDrawn }) => {
  const settings = tile.tiles ?? usualTiles(answer.columns);
  const cards = answer.rows.slice(0, mostTiles).map((row, place) => {
    const parts = cardParts(settings, answer.columns, row);
    if (!pick) return el('li', { class: 'card' }, ...parts);
    return el(
      'li',
      {},
      el(
        'button',
        {
          class: 'card',
          'data-row': String(place),
          'aria-pressed': String(isPicked(place)),
          onclick: () => pick(place),
        },
        ...parts,
      ),
    );
  });
  const left = answer.rows.length - cards.length;
  const note = left > 0 && el('p', { class: 'soft note' }, `${left} more are not shown`);
  fill(host, el('ul', { class: settings.tileSize === 'full' ? 'cards full' : 'cards' }, ...cards), note);
  onDrawn();
  return undefined;
};

/** The first number of the first row, large. */
export const drawStat: DrawTile = (host, { tile, answer, onDrawn }) => {
  const [row = []] = answer.rows;
  if (tile.tiles) {
    fill(host, el('div', { class: 'stat' }, ...cardParts(tile.tiles, answer.columns, row)));
    onDrawn();
    return undefined;
  }
  const settings = usualTiles(answer.columns);
  const unit = tile.chart?.unit;
  const stats = answer.columns.flatMap((column, at) => {
    if (!isNumber(column) && column.name !== settings.value) return [];
    const label = answer.columns.length > 1 ? column.name : undefined;
    return [
      el(
        'div',
        { class: 'stat' },
        label !== undefined && el('span', { class: 'card-title' }, label),
        el('span', { class: 'card-value' }, valueText(row[at], column, unit)),
      ),
    ];
  });
  fill(host, el('div', { class: 'stats' }, ...stats));
  onDrawn();
  return undefined;
};

function usualTiles(columns: readonly Column[]): TilesSettings {
  const value = columns.find(isNumber) ?? columns.at(-1);
  const title = columns.find((column) => column !== value) ?? value;
  return { title: title?.name ?? '', value: value?.name ?? '' };
}

function cardParts(
  settings: TilesSettings,
  columns: readonly Column[],
  row: readonly Json[],
): readonly (Node | string)[] {
  const at = (name: string | undefined): number => columns.findIndex((column) => column.name === name);
  const text = (name: string | undefined): string => {
    const place = at(name);
    return place < 0 ? '' : cellText(row[place], columns[place]?.type ?? 'string');
  };
  const place = at(settings.value);
  const value = valueText(row[place], columns[place], settings.unit);
  const found = thresholdOf(row[place], settings.thresholds);
  const colour = colourName(found?.show ?? settings.palette);
  const subtitle = text(settings.subtitle);
  return [
    el('span', { class: 'card-title' }, text(settings.title)),
    el('span', { class: colour ? `card-value in-${colour}` : 'card-value' }, value),
    ...(found?.text ? [el('span', { class: 'card-mark' }, found.text.replace(/\{0\}(\{1\})?/g, value))] : []),
    ...(subtitle ? [el('span', { class: 'card-subtitle' }, subtitle)] : []),
  ];
}

function valueText(value: Json | undefined, column: Column | undefined, unit: string | undefined): string {
  const number = column && isNumber(column) && column.type !== 'timespan' ? numberOf(value) : undefined;
  if (number === undefined) return cellText(value, column?.type ?? 'string') || '–';
  return numberText(number, unit, Math.abs(number) >= 100_000);
}
