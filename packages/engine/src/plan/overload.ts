import type { FunctionRow, Takes } from '../functions/blueprint.ts';
import type { ScalarType } from '../values/cell.ts';
import type { Expr } from './plan.ts';

export function cast(arg: Expr, type: ScalarType): Expr {
  return arg.type === type ? arg : { op: 'cast', type, arg };
}

const widenings: Readonly<Partial<Record<ScalarType, readonly ScalarType[]>>> = {
  int: ['long', 'real', 'decimal'],
  long: ['real', 'decimal'],
  real: ['decimal'],
};

/** How far arguments may be from their parameters: only widened; a dynamic too; at last a decimal as a real. */
const tolerances = ['widened', 'dynamic', 'narrowed'] as const;

function accepts(takes: Takes, type: ScalarType, tolerance: (typeof tolerances)[number]): boolean {
  const kind = takes.replace('?', '');
  if (kind === 'text' || kind === 'value' || kind === type) return true;
  if (widenings[type]?.some((wider) => wider === kind)) return true;
  if (tolerance === 'narrowed' && type === 'decimal' && kind === 'real') return true;
  return tolerance !== 'widened' && type === 'dynamic';
}

function placesOf(row: FunctionRow, count: number): readonly Takes[] | undefined {
  if (count > row.takes.length && !row.rest) return undefined;
  const required = row.takes.filter((each) => !each.endsWith('?')).length;
  if (count < required) return undefined;
  return Array.from({ length: count }, (_, i) => row.takes[i] ?? row.rest ?? 'value');
}

/**
 * The first overload whose parameters take the arguments: as they are or widened, else with dynamic arguments turned
 * into the parameter's type. Undefined when none does.
 */
export function chooseOverload(
  rows: readonly FunctionRow[],
  args: readonly Expr[],
): { readonly index: number; readonly args: readonly Expr[]; readonly returns: ScalarType } | undefined {
  const onlyDynamic = args.length > 0 && args.every((arg) => arg.type === 'dynamic');
  for (const tolerance of tolerances) {
    // Which overload is meant cannot be told from dynamics alone.
    if (tolerance !== 'widened' && onlyDynamic && rows.length > 1) break;
    for (const [index, row] of rows.entries()) {
      const places = placesOf(row, args.length);
      if (!places?.every((takes, i) => accepts(takes, args[i]?.type ?? 'dynamic', tolerance))) continue;
      return { index, returns: row.returns, args: args.map((arg, i) => fitted(arg, places[i] ?? 'value')) };
    }
  }
  return undefined;
}

function fitted(arg: Expr, takes: Takes): Expr {
  const kind = takes.replace('?', '');
  if (kind === 'text') return cast(arg, 'string');
  if (kind === 'value') return cast(arg, 'dynamic');
  if (!isScalarKind(kind) || arg.type === kind) return arg;
  return arg.type === 'dynamic' ? { op: 'cast', type: kind, arg, exact: true } : cast(arg, kind);
}

function isScalarKind(kind: string): kind is ScalarType {
  return kind !== 'text' && kind !== 'value';
}

/** The type that all of these become: numbers widen, a dynamic takes in everything. Undefined when there is none. */
export function commonType(types: readonly ScalarType[]): ScalarType | undefined {
  const distinct = new Set(types);
  const [first] = distinct;
  if (distinct.size === 1) return first;
  if (distinct.has('dynamic')) return distinct.has('decimal') ? undefined : 'dynamic';
  const numbers: readonly ScalarType[] = ['int', 'long', 'real', 'decimal'];
  if (![...distinct].every((type) => numbers.includes(type))) return undefined;
  if (distinct.has('decimal')) return 'decimal';
  return distinct.has('real') ? 'real' : 'long';
}
