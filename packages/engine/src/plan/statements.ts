import type { KqlNode } from '@picket/kql';
import { translateExpr } from './expression.ts';
import { isTabular, translateRel } from './relation.ts';
import { bindIn, dependsOnRow, type Scope, withName } from './scope.ts';
import { nameOf, part } from './syntax.ts';

/** The scope after a statement. A let's value is computed once at most, since nothing evaluated here differs by the time. */
export function withStatement(statement: KqlNode, scope: Scope): Scope {
  if (statement.kind === 'SetOptionStatement' && setOption(statement, scope)) return scope;
  if (statement.kind !== 'LetStatement') {
    scope.shared.refuse('ENG101', { what: statement.kind }, statement);
    return scope;
  }
  const name = nameOf(part(statement, 'Name'));
  const value = part(statement, 'Expression');
  if (!value) return scope;
  if (value.kind === 'FunctionDeclaration')
    return withName(scope, name, { kind: 'function', declaration: value, scope });
  if (isTabular(value)) {
    const rel = translateRel(value, scope);
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

/** Options that a function asks for. */
const knownOptions = new Set(['query_bin_auto_size', 'query_bin_auto_at']);

/** Keeps an option for the functions that it is for; false for one that is not evaluated. Microsoft Learn, "bin_auto()". */
function setOption(statement: KqlNode, scope: Scope): boolean {
  const name = nameOf(part(statement, 'Name')).toLowerCase();
  const clause = part(statement, 'ValueClause');
  const value = clause && part(clause, 'Expression');
  if (!knownOptions.has(name) || !value) return false;
  scope.shared.options.set(name, translateExpr(value, scope));
  return true;
}
