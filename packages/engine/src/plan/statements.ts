import type { KqlNode } from '@picket/kql';
import { translateExpr } from './expression.ts';
import { cast } from './overload.ts';
import { isTabular, translateRel } from './relation.ts';
import { bindIn, dependsOnRow, drawsGuids, type Scope, withName } from './scope.ts';
import { elements, nameOf, part } from './syntax.ts';

/** The scope after a statement. A let's value is computed once at most, since nothing but new_guid() differs by the time. */
export function withStatement(statement: KqlNode, scope: Scope): Scope {
  if (statement.kind === 'SetOptionStatement') return withOption(statement, scope);
  if (statement.kind === 'QueryParametersStatement') return withParameters(statement, scope);
  if (statement.kind !== 'LetStatement') {
    scope.shared.refuse('ENG101', { what: statementNames[statement.kind] ?? statement.kind }, statement);
    return scope;
  }
  const name = nameOf(part(statement, 'Name'));
  const value = part(statement, 'Expression');
  if (!value) return scope;
  if (value.kind === 'FunctionDeclaration')
    return withName(scope, name, { kind: 'function', declaration: value, scope });
  if (isTabular(value)) {
    const rel = translateRel(value, scope);
    // Computed for each use, as only materialize() changes. Microsoft Learn, "let statement".
    if (drawsGuids(rel)) return withName(scope, name, { kind: 'rel', rel });
    const id = bindIn(scope, { kind: 'rel', rel });
    return withName(scope, name, {
      kind: 'rel',
      rel: { op: 'binding', id, columns: rel.columns, serialized: rel.serialized },
    });
  }
  const expr = translateExpr(value, scope);
  if (expr.op === 'literal') return withName(scope, name, { kind: 'scalar', expr });
  if (dependsOnRow(expr)) return withName(scope, name, { kind: 'scalar', expr });
  const id = bindIn(scope, { kind: 'scalar', expr });
  return withName(scope, name, { kind: 'scalar', expr: { op: 'binding', type: expr.type, id } });
}

const statementNames: Readonly<Record<string, string>> = {
  AliasStatement: 'alias',
  RestrictStatement: 'restrict',
  PatternStatement: 'declare pattern',
};

/** Request properties that say how a query is run, and not what it returns. Microsoft Learn, "Request properties". */
const harmlessOptions: ReadonlySet<string> = new Set([
  'notruncation',
  'norequesttimeout',
  'servertimeout',
  'deferpartialqueryfailures',
  'maxmemoryconsumptionperiterator',
  'max_memory_consumption_per_query_per_node',
  'materialized_view_shuffle_query',
  'push_selection_through_aggregation',
  'query_distribution_nodes_span',
  'query_fanout_nodes_percent',
  'query_fanout_threads_percent',
  'query_log_query_parameters',
  'query_optimize_fts_at_relop',
  'query_results_cache_force_refresh',
  'query_results_cache_max_age',
  'query_results_cache_per_shard',
  'query_results_progressive_row_count',
  'query_results_progressive_update_period',
  'query_weakconsistency_session_id',
  'queryconsistency',
  'request_app_name',
  'request_description',
  'request_user',
  'results_progressive_enabled',
]);

/** Options that a function asks for. */
const knownOptions: ReadonlySet<string> = new Set(['query_bin_auto_size', 'query_bin_auto_at']);

/** Keeps an option for the functions that it is for; one that is not evaluated is refused. Microsoft Learn, "bin_auto()". */
function withOption(statement: KqlNode, scope: Scope): Scope {
  const name = nameOf(part(statement, 'Name')).toLowerCase();
  const clause = part(statement, 'ValueClause');
  const value = clause && part(clause, 'Expression');
  if (knownOptions.has(name) && value) scope.shared.options.set(name, translateExpr(value, scope));
  else if (!harmlessOptions.has(name)) scope.shared.refuse('ENG101', { what: `set ${name}` }, statement);
  return scope;
}

/** Parameters have their default here, since nobody gives another value. Microsoft Learn, "Query parameters declaration statement". */
function withParameters(statement: KqlNode, scope: Scope): Scope {
  let within = scope;
  for (const each of elements(part(statement, 'Parameters'))) {
    const nameAndType = part(each, 'NameAndType');
    const name = nameAndType && part(nameAndType, 'Name');
    const fallback = part(each, 'DefaultValue');
    const written = fallback && part(fallback, 'Value');
    if (!written || !name?.type || name.type === 'unknown') {
      scope.shared.refuse('ENG101', { what: `the query parameter ${nameOf(name)} without a default` }, each);
      continue;
    }
    const expr = cast(translateExpr(written, { ...scope, columns: [], serialized: false }), name.type);
    within = withName(within, nameOf(name), { kind: 'scalar', expr });
  }
  return within;
}
