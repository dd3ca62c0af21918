import type { KqlNode } from '@picket/kql';
import { translateExpr } from './expression.ts';
import { isTabular, translateRel } from './relation.ts';
import { dependsOnRow, type Scope, withName } from './scope.ts';
import { nameOf, part } from './syntax.ts';

/** The scope after a statement. A let's value is computed once at most, since nothing evaluated here differs by the time. */
export function withStatement(statement: KqlNode, scope: Scope): Scope {
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
    const id = scope.shared.bind({ kind: 'rel', rel });
    return withName(scope, name, {
      kind: 'rel',
      rel: { op: 'binding', id, columns: rel.columns, serialized: rel.serialized },
    });
  }
  const expr = translateExpr(value, scope);
  if (expr.op === 'literal') return withName(scope, name, { kind: 'scalar', expr });
  if (dependsOnRow(expr)) return withName(scope, name, { kind: 'scalar', expr });
  const id = scope.shared.bind({ kind: 'scalar', expr });
  return withName(scope, name, { kind: 'scalar', expr: { op: 'binding', type: expr.type, id } });
}
