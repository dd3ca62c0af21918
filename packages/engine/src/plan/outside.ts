import type { KqlNode } from '@picket/kql';
import { fileNameOf, textFor } from '../outside/outside-data.ts';
import { callOf, translateExpr } from './expression.ts';
import { cast } from './overload.ts';
import type { Expr, Rel } from './plan.ts';
import { columnsOf, outsideRow, refuseRel, type Scope, withColumns } from './scope.ts';
import { namesGiven } from './syntax.ts';

type Source = 'table' | 'externaldata' | 'watchlist' | 'function';

/** Refuses what the query reads and nobody gives, unless that counts as empty. */
export function needsGiven(source: Source, name: string, node: KqlNode, scope: Scope): void {
  const { data, refuse } = scope.shared;
  if (data.missing === 'empty') return;
  if (source === 'table' && !data.tables?.has(name)) refuse('ENG104', { table: name }, node);
  if (source === 'function' && !data.tables?.has(name)) refuse('ENG113', { name }, node);
  if (source === 'watchlist' && !data.watchlists?.has(name)) refuse('ENG112', { alias: name }, node);
  if (source === 'externaldata' && textFor(data, name) === undefined) {
    refuse('ENG111', { address: name, file: fileNameOf(name) }, node);
  }
}

/**
 * A table of the workspace, or a function of it that is called without arguments: its rows as they are given. When they
 * are not, and that counts as empty, its columns are those that the analyser knows.
 */
export function tableNamed(name: string, node: KqlNode, scope: Scope): Rel {
  const given = scope.shared.data.tables?.get(name);
  if (given) return { op: 'table', name, columns: given.columns, serialized: false };
  const columns = columnsOf(node);
  if (columns.length === 0) scope.shared.refuse('ENG104', { table: name }, node);
  else needsGiven(isWorkspaceFunction(name, scope) ? 'function' : 'table', name, node, scope);
  return { op: 'table', name, columns, serialized: false };
}

const isWorkspaceFunction = (name: string, scope: Scope): boolean => scope.shared.workspaceFunction(name) !== undefined;

/** A call of a function of the workspace. Undefined when there is none of this name. */
export function calledOutside(name: string, node: KqlNode, args: readonly KqlNode[], scope: Scope): Rel | undefined {
  if (name === '_GetWatchlist') return watchlist(node, args, scope);
  if (name === '_GetWatchlistAlias' && args.length === 0) {
    return { op: 'watchlist aliases', columns: columnsOf(node), serialized: false };
  }
  const known = scope.shared.workspaceFunction(name);
  if (!known && !scope.shared.data.tables?.has(name)) return undefined;
  const input = tableNamed(name, node, scope);
  // Of no rows it is all the same what a filter means.
  if (scope.shared.data.missing === 'empty' && !scope.shared.data.tables?.has(name)) return input;
  const parameters = known?.parameters.map((parameter) => parameter.name) ?? [];
  return filtered(input, parameters, node, args, scope);
}

function watchlist(node: KqlNode, args: readonly KqlNode[], scope: Scope): Rel {
  const [alias, ...more] = args.map((arg) => translateExpr(namesGiven(arg).value, outsideRow(scope)));
  if (alias?.op !== 'literal' || typeof alias.value !== 'string' || more.length > 0) {
    return refuseRel(scope, '_GetWatchlist() with these arguments', node);
  }
  needsGiven('watchlist', alias.value, node, scope);
  const bodies = scope.shared.functions.map((each) => each.body);
  return {
    op: 'watchlist',
    alias: alias.value,
    readsSearchKey: [scope.shared.text, ...bodies].some((text) => /\bSearchKey\b/.test(text)),
    columns: columnsOf(node),
    serialized: false,
  };
}

/**
 * The rows that are given stand for the function's result before its filters. Of these the bounds of TimeGenerated are
 * applied, which all of them mean alike; what else a filter means differs from source to source, so it is refused.
 */
function filtered(
  input: Rel,
  parameters: readonly string[],
  node: KqlNode,
  args: readonly KqlNode[],
  scope: Scope,
): Rel {
  let rel = input;
  for (const [i, arg] of args.entries()) {
    const given = namesGiven(arg);
    const name = given.names[0] ?? parameters[i] ?? '';
    const operator = { starttime: '>=', endtime: '<=' }[name];
    const bound = translateExpr(given.value, outsideRow(scope));
    const time = rel.columns.find((column) => column.name === 'TimeGenerated');
    if (!operator || bound.type !== 'datetime' || time?.type !== 'datetime') {
      return refuseRel(scope, `the parameter ${name} of a function whose rows are given`, arg);
    }
    rel = within(rel, { op: 'column', ...time }, operator, bound, node, scope);
  }
  return rel;
}

/** A bound that is null bounds nothing. */
function within(input: Rel, time: Expr, operator: string, bound: Expr, node: KqlNode, scope: Scope): Rel {
  const at = withColumns(scope, input);
  const isOpen = callOf('isnull', [bound], node, at);
  const condition = callOf('or', [isOpen, callOf(operator, [time, cast(bound, 'datetime')], node, at)], node, at);
  return { op: 'where', input, condition, columns: input.columns, serialized: input.serialized };
}
