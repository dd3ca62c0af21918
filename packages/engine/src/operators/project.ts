import type { KqlNode } from '@picket/kql';
import { translateExpr, translateTuple, tupleWidth } from '../plan/expression.ts';
import { operatorNames } from '../plan/operator-names.ts';
import type { Expr, Named, Rel } from '../plan/plan.ts';
import { extended, projected } from '../plan/projected.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { bare, elements, nameOf, namesGiven, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import type { Column, Row } from '../values/cell.ts';
import type { TranslateOperator } from './operator.ts';

const reference = (column: Column): Named => ({ name: column.name, expr: { op: 'column', ...column } });

/** The expressions of project, extend and print, each with its name; undefined when the analyser's names do not fit. */
function namedExprs(
  written: readonly KqlNode[],
  names: readonly string[],
  scope: Scope,
  onlyNamed: boolean,
): readonly Named[] | undefined {
  let next = 0;
  const named = written.flatMap((each): Named[] => {
    const given = namesGiven(each);
    const tuple = translateTuple(bare(given.value), scope);
    const expr = tuple ? undefined : translateExpr(given.value, scope);
    const count = columnCount(tuple, given.names.length, onlyNamed);
    return Array.from({ length: count }, (_, i): Named => {
      const name = given.names[i] ?? names[next] ?? '';
      next++;
      const whole = tuple?.[i] ?? expr ?? nothing;
      const index: Expr = { op: 'literal', type: 'long', value: BigInt(i) };
      const isElement = !tuple && given.names.length > 1;
      return { name, expr: isElement ? { op: 'element', type: 'dynamic', target: whole, index } : whole };
    });
  });
  return named.every(({ name }) => name !== '') ? named : undefined;
}

const nothing: Expr = { op: 'literal', type: 'dynamic', value: null };

/** How many columns an expression fills: of a tuple all, but in extend only those named, if any are. */
function columnCount(tuple: readonly Expr[] | undefined, given: number, onlyNamed: boolean): number {
  if (!tuple) return Math.max(1, given);
  return onlyNamed && given > 0 ? given : Math.max(tuple.length, given);
}

/** Microsoft Learn, "project operator". */
export const translateProject: TranslateOperator = (input, node, scope) => {
  const names = columnsOf(node).map((column) => column.name);
  const exprs = namedExprs(elements(node, 'Expressions'), names, withColumns(scope, input), false);
  return exprs && exprs.length === names.length && new Set(names).size === names.length
    ? projected(input, exprs)
    : refuseRel(scope, 'project with these names', node);
};

export const translatePrint: TranslateOperator = (_, node, scope) =>
  translateProject({ op: 'rows', columns: [], serialized: true, rows: [[]] }, node, scope);

/** Adds columns or replaces those of the same name, where they stand. Microsoft Learn, "extend operator". */
export const translateExtend: TranslateOperator = (input, node, scope) => {
  const exprs = extendExprs(input, node, scope);
  return exprs ? extended(input, exprs) : refuseRel(scope, 'extend with these names', node);
};

/** Like extend, and says that the order counts from here on. Microsoft Learn, "serialize operator". */
export const translateSerialize: TranslateOperator = (input, node, scope) => {
  const serialized: Rel = { op: 'serialize', input, columns: input.columns, serialized: true };
  if (elements(node, 'Expressions').length === 0) return serialized;
  const exprs = extendExprs(serialized, node, scope);
  return exprs ? extended(serialized, exprs) : refuseRel(scope, 'serialize with these names', node);
};

function extendExprs(input: Rel, node: KqlNode, scope: Scope): readonly Named[] | undefined {
  const known = new Set(input.columns.map((column) => column.name));
  const written = elements(node, 'Expressions');
  const given = new Set(written.flatMap((each) => namesGiven(each).names));
  const taken = (name: string): boolean => known.has(name) || given.has(name);
  const fresh = columnsOf(node).flatMap(({ name }) => (taken(name) ? [] : [name]));
  const converted = convertedColumns(written, fresh.length, known);
  const names = written.flatMap((each) => {
    const { names: own, value } = namesGiven(each);
    const width = tupleWidth(value);
    const replaced = converted.get(each);
    if (replaced !== undefined) return [replaced];
    if (own.length > 0) {
      // The analyser names the rest of a tuple too, extend makes no columns of it.
      for (const name of fresh.splice(0, Math.max(0, width - own.length))) scope.shared.phantoms.add(name);
      return own;
    }
    if (width > 0) return fresh.splice(0, width);
    const simple =
      each.kind === 'NameReference' || each.kind === 'PathExpression' ? nameOf(part(each, 'Selector') ?? each) : '';
    return [known.has(simple) && !fresh.includes(simple) ? simple : (fresh.shift() ?? '')];
  });
  const exprs = namedExprs(written, names, withColumns(scope, input), true);
  const distinct = new Set(names);
  return exprs && !distinct.has('') && distinct.size === names.length ? exprs : undefined;
}

/**
 * Calls without a name that replace the column in their first argument, as `extend tostring(a)` does: there are only as many new
 * names as other expressions need.
 */
function convertedColumns(
  written: readonly KqlNode[],
  fresh: number,
  known: ReadonlySet<string>,
): ReadonlyMap<KqlNode, string> {
  const unnamed = written.filter((each) => namesGiven(each).names.length === 0);
  const calls = unnamed.filter((each) => each.kind === 'FunctionCallExpression' && tupleWidth(each) === 0);
  const found = calls.flatMap((call): (readonly [KqlNode, string])[] => {
    const [first] = elements(part(call, 'ArgumentList'));
    const name = first?.kind === 'NameReference' ? nameOf(first) : '';
    return known.has(name) ? [[call, name]] : [];
  });
  return new Map(unnamed.length === found.length && fresh === 0 ? found : []);
}

/**
 * project-away, project-keep, project-reorder, project-by-names: the analyser has matched names and wildcards; it gives the
 * columns that are left, in their order. Refused where none is left.
 */
export const translateColumnChoice: TranslateOperator = (input, node, scope) => {
  const known = new Map(input.columns.map((column) => [column.name, column]));
  const names = columnsOf(node, scope);
  const kept = names.flatMap(({ name }) => known.get(name) ?? []);
  const isWhole = node.kind !== 'ProjectReorderOperator' || kept.length === input.columns.length;
  return isWhole && kept.length > 0 && kept.length === names.length
    ? projected(input, kept.map(reference))
    : refuseRel(scope, `${operatorNames[node.kind]} with these columns`, node);
};

/** Microsoft Learn, "project-rename operator": columns keep their place. */
export const translateRename: TranslateOperator = (input, node, scope) => {
  const renames = new Map<string, string>();
  for (const each of elements(node, 'Expressions')) {
    const {
      names: [name],
      value,
    } = namesGiven(each);
    if (name === undefined || value.kind !== 'NameReference') return refuseRel(scope, 'project-rename', node);
    renames.set(nameOf(value), name);
  }
  const exprs = input.columns.map(
    (column): Named => ({ ...reference(column), name: renames.get(column.name) ?? column.name }),
  );
  const names = columnsOf(node, scope).map((column) => column.name);
  const fits = names.length === exprs.length && exprs.every((each) => names.includes(each.name));
  return fits ? projected(input, exprs) : refuseRel(scope, 'project-rename', node);
};

export const runProject: RunRel<'project'> = ({ input, exprs }, run) => {
  const rows = evaluateRel(input, run);
  const cells = exprs.map(({ expr }) => compileExpr(expr, input.columns, run));
  return rows.map((row, index) => {
    const frame = { row, index, rows };
    return cells.map((cell) => cell(frame));
  });
};

export const runExtend: RunRel<'extend'> = ({ input, exprs, columns }, run) => {
  const rows = evaluateRel(input, run);
  const places = exprs.map(({ name }) => columns.findIndex((column) => column.name === name));
  const cells = exprs.map(({ expr }) => compileExpr(expr, input.columns, run));
  return rows.map((row, index): Row => {
    const frame = { row, index, rows };
    const out = row.slice();
    cells.forEach((cell, i) => {
      out[places[i] ?? 0] = cell(frame);
    });
    return out;
  });
};
