import type { Environment } from '../environment.ts';
import type { NoResult, Outcome } from '../refusal.ts';
import type { Json, JsonObject } from '../template.ts';
import { typeOfValue, type ValueType } from '../value.ts';

interface Named {
  string: string;
  int: number;
  float: number;
  bool: boolean;
  array: readonly Json[];
  object: JsonObject;
  null: null;
  any: Json;
}

/** The TypeScript type of an argument written as `string`, `string|array` or, when it may be missing, `int?`. */
type Value<T extends string> = T extends `${infer Kind}?`
  ? Value<Kind> | undefined
  : T extends `${infer First}|${infer Rest}`
    ? Value<First> | Value<Rest>
    : T extends keyof Named
      ? Named[T]
      : never;

type Arguments<T extends readonly string[], R extends string> = readonly [
  ...{ [I in keyof T]: Value<T[I]> },
  ...Value<R>[],
];

/** One function, ready to be called with values that were checked against `takes` and `rest`. */
export interface FunctionRow {
  /** Types of the arguments in order; `?` marks one that may be left out. */
  readonly takes: readonly string[];
  /** Type of any number of arguments behind them. */
  readonly rest: string | undefined;
  readonly call: (args: readonly Json[], environment: Environment) => Outcome | NoResult;
}

/** Types a row: `does` gets its arguments with the types that `takes` and `rest` name. */
export function fn<const T extends readonly string[], const R extends string = never>(row: {
  readonly takes: T;
  readonly rest?: R;
  readonly does: (args: Arguments<T, R>, environment: Environment) => Outcome | NoResult;
}): FunctionRow {
  return {
    takes: row.takes,
    rest: row.rest,
    // The evaluator has checked number and types of the arguments; only here do they get their static types.
    call: (args, environment) => row.does(args as Arguments<T, R>, environment),
  };
}

/** The first argument that does not have its type: its place from 0 and the type it should have. */
export function findWrongType(
  row: FunctionRow,
  args: readonly Json[],
): { readonly position: number; readonly wants: string } | undefined {
  for (const [position, value] of args.entries()) {
    const wants = (row.takes[position] ?? row.rest ?? 'any').replace('?', '');
    if (!isOfType(value, wants)) return { position, wants: wants.split('|').join(' or ') };
  }
  return undefined;
}

function isOfType(value: Json, wants: string): boolean {
  const type: ValueType = typeOfValue(value);
  return wants.split('|').some((kind) => kind === 'any' || kind === type);
}

/** `2 arguments`, `1 to 3 arguments`, `at least 1 argument`; `undefined` when `given` is a right number. */
export function wrongCount(row: FunctionRow, given: number): string | undefined {
  const most = row.takes.length;
  const least = row.takes.filter((type) => !type.endsWith('?')).length;
  if (given >= least && (given <= most || row.rest !== undefined)) return undefined;
  if (row.rest !== undefined) return `at least ${least} argument${least === 1 ? '' : 's'}`;
  if (most === 0) return 'no arguments';
  return least === most ? `${most} argument${most === 1 ? '' : 's'}` : `${least} to ${most} arguments`;
}
