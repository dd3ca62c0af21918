import type { Evaluate, Frame } from '../run/run.ts';
import type { Row } from '../values/cell.ts';
import { absent, type Cell, type ScalarType, wrapLong } from '../values/cell.ts';

/** A function over the rows around a row, which have an order. */
export interface RowFunction {
  /** Type of the result; undefined when these arguments are not evaluated. */
  readonly type: (types: readonly ScalarType[]) => ScalarType | undefined;
  readonly compile: (args: readonly Evaluate[], types: readonly ScalarType[]) => Evaluate;
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

/** Microsoft Learn: "prev()", "next()", "row_number()", "row_cumsum()", "row_window_session()", "row_rank_dense()", "row_rank_min()". */
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
};

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
