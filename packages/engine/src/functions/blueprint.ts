import type { RunData } from '../outside/run-data.ts';
import type { Bag, Cell, Decimal, ScalarType } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import type { SqlForm } from './sql-form.ts';

interface CellOf {
  bool: boolean;
  int: number;
  long: bigint;
  real: number;
  decimal: Decimal;
  string: string;
  datetime: bigint;
  timespan: bigint;
  guid: string;
  dynamic: Exclude<Cell, null>;
}

/**
 * What a function takes at one place: a type, to which narrower numbers widen; `text`, any scalar as tostring() shows it;
 * `value`, anything, wrapped as dynamic. A `?` behind it: may be left out.
 */
type Kind = ScalarType | 'text' | 'value';
export type Takes = Kind | `${Kind}?`;

type Base<T extends Takes> = T extends `${infer K}?` ? K : T;
type Given<T extends Takes, Null> =
  Base<T> extends 'text' | 'string'
    ? string
    : Base<T> extends 'value'
      ? Cell
      : Base<T> extends ScalarType
        ? CellOf[Base<T>] | Null
        : never;
type Argument<T extends Takes, Null> = T extends `${string}?` ? Given<T, Null> | undefined : Given<T, Null>;
type Arguments<T extends readonly Takes[], Null> = { [I in keyof T]: Argument<T[I], Null> };
type Rest<R, Null> = R extends Takes ? Given<R, Null>[] : [];
type Result<R extends ScalarType> = R extends 'dynamic' ? Cell : CellOf[R] | null;

/** A function or operator, or one overload of it. */
export interface FunctionRow {
  readonly takes: readonly Takes[];
  readonly rest?: Takes;
  readonly returns: ScalarType;
  /** `own`: the function sees nulls itself; else a null argument makes a null result (an empty string for strings). */
  readonly nulls: 'pass' | 'own';
  /** What is wrong with the arguments that are constant (the others are undefined), told while the plan is made. */
  readonly check?: Check;
  /** A run made for arguments that are constant (the others are undefined), where that spares work for each row. */
  readonly prepare?: Prepare;
  readonly run: (...args: never) => Cell;
  /** A function that reads what is not in its arguments: what makes its `run`. */
  readonly reads?: (data: RunData) => (...args: never) => Cell;
  /** The same in DuckDB, where it can be said. */
  readonly sql?: SqlForm;
  /** Of a bool: a condition that is true wherever the function is, and perhaps elsewhere. It spares the evaluator rows. */
  readonly sqlKeeps?: SqlForm;
}

export type Prepare = (constants: readonly (Cell | undefined)[]) => ((...args: readonly Cell[]) => Cell) | undefined;

export type Check = (
  constants: readonly (Cell | undefined)[],
) => { readonly what: string; readonly why: string } | undefined;

interface Meaning<T extends readonly Takes[], V extends Takes | undefined, R extends ScalarType, Null> {
  readonly takes: T;
  readonly rest?: V;
  readonly returns: R;
  readonly check?: Check;
  readonly prepare?: Prepare;
  readonly run: (...args: [...Arguments<T, Null>, ...Rest<V, Null>]) => Result<R>;
  readonly sql?: SqlForm;
  readonly sqlKeeps?: SqlForm;
}

function rowOf<const T extends readonly Takes[], R extends ScalarType, V extends Takes | undefined, Null>(
  { rest, ...row }: Meaning<T, V, R, Null>,
  nulls: FunctionRow['nulls'],
): FunctionRow {
  return { ...row, nulls, ...(rest ? { rest } : {}) };
}

/** A function that is null as soon as an argument is. */
export function fn<
  const T extends readonly Takes[],
  R extends ScalarType,
  const V extends Takes | undefined = undefined,
>(row: Meaning<T, V, R, never>): FunctionRow {
  return rowOf(row, 'pass');
}

/** A function that says itself what null means. */
export function nullFn<
  const T extends readonly Takes[],
  R extends ScalarType,
  const V extends Takes | undefined = undefined,
>(row: Meaning<T, V, R, null>): FunctionRow {
  return rowOf(row, 'own');
}

/** A function that reads what comes with the run. Null arguments give null. */
export function outsideFn(
  row: Pick<FunctionRow, 'takes' | 'returns'> & Required<Pick<FunctionRow, 'reads'>>,
): FunctionRow {
  return {
    ...row,
    nulls: 'pass',
    run: () => {
      throw new Refusal('a function', 'it reads what does not come with the run');
    },
  };
}

/** Names of KQL to their overloads, the first that fits counts. */
export type FunctionTable = Readonly<Record<string, FunctionRow | readonly FunctionRow[]>>;

export function overloadsOf(row: FunctionRow | readonly FunctionRow[]): readonly FunctionRow[] {
  return 'run' in row ? [row] : row;
}

export function bagOf(entries: Iterable<readonly [string, Cell]>): Bag {
  return new Map(entries);
}
