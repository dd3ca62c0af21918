import { createHash } from 'node:crypto';
import type { Evaluate, Frame, Run } from '../run/run.ts';
import type { Row } from '../values/cell.ts';
import { absent, type Cell, type ScalarType, wrapLong } from '../values/cell.ts';

/** A function whose value depends on which row is at hand, and not on its cells alone. */
export interface RowFunction {
  /** Rows need no order for it. */
  readonly anyOrder?: true;
  /** Type of the result; undefined when these arguments are not evaluated. */
  readonly type: (types: readonly ScalarType[]) => ScalarType | undefined;
  readonly compile: (args: readonly Evaluate[], types: readonly ScalarType[], run: Run) => Evaluate;
}

/** Computes a value for every row once, in order. */
function once(compute: (frames: readonly Frame[]) => readonly Cell[]): Evaluate {
  let of: readonly Row[] | undefined;
  let values: readonly Cell[] = [];
  return ({ rows, index }) => {
    if (of !== rows) {
      of = rows;
      values = compute(rows.map((row, i) => ({ row, index: i, rows })));
    }
    return values[index] ?? null;
  };
}

const neighbour = (direction: 1 | -1): RowFunction => ({
  type: ([type, offset, fallback, ...more]) => {
    const countable = offset === undefined || offset === 'long' || offset === 'int';
    const fits = fallback === undefined || fallback === type || (type === 'real' && fallback === 'long');
    return type && countable && fits && more.length === 0 ? type : undefined;
  },
  compile:
    ([value, offset, fallback], [type = 'dynamic']) =>
    (frame) => {
      const by = offset ? Number(offset(frame) ?? 1) : 1;
      const index = frame.index + direction * by;
      const row = frame.rows[index];
      if (row && value) return value({ row, index, rows: frame.rows });
      const given = fallback ? fallback(frame) : absent(type);
      return type === 'real' && typeof given === 'bigint' ? Number(given) : given;
    },
});

const isStart = (restart: Evaluate | undefined, frame: Frame): boolean => restart?.(frame) === true;

/** Microsoft Learn: "prev()", "next()", "row_number()", "row_cumsum()", "row_window_session()", "row_rank_dense()", "row_rank_min()", "new_guid()". */
export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  prev: neighbour(-1),
  next: neighbour(1),
  row_number: {
    type: ([start, restart, ...more]) =>
      (start === undefined || start === 'long' || start === 'int') &&
      (restart === undefined || restart === 'bool') &&
      more.length === 0
        ? 'long'
        : undefined,
    compile: ([start, restart]) =>
      once((frames) => {
        let number = 0n;
        return frames.map((frame, i) => {
          const first = BigInt(Number(start?.(frame) ?? 1));
          number = i === 0 || isStart(restart, frame) ? first : number + 1n;
          return number;
        });
      }),
  },
  row_cumsum: {
    type: ([type, restart, ...more]) => {
      if ((restart !== undefined && restart !== 'bool') || more.length > 0) return undefined;
      return type === 'int' ? 'long' : type === 'long' || type === 'real' || type === 'timespan' ? type : undefined;
    },
    compile: ([value, restart], [type]) =>
      once((frames) => {
        let total: bigint | number = type === 'real' ? 0 : 0n;
        return frames.map((frame) => {
          if (isStart(restart, frame)) total = type === 'real' ? 0 : 0n;
          const term = value?.(frame) ?? null;
          if (typeof total === 'number') total += Number(term ?? 0);
          else total = wrapLong(total + BigInt(typeof term === 'bigint' ? term : Number(term ?? 0)));
          return total;
        });
      }),
  },
  row_window_session: {
    type: ([value, fromFirst, between, restart, ...more]) =>
      value === 'datetime' &&
      fromFirst === 'timespan' &&
      between === 'timespan' &&
      (restart === undefined || restart === 'bool') &&
      more.length === 0
        ? 'datetime'
        : undefined,
    compile: ([value, fromFirst, between, restart]) =>
      once((frames) => {
        let first: Cell = null;
        let last: Cell = null;
        return frames.map((frame) => {
          const at = value?.(frame) ?? null;
          const isFar = isFrom(first, fromFirst?.(frame), at) || isFrom(last, between?.(frame), at);
          if (first === null || isFar || isStart(restart, frame)) first = at;
          if (at === null) first = null;
          last = at;
          return first;
        });
      }),
  },
  row_rank_dense: rank(true),
  row_rank_min: rank(false),
  new_guid: {
    anyOrder: true,
    type: (types) => (types.length === 0 ? 'guid' : undefined),
    compile: (_, __, run) => () => guidNumbered(run.kept.drawn.guids++),
  },
};

/**
 * A GUID of version 4, another for each number. The page promises a new value for each call and no more, so these may be
 * the same ones in each run; rand() promises a distribution besides, and is refused.
 */
function guidNumbered(number: number): string {
  const digits = createHash('sha256').update(`new_guid ${number}`).digest('hex');
  const variant = '89ab'[Number.parseInt(digits[16] ?? '0', 16) % 4];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** True when a moment lies so far behind a start, or further. */
function isFrom(start: Cell, distance: Cell | undefined, at: Cell): boolean {
  return typeof start === 'bigint' && typeof distance === 'bigint' && typeof at === 'bigint' && at >= start + distance;
}

/** Ranks change when the value does; `dense` counts the values, `min` the rows. */
function rank(dense: boolean): RowFunction {
  return {
    type: ([type, restart, ...more]) =>
      type !== undefined && type !== 'dynamic' && (restart === undefined || restart === 'bool') && more.length === 0
        ? 'long'
        : undefined,
    compile: ([value, restart]) =>
      once((frames) => {
        let last: Cell | undefined;
        let position = 0n;
        let current = 0n;
        return frames.map((frame, i) => {
          const cell = value?.(frame) ?? null;
          const starts = i === 0 || isStart(restart, frame);
          position = starts ? 1n : position + 1n;
          if (starts) current = 1n;
          else if (cell !== last) current = dense ? current + 1n : position;
          last = cell;
          return current;
        });
      }),
  };
}
