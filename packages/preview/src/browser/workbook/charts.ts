import { chartOption } from '../../view/chart-option.ts';
import { mapPoints } from '../../view/map-points.ts';
import { el, fill } from '../dom.ts';
import { look, onLook } from '../theme.ts';
import { type Charts, type Drawn, loadCharts } from './charts-loader.ts';
import type { DrawTile, TileContext } from './tile-context.ts';

interface Drawing {
  readonly option: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly words: string;
  /** Of the mark that was clicked, the row that it stands for. */
  readonly rowOf: (mark: {
    readonly series: string;
    readonly name: string;
    readonly place: number;
  }) => number | undefined;
}

type Make = (context: TileContext, charts: Charts) => Drawing | { readonly lacks: string };

/** Draws a chart when the library is there, again when the look changes, and takes it away with the tile. */
function drawWith(make: Make): DrawTile {
  return (host, context) => {
    let drawn: Drawn | undefined;
    let isGone = false;
    const canvas = el('div', { class: 'chart', role: 'img' });
    const note = el('p', { class: 'soft note' });
    fill(host, canvas, note);
    const draw = (charts: Charts): void => {
      if (isGone) return;
      const made = make(context, charts);
      if ('lacks' in made) {
        fill(host, el('p', { class: 'empty' }, `No chart: ${made.lacks}.`));
        context.onDrawn();
        return;
      }
      canvas.setAttribute('aria-label', made.words);
      note.textContent = made.note ?? '';
      if (drawn) drawn.set(made.option);
      else {
        drawn = charts.draw(canvas, made.option);
        const { pick } = context;
        if (pick) {
          drawn.onPick((mark) => {
            const row = made.rowOf(mark);
            if (row !== undefined) pick(row);
          });
        }
      }
      context.onDrawn();
    };
    const again = (): void => {
      loadCharts().then(draw, (failure: unknown) => {
        const said = failure instanceof Error ? failure.message : String(failure);
        fill(host, el('p', { class: 'empty' }, `No chart: ${said}`));
        context.onDrawn();
      });
    };
    again();
    const forget = onLook(again);
    return () => {
      isGone = true;
      forget();
      drawn?.remove();
    };
  };
}

export const drawChart: DrawTile = drawWith(({ tile, answer }) => {
  const { columns, rows } = answer;
  const chart = chartOption({ ...tile, title: answer.title ?? tile.title }, columns, rows, look(), answer.span);
  if ('lacks' in chart) return chart;
  const texts = rows.map((row) => new Set(row.map((cell) => String(cell ?? ''))));
  return {
    ...chart,
    rowOf: ({ series, name }) => {
      const both = texts.findIndex((cells) => cells.has(name) && cells.has(series));
      const either = both >= 0 ? both : texts.findIndex((cells) => cells.has(name) || cells.has(series));
      return either < 0 ? undefined : either;
    },
  };
});

export const drawMap: DrawTile = drawWith(({ tile, answer }, charts) => {
  if (!tile.map) return { lacks: 'the tile has no map settings' };
  const points = mapPoints(tile.map, answer.columns, answer.rows, look(), charts.countryPlace);
  if ('lacks' in points) return points;
  const { nowhere } = points;
  const note =
    nowhere.length > 0
      ? `Not on the map: ${nowhere.slice(0, 5).join(', ')}${nowhere.length > 5 ? ', …' : ''}`
      : undefined;
  return {
    option: charts.mapOption(points),
    words: `${answer.title ?? tile.title}: a map with ${points.points.length} places`,
    ...(note === undefined ? {} : { note }),
    rowOf: ({ place }) => points.points[place]?.row,
  };
});
