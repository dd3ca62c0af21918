import type { Column, Json } from '@picket/engine';
import type { GridSettings } from '@picket/model';
import { cellText } from '../../view/cell-text.ts';
import { numberOf } from '../../view/chart-series.ts';
import { el, fill } from '../dom.ts';
import { type GridCell, gridCell } from './cells.ts';
import type { DrawTile, TileContext } from './tile-context.ts';

/** As many rows as Azure shows unless a grid says otherwise. */
const usualRows = 250;
const manyRows = 12;

interface Shown extends GridCell {
  readonly at: number;
}

/** The result as a table: sorted by a click on a heading, filtered by a text, rows to choose where the tile exports. */
export const drawGrid: DrawTile = (host, context) => {
  const { tile, answer } = context;
  const settings: GridSettings = tile.grid ?? { columns: [] };
  const columns = shownColumns(answer.columns, settings, answer.rows);
  const most = settings.rows ?? usualRows;
  let order = firstOrder(settings, answer.columns);
  let filter = '';
  const body = el('tbody');
  const head = el('tr');
  const note = el('p', { class: 'soft note', role: 'status' });

  const draw = (): void => {
    const places = sorted(answer.rows, order, answer.columns).filter(
      (place) => filter === '' || matches(answer.rows[place] ?? [], filter),
    );
    fill(body, ...places.slice(0, most).map((place) => rowOf(context, columns, place)));
    fill(
      head,
      ...columns.map((column) =>
        heading(column, order, (next) => {
          order = next;
          draw();
        }),
      ),
    );
    const all = answer.total ?? places.length;
    note.textContent = all > Math.min(places.length, most) ? `${Math.min(places.length, most)} of ${all} rows` : '';
  };
  draw();
  const search = el('input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter rows',
    'aria-label': `Filter rows of ${answer.title ?? tile.title}`,
    oninput: () => {
      filter = search.value.trim().toLowerCase();
      draw();
    },
  });
  const hasFilter = settings.filter ?? answer.rows.length > manyRows;
  const table = el('table', { class: context.pick ? 'grid picks' : 'grid' }, el('thead', {}, head), body);
  fill(
    host,
    hasFilter && search,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': answer.title ?? tile.title }, table),
    note,
  );
  context.onDrawn();
  return undefined;
};

function shownColumns(
  columns: readonly Column[],
  settings: GridSettings,
  rows: TileContext['answer']['rows'],
): readonly Shown[] {
  const given = new Map(settings.columns.map((column) => [column.column, column]));
  return columns.flatMap((column, at): readonly Shown[] => {
    const own = given.get(column.name);
    if (own?.format === 'hidden') return [];
    const numbers = rows.flatMap((row) => numberOf(row[at]) ?? []);
    return [
      {
        at,
        column,
        settings: own ?? { column: column.name },
        least: own?.min ?? Math.min(0, ...numbers),
        most: own?.max ?? Math.max(0, ...numbers),
        isOfDays: column.type === 'datetime' && rows.every((row) => /T00:00:00(?:\.0+)?Z$/.test(String(row[at]))),
      },
    ];
  });
}

interface Order {
  readonly at: number;
  readonly descending: boolean;
}

function firstOrder({ sort = [] }: GridSettings, columns: readonly Column[]): readonly Order[] {
  return sort.flatMap(({ column, order }) => {
    const at = columns.findIndex(({ name }) => name === column);
    return at < 0 ? [] : [{ at, descending: order === 'descending' }];
  });
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Places of the rows in the order asked for; equal ones stay in the result's. */
function sorted(
  rows: TileContext['answer']['rows'],
  order: readonly Order[],
  columns: readonly Column[],
): readonly number[] {
  const places = [...rows.keys()];
  const compare = (a: Json | undefined, b: Json | undefined, at: number): number => {
    const [left, right] = columns[at]?.type === 'string' ? [undefined, undefined] : [numberOf(a), numberOf(b)];
    if (left !== undefined && right !== undefined) return left - right;
    return collator.compare(String(a ?? ''), String(b ?? ''));
  };
  return places.sort((a, b) => {
    for (const { at, descending } of order) {
      const found = compare(rows[a]?.[at], rows[b]?.[at], at);
      if (found !== 0) return descending ? -found : found;
    }
    return a - b;
  });
}

const matches = (row: readonly Json[], filter: string): boolean =>
  row.some((cell) => cellText(cell, 'dynamic').toLowerCase().includes(filter));

const isOfNumbers = ({ type }: Column): boolean => ['int', 'long', 'real', 'decimal'].includes(type);

function heading(
  { at, column, settings }: Shown,
  order: readonly Order[],
  sort: (next: readonly Order[]) => void,
): HTMLElement {
  const own = order.find((each) => each.at === at);
  const mark = own ? (own.descending ? ' ↓' : ' ↑') : '';
  return el(
    'th',
    {
      scope: 'col',
      class: isOfNumbers(column) && settings.format !== 'bar' ? 'n' : undefined,
      'aria-sort': own ? (own.descending ? 'descending' : 'ascending') : undefined,
      title: settings.tooltip,
    },
    el(
      'button',
      { class: 'heading', onclick: () => sort([{ at, descending: own ? !own.descending : true }]) },
      `${settings.label ?? column.name}${mark}`,
    ),
  );
}

function rowOf(context: TileContext, columns: readonly Shown[], place: number): HTMLElement {
  const cells = columns.map((column) =>
    gridCell(column, context.answer.rows[place]?.[column.at], context.answer, place),
  );
  const { pick } = context;
  if (!pick) return el('tr', {}, ...cells);
  return el(
    'tr',
    {
      tabindex: '0',
      'data-row': String(place),
      'aria-selected': String(context.isPicked(place)),
      onclick: () => pick(place),
      onkeydown: (event: KeyboardEvent) => onRowKey(event, () => pick(place)),
    },
    ...cells,
  );
}

/** Enter and space choose a row, arrows go from one to the next. */
function onRowKey(event: KeyboardEvent, pick: () => void): void {
  const row = event.currentTarget as HTMLElement;
  if (event.target !== row) return;
  const moves: Readonly<Record<string, Element | null>> = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
  };
  const next = moves[event.key];
  if (next instanceof HTMLElement) next.focus();
  else if (event.key === 'Enter' || event.key === ' ') pick();
  else return;
  event.preventDefault();
}
