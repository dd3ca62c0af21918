import type { KqlNode } from '@picket/kql';
import { aggregates } from '../aggregates/index.ts';
import { translateAggregate } from '../plan/aggregate.ts';
import { translateExpr } from '../plan/expression.ts';
import type { AggregateCall, Expr, Named, Rel } from '../plan/plan.ts';
import { isTabular, translateRel } from '../plan/relation.ts';
import { dependsOnRow, outsideRow, type Scope, withColumns } from '../plan/scope.ts';
import { bare, elements, nameOf, namesGiven, part } from '../plan/syntax.ts';
import type { ScalarType } from '../values/cell.ts';
import type { PluginArguments, PluginParameter } from './plugin.ts';

interface Reading {
  readonly exprs: Record<string, Named[]>;
  table: Rel | undefined;
  aggregate: AggregateCall | undefined;
}

/**
 * The arguments of a plugin call by its parameters: by name where the query gives one, else in order, optional and
 * repeated parameters passed over when they do not fit. Undefined when one fits nowhere or a needed one is missing.
 */
export function readArguments(
  call: KqlNode,
  takes: readonly PluginParameter[],
  input: Rel,
  scope: Scope,
): PluginArguments | undefined {
  const reading: Reading = { exprs: {}, table: undefined, aggregate: undefined };
  const taken = new Set<string>();
  let next = 0;
  for (const written of elements(part(call, 'ArgumentList'))) {
    const given = namesGiven(written);
    const [name] = given.names;
    const value = bare(given.value);
    const named = takes.find((each) => each.name === name && !each.repeats);
    if (!named) {
      while (next < takes.length && !fits(takes[next], value, reading, input, taken)) {
        const passed = takes[next];
        if (passed && !taken.has(passed.name) && !mayBePassed(passed)) return undefined;
        next++;
      }
    }
    const parameter = named ?? takes[next];
    if (!parameter || !take(parameter, name ?? '', value, reading, input, scope)) return undefined;
    taken.add(parameter.name);
    if (!named && !parameter.repeats) next++;
  }
  if (takes.some((each) => !each.optional && !taken.has(each.name))) return undefined;
  return {
    exprs: reading.exprs,
    ...(reading.table ? { table: reading.table } : {}),
    ...(reading.aggregate ? { aggregate: reading.aggregate } : {}),
  };
}

/** A constant is left out only at the end, or where others have names. */
const mayBePassed = ({ is, optional, repeats }: PluginParameter): boolean =>
  is !== 'constant' && (optional === true || repeats === true);

const isReference = (node: KqlNode, columns: Rel['columns'] | undefined): boolean =>
  node.kind === 'NameReference' && (columns?.some((column) => column.name === nameOf(node)) ?? false);

const isAggregate = (node: KqlNode): boolean =>
  node.kind === 'FunctionCallExpression' && Object.hasOwn(aggregates, nameOf(part(node, 'Name')));

/** Whether an argument without a parameter's name may stand for it, as far as it can be seen without translating it. */
function fits(
  parameter: PluginParameter | undefined,
  node: KqlNode,
  reading: Reading,
  input: Rel,
  taken: ReadonlySet<string>,
): boolean {
  if (!parameter || (taken.has(parameter.name) && !parameter.repeats)) return false;
  const isOfType =
    !parameter.types || node.type === undefined || node.type === 'unknown' || admits(parameter, node.type);
  const checks: Readonly<Record<PluginParameter['is'], () => boolean>> = {
    column: () => isReference(node, input.columns),
    expression: () => isOfType && !isTabular(node),
    constant: () => isOfType && !isTabular(node) && node.symbol?.kind !== 'column',
    table: () => isTabular(node),
    'column of the table': () => isReference(node, reading.table?.columns),
    'common column': () => isReference(node, input.columns) && isReference(node, reading.table?.columns),
    aggregate: () => isAggregate(node),
  };
  return checks[parameter.is]();
}

const whole: readonly ScalarType[] = ['int', 'long'];
const numbers: readonly ScalarType[] = ['int', 'long', 'real'];

/** A whole number is taken where any number is. */
function admits(parameter: PluginParameter, type: ScalarType): boolean {
  const { types } = parameter;
  if (!types || types.includes(type)) return true;
  return whole.includes(type) && types.some((each) => numbers.includes(each));
}

function take(
  parameter: PluginParameter,
  name: string,
  node: KqlNode,
  reading: Reading,
  input: Rel,
  scope: Scope,
): boolean {
  const inner = withColumns(scope, input);
  if (parameter.is === 'table') {
    reading.table = translateRel(node, outsideRow(scope));
    return true;
  }
  if (parameter.is === 'aggregate') {
    const found = translateAggregate(node, inner, []);
    if (found?.columns.length !== 1) return false;
    reading.aggregate = { ...found.call, columns: found.columns };
    return true;
  }
  const expr = exprFor(parameter, node, reading, inner, scope);
  if (!expr || !admits(parameter, expr.type)) return false;
  reading.exprs[parameter.name] = [...(reading.exprs[parameter.name] ?? []), { name, expr }];
  return true;
}

function exprFor(
  parameter: PluginParameter,
  node: KqlNode,
  reading: Reading,
  inner: Scope,
  scope: Scope,
): Expr | undefined {
  if (parameter.is === 'column of the table') {
    return reading.table && translateExpr(node, withColumns(scope, reading.table));
  }
  const expr = translateExpr(node, parameter.is === 'constant' ? outsideRow(scope) : inner);
  if (parameter.is === 'constant') return dependsOnRow(expr) ? undefined : expr;
  return parameter.is === 'expression' || expr.op === 'column' ? expr : undefined;
}
