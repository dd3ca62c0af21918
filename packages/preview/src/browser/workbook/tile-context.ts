import type { WorkbookTile } from '@picket/model';
import type { Answer, Choices } from '../../page-data.ts';

/** What draws the result of a tile. */
export interface TileContext {
  readonly tile: WorkbookTile;
  readonly answer: Answer & Required<Pick<Answer, 'columns' | 'rows'>>;
  readonly choices: Choices;
  /** What a click on a row hands on; nothing when the tile exports nothing. */
  readonly pick: ((row: number) => void) | undefined;
  /** Whether what the row hands on is chosen now. */
  readonly isPicked: (row: number) => boolean;
  /** Called when the drawing stands; for a chart that is later than the call. */
  readonly onDrawn: () => void;
}

/** Draws into a host, and answers with what takes the drawing away again. */
export type DrawTile = (host: HTMLElement, context: TileContext) => (() => void) | undefined;
