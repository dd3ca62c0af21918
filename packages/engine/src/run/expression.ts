import { invariant } from '@picket/diagnostics';
import { overloadsOf } from '../functions/blueprint.ts';
import { functions } from '../functions/index.ts';
import { rowFunctions } from '../functions/row-functions.ts';
import type { Expr } from '../plan/plan.ts';
import { absent, type Cell, type Column, isArray, isBag, isSketch } from '../values/cell.ts';
import { convert, convertConstant, convertExactly } from '../values/convert.ts';
import { jsonText } from '../values/json.ts';
import { compileIn } from './among.ts';
import { evaluateRel } from './relation.ts';
import { isDear, remembering } from './remembering.ts';
import { type Evaluate, keptFor, nowhere, type Run } from './run.ts';

type Compile<Op extends Expr['op']> = (
  expr: Extract<Expr, { readonly op: Op }>,
  columns: readonly Column[],
  run: Run,
) => Evaluate;

const compilers: { readonly [Op in Expr['op']]: Compile<Op> } = {
  literal: ({ value }) => always(value),
  now: (_, __, run) => always(run.clock),
  column: ({ name }, columns) => {
    const at = columns.findIndex((column) => column.name === name);
    invariant(at >= 0, `a plan reads the column ${name}, which is not there`);
    return (frame) => frame.row[at] ?? null;
  },
  binding: ({ id }, _, run) => {
    const binding = run.bindings[id];
    const kept = keptFor(run, binding).cells;
    const known = kept.get(id);
    if (known !== undefined) return always(known);
    invariant(binding?.kind === 'scalar', 'a scalar binding holds rows');
    const value = compileExpr(binding.expr, [], run)(nowhere);
    kept.set(id, value);
    return always(value);
  },
  'partition-key': (_, __, run) => always(run.partitionKey),
  cast: ({ type, arg, exact, constant }, columns, run) => {
    const inner = compileExpr(arg, columns, run);
    const from = arg.type;
    if (constant && (type === 'int' || type === 'long')) return (frame) => convertConstant(inner(frame), type);
    return exact ? (frame) => convertExactly(inner(frame), type) : (frame) => convert(inner(frame), from, type);
  },
  call: compileCall,
  element: ({ target, index }, columns, run) => {
    const inner = compileExpr(target, columns, run);
    const at = compileExpr(index, columns, run);
    return (frame) => elementOf(inner(frame), at(frame));
  },
  choose: ({ branches, otherwise }, columns, run) => {
    const pairs = branches.map(
      ([when, then]) => [compileExpr(when, columns, run), compileExpr(then, columns, run)] as const,
    );
    const last = compileExpr(otherwise, columns, run);
    return (frame) => (pairs.find(([when]) => when(frame) === true)?.[1] ?? last)(frame);
  },
  coalesce: ({ type, args }, columns, run) => {
    const inner = args.map((arg) => compileExpr(arg, columns, run));
    const missing = absent(type);
    return (frame) => {
      for (const each of inner) {
        const value = each(frame);
        if (value !== null && (value !== '' || type !== 'string')) return value;
      }
      return missing;
    };
  },
  in: compileIn,
  toscalar: ({ rel, type }, _, run) => {
    const value = evaluateRel(rel, run)[0]?.[0] ?? absent(type);
    return always(value);
  },
  row: ({ name, args }, columns, run) => {
    const row = rowFunctions[name];
    invariant(row, `no row function ${name}`);
    return row.compile(
      args.map((arg) => compileExpr(arg, columns, run)),
      args.map((arg) => arg.type),
      run,
    );
  },
};

const always =
  (value: Cell): Evaluate =>
  () =>
    value;

/** A typed expression as a function of a row. Compiled once, called for each row. */
export function compileExpr(expr: Expr, columns: readonly Column[], run: Run): Evaluate {
  const compile = compilers[expr.op] as Compile<Expr['op']>;
  return compile(expr as never, columns, run);
}

type CallExpr = Extract<Expr, { op: 'call' }>;

function compileCall(expr: CallExpr, columns: readonly Column[], run: Run): Evaluate {
  const args = expr.args.map((arg) => compileExpr(arg, columns, run));
  const [varying = -1, ...others] = expr.args.flatMap((arg, i) => (isConstant(arg) ? [] : [i]));
  const subject = args[varying];
  if (!subject || others.length > 0 || expr.args[varying]?.type !== 'string' || !isDear(expr.name))
    return compileCallOf(expr, args, run);
  let cell: Cell = null;
  const call = compileCallOf(
    expr,
    args.with(varying, () => cell),
    run,
  );
  let frame = nowhere;
  const remembered = remembering((text) => {
    cell = text;
    return call(frame);
  });
  return (at) => {
    const value = subject(at);
    frame = at;
    if (typeof value === 'string') return remembered(value);
    cell = value;
    return call(at);
  };
}

function compileCallOf(expr: CallExpr, args: readonly Evaluate[], run: Run): Evaluate {
  const entry = functions[expr.name];
  const row = entry && overloadsOf(entry)[expr.overload];
  invariant(row, `no function ${expr.name}`);
  const prepared = row.prepare?.(expr.args.map((arg, i) => (isConstant(arg) ? args[i]?.(nowhere) : undefined)));
  const call = prepared ?? ((row.reads ? row.reads(run.data) : row.run) as (...args: readonly Cell[]) => Cell);
  const missing = absent(expr.type);
  const passesNull = row.nulls === 'pass';
  const [first, second] = args;
  if (args.length === 1 && first) {
    return (frame) => {
      const a = first(frame);
      return passesNull && a === null ? missing : (call(a) ?? missing);
    };
  }
  if (args.length === 2 && first && second) {
    return (frame) => {
      const a = first(frame);
      const b = second(frame);
      return passesNull && (a === null || b === null) ? missing : (call(a, b) ?? missing);
    };
  }
  return (frame) => {
    const values = args.map((arg) => arg(frame));
    return passesNull && values.includes(null) ? missing : (call(...values) ?? missing);
  };
}

/** True when an expression has one value for all rows, whatever they are. */
export const isConstant = (expr: Expr): boolean =>
  expr.op === 'literal' ||
  expr.op === 'binding' ||
  expr.op === 'toscalar' ||
  (expr.op === 'cast' && isConstant(expr.arg));

/** A member of a bag by name, an element of an array by place, from the end when negative. */
function elementOf(target: Cell, index: Cell): Cell {
  if (isBag(target)) return typeof index === 'string' ? (target.get(index) ?? null) : null;
  if (isSketch(target)) return jsonText(target);
  if (!isArray(target) || typeof index !== 'bigint') return null;
  return target.at(Number(index)) ?? null;
}
