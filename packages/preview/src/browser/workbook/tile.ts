import type { Visualization, WorkbookTile } from '@picket/model';
import type { Answer, Choices } from '../../page-data.ts';
import { handedOn } from '../../view/handed-on.ts';
import { el, fill } from '../dom.ts';
import { problemBoxes } from '../problems.ts';
import { drawChart, drawMap } from './charts.ts';
import { drawGrid } from './grid.ts';
import type { ItemView, ItemWorld } from './item.ts';
import type { DrawTile } from './tile-context.ts';
import { drawStat, drawTiles } from './tiles.ts';

const drawings: Readonly<Record<Visualization, DrawTile>> = {
  table: drawGrid,
  tiles: drawTiles,
  stat: drawStat,
  timechart: drawChart,
  linechart: drawChart,
  areachart: drawChart,
  barchart: drawChart,
  unstackedbar: drawChart,
  categoricalbar: drawChart,
  scatterchart: drawChart,
  piechart: drawChart,
  map: drawMap,
};

const charts: ReadonlySet<Visualization> = new Set(
  (Object.keys(drawings) as Visualization[]).filter((kind) => !['table', 'tiles', 'stat'].includes(kind)),
);

/** A tile: its title, what its query gives, and the query itself for those who want to see it. */
export function tileView(key: string, tile: WorkbookTile, world: ItemWorld): ItemView {
  const title = el('h3', {}, tile.title);
  const body = el('div', { class: 'tile-body' });
  const query = el('pre', { class: 'kql' });
  const status = el('span', { class: 'soft status', role: 'status' });
  const queryBox = el('details', { class: 'query' }, el('summary', {}, 'Query'), query);
  const asTable = charts.has(tile.visualization)
    ? el('button', { class: 'quiet small', 'aria-pressed': 'false' }, 'Table')
    : undefined;
  const element = el(
    'section',
    { class: `tile size-${tile.size ?? 'medium'} is-${tile.visualization}`, 'data-key': key, 'aria-busy': 'true' },
    el('header', {}, title, status, asTable),
    body,
    queryBox,
  );
  let remove: (() => void) | undefined;
  let isTable = false;
  let last: { readonly answer: Answer | undefined; readonly choices: Choices } | undefined;

  const clear = (): void => {
    remove?.();
    remove = undefined;
  };

  const settled = (): void => element.setAttribute('aria-busy', 'false');

  const draw = (): void => {
    clear();
    if (!last) return;
    const { answer, choices } = last;
    const state = stateOf(answer);
    element.dataset.state = state;
    title.textContent = answer?.title ?? tile.title;
    query.textContent = answer?.query ?? tile.query;
    status.textContent = answer?.milliseconds === undefined || world.isFixed ? '' : `${answer.milliseconds} ms`;
    const problems = problemBoxes(answer?.problems ?? []);
    if (state !== 'rows') settled();
    if (state === 'fixed') fill(body, el('p', { class: 'empty' }, world.notFixed));
    else if (state === 'error') fill(body, ...problems);
    else if (state === 'empty')
      fill(
        body,
        ...problems,
        el('p', { class: 'empty' }, tile.noData ?? 'No data: the query gives no rows on the sample.'),
      );
    else if (answer?.columns && answer.rows) {
      const inner = el('div', { class: 'drawing' });
      fill(body, ...problems, inner);
      const { columns, rows } = answer;
      const drawTile = isTable ? drawGrid : drawings[tile.visualization];
      remove = drawTile(inner, {
        tile,
        answer: { ...answer, columns, rows },
        choices,
        pick: tile.exports && tile.exports.length > 0 ? (row) => pick(answer, row) : undefined,
        isPicked: (row) => isPicked(answer, row, choices),
        onDrawn: settled,
      });
    }
  };

  const isPicked = (answer: Answer, row: number, choices: Choices): boolean =>
    Object.entries(handedOn(tile, answer, row)).every(([name, value]) => value !== '' && choices[name] === value);
  /** What is chosen already is given up by a second click. */
  const pick = (answer: Answer, row: number): void => {
    const next = handedOn(tile, answer, row);
    const isSame = last && isPicked(answer, row, last.choices);
    const defaults = Object.fromEntries((tile.exports ?? []).map((each) => [each.parameter, each.default ?? '']));
    world.choose(isSame ? defaults : next);
  };

  asTable?.addEventListener('click', () => {
    isTable = !isTable;
    asTable.setAttribute('aria-pressed', String(isTable));
    draw();
  });

  return {
    element,
    show: (answer, choices) => {
      last = { answer, choices };
      draw();
    },
    wait: () => element.setAttribute('aria-busy', 'true'),
    marks: (choices) => {
      if (!last || !tile.exports) return;
      last = { ...last, choices };
      const { answer } = last;
      if (answer) markPicked(body, (row) => isPicked(answer, row, choices));
    },
    remove: clear,
  };
}

type State = 'rows' | 'empty' | 'error' | 'fixed';

function stateOf(answer: Answer | undefined): State {
  if (!answer) return 'fixed';
  if (!answer.rows) return 'error';
  return answer.rows.length === 0 ? 'empty' : 'rows';
}

function markPicked(body: HTMLElement, isPicked: (row: number) => boolean): void {
  for (const mark of body.querySelectorAll<HTMLElement>('[data-row]')) {
    mark.setAttribute(
      mark.localName === 'tr' ? 'aria-selected' : 'aria-pressed',
      String(isPicked(Number(mark.dataset.row))),
    );
  }
}
