import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { Expr, Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { holdsStar } from '../plan/star.ts';
import { elements, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';
import { everySource, namedSources, ownName, type Source, united } from './unite.ts';

/** A condition in which `*` and bare terms stand for all columns; undefined when it is none. */
export function starFilter(input: Rel, condition: KqlNode, scope: Scope, exactCase = false): Rel | undefined {
  const within = withColumns(scope, input);
  const read = (sure: boolean): Expr => translateExpr(condition, { ...within, star: { sure, exactCase } });
  const known = scope.shared.problems.length;
  const sure = read(true);
  const unsure = holdsStar(condition) && scope.shared.problems.length === known ? read(false) : sure;
  if (sure.type !== 'bool' || unsure.type !== 'bool') return undefined;
  const { columns, serialized } = input;
  return { op: 'search', input, condition: cast(sure, 'bool'), unsure: cast(unsure, 'bool'), columns, serialized };
}

/**
 * What the rows of search and find come from: the pipe, the tables named, or all of them. `what` is how the names begin
 * that the engine makes up for expressions; undefined where they are not known.
 */
export function sourcesOf(input: Rel, node: KqlNode, scope: Scope, what?: string): readonly Source[] {
  const clause = part(node, 'InClause');
  const rels = clause
    ? namedSources(elements(clause, 'Expressions'), scope).map(([, rel]) => rel)
    : input.columns.length > 0
      ? [input]
      : everySource(node, scope);
  return rels.map((rel, i) => ({
    rel,
    name: ownName(rel) ?? (what !== undefined && isComposite(rel, scope) ? `${what}_arg${i}` : undefined),
  }));
}

/** True for an expression; a let that only names a table may give its rows the table's name. */
function isComposite(rel: Rel, scope: Scope): boolean {
  if (rel.op !== 'binding') return rel.op !== 'table' && rel.op !== 'group' && rel.op !== 'union';
  const binding = scope.shared.bindings[rel.id];
  return binding?.kind === 'rel' && ownName(binding.rel) === undefined && isComposite(binding.rel, scope);
}

/**
 * Rows in which a text is found, wherever it stands, with the name of the table that they are from. A term is sought in
 * strings, whole numbers and dynamics; refused where another column's text would decide. Microsoft Learn, "search operator".
 */
export const translateSearch: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const kind = parameters.get('kind')?.text.trim() ?? 'default';
  const odd = [...parameters.keys()].find((name) => name !== 'kind' && !name.startsWith('hint.'));
  const condition = part(node, 'Condition');
  const names = columnsOf(node, scope).map((column) => column.name);
  if (odd || !condition || !/^(default|case_insensitive|case_sensitive)$/.test(kind))
    return refuseRel(scope, `search ${odd ?? kind}`, node);
  const isCase = kind === 'case_sensitive';
  if (isCase && /=~|!~|in~|has_any|has_all/.test(condition.text))
    return refuseRel(scope, 'search kind=case_sensitive with an operator that ignores case', node);
  const sources = sourcesOf(input, node, scope, 'search');
  if (sources.length === 0 && scope.shared.data.missing === 'empty')
    return { op: 'rows', columns: columnsOf(node, scope), rows: [], serialized: false };
  const all = united(sources, names, '$table');
  const found = all && new Set(names).size === names.length && starFilter(all, condition, scope, isCase);
  return found || refuseRel(scope, 'search over these tables', node);
};

export const runSearch: RunRel<'search'> = ({ input, condition, unsure }, run) => {
  const rows = evaluateRel(input, run);
  const holds = compileExpr(condition, input.columns, run);
  const mayHold = condition === unsure ? holds : compileExpr(unsure, input.columns, run);
  return rows.filter((row, index) => {
    const frame = { row, index, rows };
    const found = holds(frame) === true;
    if (mayHold !== holds && (mayHold(frame) === true) !== found)
      throw new Refusal(
        'a text in any column',
        'it stands only in the text of a date, a real or the like, or in another case',
      );
    return found;
  });
};
