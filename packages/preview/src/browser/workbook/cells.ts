import type { Column, Json } from '@picket/engine';
import type { GridColumn } from '@picket/model';
import type { Answer } from '../../page-data.ts';
import { cellText, numberText, thresholdOf } from '../../view/cell-text.ts';
import { numberOf } from '../../view/chart-series.ts';
import { colourName } from '../../view/palette.ts';
import { el } from '../dom.ts';
import { openDetails } from './details.ts';

/** A column of a grid, with the least and the most of its numbers. */
export interface GridCell {
  readonly column: Column;
  readonly settings: GridColumn;
  readonly least: number;
  readonly most: number;
  /** A column of moments that are all midnights. */
  readonly isOfDays: boolean;
}

type Content = readonly (Node | string)[];
type Format = (text: string, value: Json | undefined, cell: GridCell) => Content;

const share = (value: Json | undefined, { least, most }: GridCell): number => {
  const number = numberOf(value);
  if (number === undefined || most <= least) return 0;
  return Math.max(0, Math.min(1, (number - least) / (most - least)));
};

/** Words for Azure's icons; the sign stands before a text, so that colour is never the only sign. */
const signs: readonly (readonly [pattern: RegExp, sign: string, colour: string])[] = [
  [/^(success|ok|check|available|up|green)/i, '✓', 'green'],
  [/^(error|fail|critical|sev0|stop|down|red|cancel)/i, '✕', 'red'],
  [/^(warn|sev1|sev2|caution|yellow|orange)/i, '▲', 'orange'],
  [/^(info|sev3|sev4|question|blue)/i, 'i', 'blue'],
];

function signOf(name: string): HTMLElement {
  const [, sign, colour] = signs.find(([pattern]) => pattern.test(name)) ?? [/./, '•', 'gray'];
  return el('span', { class: `sign on-${colour}`, 'aria-hidden': 'true' }, sign);
}

/** How a format of a column shows a cell. Formats without a row show the text. */
const formats: Readonly<Partial<Record<NonNullable<GridColumn['format']>, Format>>> = {
  number: (text, value, { settings }) => {
    const number = numberOf(value);
    return [number === undefined ? text : numberText(number, settings.unit)];
  },
  duration: (text, value, { settings, column }) => {
    const number = column.type === 'timespan' ? undefined : numberOf(value);
    return [number === undefined ? text : numberText(number, settings.unit ?? 'seconds')];
  },
  bar: (text, value, cell) => {
    const bar = el('span', { class: `bar to-${colourName(cell.settings.palette) ?? 'blue'}`, 'aria-hidden': 'true' });
    bar.style.setProperty('--share', `${(share(value, cell) * 100).toFixed(1)}%`);
    return [el('span', { class: 'bar-cell' }, bar, el('span', {}, text))];
  },
  heatmap: (text, value, cell) => {
    if (text === '') return [];
    const heat = el('span', { class: `heat to-${colourName(cell.settings.palette) ?? 'blue'}` }, text);
    heat.style.setProperty('--share', `${(8 + share(value, cell) * 62).toFixed(1)}%`);
    return [heat];
  },
  thresholds: (text, value, { settings }) => {
    const found = thresholdOf(value, settings.thresholds);
    if (!found) return [text];
    return [
      el('span', { class: `mark on-${colourName(found.show) ?? 'gray'}` }, found.text ? said(found.text, text) : text),
    ];
  },
  icons: (text, value, { settings }) => {
    const found = thresholdOf(value, settings.thresholds);
    return found ? [signOf(found.show), ' ', found.text ? said(found.text, text) : text] : [text];
  },
  severity: (text) => [el('span', { class: `mark on-${colourName(text) ?? 'gray'}` }, text)],
  json: (_text, value) => [el('code', {}, typeof value === 'string' ? value : JSON.stringify(value ?? null))],
};

/** Azure writes {0} for the value in a threshold's text, with further signs for how it is written. */
const said = (written: string, text: string): string => written.replace(/\{0\}(\{1\})?/g, text);

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A column of midnights tells days. */
function textOf({ column, settings, isOfDays }: GridCell, value: Json | undefined): string {
  const text = cellText(value, settings.format === 'datetime' ? 'datetime' : column.type, settings);
  return isOfDays ? text.replace(' 00:00:00', '') : text;
}

type Kind = 'n' | 'when' | 'id' | 'long' | 'text';

/** What decides how wide a cell may be: a long word has to break somewhere. */
function kindOf({ column, settings }: GridCell, value: Json | undefined, text: string): Kind {
  if (column.type === 'datetime' || settings.format === 'datetime') return 'when';
  if (numberOf(value) !== undefined && column.type !== 'string') return 'n';
  if (guid.test(text)) return 'id';
  return /\S{20}/.test(text) ? 'long' : 'text';
}

/** How a kind of cell gives way where a table has little room; the whole text is in its title. */
const shortened: Readonly<Partial<Record<Kind, (text: string) => Content>>> = {
  when: (text) => {
    const [, minute, seconds] = /^(.*\d\d:\d\d)(:\d\d)$/.exec(text) ?? [];
    return minute === undefined || seconds === undefined ? [text] : [minute, el('span', { class: 'seconds' }, seconds)];
  },
  long: (text) => [el('span', { class: /\s/.test(text) ? 'clip' : 'clip one' }, text)],
  text: (text) => [el('span', { class: 'clip' }, text)],
};

/** A cell of a grid, as its column's format and link say. */
export function gridCell(cell: GridCell, value: Json | undefined, answer: Answer, row: number): HTMLElement {
  const { settings } = cell;
  const text = textOf(cell, value);
  const kind = kindOf(cell, value, text);
  const content = formats[settings.format ?? 'text']?.(text, value, cell) ?? shortened[kind]?.(text) ?? [text];
  return el(
    'td',
    { class: kind, title: settings.tooltip ?? (kind === 'n' || text === '' ? undefined : text) },
    ...linked(cell, text, content, answer, row),
  );
}

function linked({ settings }: GridCell, text: string, content: Content, answer: Answer, row: number): Content {
  const { link } = settings;
  if (!link && settings.format !== 'link') return content;
  if (link?.opens === 'details') {
    const label = link.label ?? text;
    return [
      el(
        'button',
        {
          class: 'link',
          onclick: (event: Event) => {
            event.stopPropagation();
            openDetails(answer, row);
          },
        },
        label || 'details',
      ),
    ];
  }
  const from = link?.column === undefined ? text : cellText(valueAt(answer, row, link.column), 'string');
  const address = webAddress(from);
  if (address === undefined) return content;
  return [el('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, link?.label ?? text)];
}

function valueAt({ columns = [], rows = [] }: Answer, row: number, name: string): Json | undefined {
  return rows[row]?.[columns.findIndex((column) => column.name === name)];
}

/** An address on the web; nothing else, as javascript:, becomes a link. */
export function webAddress(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
