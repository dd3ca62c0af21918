import type { KqlNode } from '@picket/kql';
import { cast } from '../plan/overload.ts';
import type { Expr, Named, Rel } from '../plan/plan.ts';
import { projected } from '../plan/projected.ts';
import { columnsOf, refuseRel } from '../plan/scope.ts';
import { holdsStar } from '../plan/star.ts';
import { elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { absent, type Column } from '../values/cell.ts';
import type { TranslateOperator } from './operator.ts';
import { sourcesOf, starFilter } from './search.ts';
import { type Source, united } from './unite.ts';

/** The bag of the columns that project-smart leaves over. */
const packColumn = 'pack_';

/**
 * Rows of several tables that pass a condition, each with its table's name. Refused where tables disagree about a column's
 * type, and where a condition other than a search for a value reads a column that a table does not have.
 * Microsoft Learn, "find operator".
 */
export const translateFind: TranslateOperator = (input, node, scope) => {
  const parameters = parametersOf(node);
  const odd = [...parameters.keys()].find((name) => name !== 'withsource' && !name.startsWith('hint.'));
  const source = parameters.get('withsource') ? nameOf(parameters.get('withsource')) : 'source_';
  const condition = part(node, 'Condition');
  const given = columnsOf(node, scope);
  if (odd || !condition || given[0]?.name !== source) return refuseRel(scope, `find ${odd ?? ''}`, node);
  const read = columnsRead(condition);
  const reads = ({ rel }: Source): boolean => rel.columns.some(({ name }) => read.has(name));
  const all = sourcesOf(input, node, scope);
  if (all.length === 0 && scope.shared.data.missing === 'empty')
    return { op: 'rows', columns: given, rows: [], serialized: false };
  const sources = read.size === 0 || holdsStar(condition) ? all : all.filter(reads);
  const isWhole = sources.every(({ rel }) =>
    [...read].every((name) => rel.columns.some((column) => column.name === name)),
  );
  const isClear = sources.every(({ rel }) => agrees(rel.columns, sources)) && (isWhole || isPositive(condition));
  const wanted = wantedColumns(part(node, 'Project'), read, sources);
  const isNamed =
    wanted && given.length === wanted.length + 1 && wanted.every((name, i) => name === given[i + 1]?.name);
  if (!isClear || !isNamed) return refuseRel(scope, 'find with these columns', node);
  const legs = sources.map(({ rel, name }): Source => ({ rel: packed(rel, wanted, given), name }));
  // The condition reads columns that may not be in the result.
  const names = [...new Set(legs.flatMap(({ rel }) => rel.columns.map((column) => column.name)))];
  const whole = united(legs, [source, ...names], source);
  const found = whole && starFilter(whole, condition, scope);
  return found ? narrowed(found, node, given) : refuseRel(scope, 'find over these tables', node);
};

/** Names of the columns that a condition reads. */
function columnsRead(node: KqlNode): ReadonlySet<string> {
  if (node.kind === 'NameReference') return new Set(node.symbol?.kind === 'column' ? [nameOf(node)] : []);
  return new Set(node.children.flatMap((child) => [...columnsRead(child)]));
}

const positive = /^(And|Or|Equal|Has|HasCs|Contains|ContainsCs|StartsWith|EndsWith|In|Search)Expression$/;

/** True when a row without a column that the condition reads cannot pass by its absence. */
function isPositive(node: KqlNode): boolean {
  const sides = ['Left', 'Right', 'Expression'].flatMap((role) => part(node, role) ?? []);
  if (node.kind === 'ParenthesizedExpression' || /^(And|Or)Expression$/.test(node.kind)) return sides.every(isPositive);
  if (node.kind === 'StringLiteralExpression') return node.literal !== '';
  const right = part(node, 'Right');
  return positive.test(node.kind) && right?.literal !== undefined && right.literal !== null && right.literal !== '';
}

const agrees = (columns: readonly Column[], sources: readonly Source[]): boolean =>
  columns.every(({ name, type }) =>
    sources.every(({ rel }) => rel.columns.every((other) => other.name !== name || other.type === type)),
  );

/** The result's columns behind the source: those of a project clause, or those read and those that all tables have, and a bag. */
function wantedColumns(
  clause: KqlNode | undefined,
  read: ReadonlySet<string>,
  sources: readonly Source[],
): readonly string[] | undefined {
  const projectedColumns = elements(clause, 'Columns');
  if (projectedColumns.length > 0) return projectedColumns.map((each) => nameOf(part(each, 'Column') ?? each));
  const all = [...new Set(sources.flatMap(({ rel }) => rel.columns.map(({ name }) => name)))];
  const kept = all.filter((name) => {
    return read.has(name) || sources.every(({ rel }) => rel.columns.some((column) => column.name === name));
  });
  if (all.includes(packColumn)) return undefined;
  return kept.length < all.length ? [...kept, packColumn] : kept;
}

/** A table with the bag of its columns that are not wanted, where one is asked for. */
function packed(rel: Rel, wanted: readonly string[], given: readonly Column[]): Rel {
  if (!given.some(({ name, type }) => name === packColumn && type === 'dynamic')) return rel;
  const own = rel.columns.map((column): Named => ({ name: column.name, expr: { op: 'column', ...column } }));
  const args = own.flatMap(({ name, expr }): readonly Expr[] =>
    wanted.includes(name) ? [] : [{ op: 'literal', type: 'string', value: name }, cast(expr, 'dynamic')],
  );
  const bag: Expr = { op: 'call', type: 'dynamic', name: 'bag_pack', overload: 0, args };
  return projected(rel, [...own, { name: packColumn, expr: bag }]);
}

/** The columns asked for, in their order; `project name: type` converts. */
function narrowed(rel: Rel, node: KqlNode, given: readonly Column[]): Rel {
  const written = elements(part(node, 'Project'), 'Columns');
  const exprs = given.map(({ name, type }, i): Named => {
    const column = rel.columns.find((each) => each.name === name);
    const target = part(written[i - 1] ?? node, 'Type') ? type : column?.type;
    if (!column) return { name, expr: { op: 'literal', type, value: absent(type) } };
    return { name, expr: cast({ op: 'column', ...column }, target ?? column.type) };
  });
  return projected(rel, exprs);
}
