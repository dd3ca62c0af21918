import type { KqlNode } from '@picket/kql';
import { translateExpr } from './expression.ts';
import { cast } from './overload.ts';
import type { Expr, Rel } from './plan.ts';
import { isTabular, translateRel } from './relation.ts';
import { drawsGuids, type Meaning, refuseExpr, type Scope } from './scope.ts';
import { withStatement } from './statements.ts';
import { elements, nameOf, namesGiven, part } from './syntax.ts';

interface Parameter {
  readonly name: string;
  readonly fallback: KqlNode | undefined;
  readonly type: Expr['type'] | undefined;
}

/** What a function declaration takes. */
function parametersOfFunction(declaration: KqlNode): readonly Parameter[] {
  return elements(part(declaration, 'Parameters'), 'Parameters').map((each): Parameter => {
    const nameAndType = part(each, 'NameAndType');
    const name = nameAndType && part(nameAndType, 'Name');
    const type = name?.type === 'unknown' ? undefined : name?.type;
    const fallback = part(each, 'DefaultValue');
    return { name: nameOf(name), type, fallback: fallback && part(fallback, 'Value') };
  });
}

/**
 * The expression of a called let function and the scope with its parameters and statements. The analyser binds the
 * body anew for each call, so that its columns are those of the arguments.
 * `piped` is the first argument that invoke gives. Undefined when the function's declaration is out of reach.
 */
export function calledScope(
  call: KqlNode,
  args: readonly KqlNode[],
  scope: Scope,
  piped?: Rel,
): { readonly body: KqlNode; readonly scope: Scope } | undefined {
  const { body } = call;
  const name = nameOf(part(call, 'Name') ?? call);
  const meaning = scope.names.get(name);
  const expression = body && part(body, 'Expression');
  if (!expression || meaning?.kind !== 'function') return undefined;
  const names = new Map<string, Meaning>(meaning.scope.names);
  const parameters = parametersOfFunction(meaning.declaration);
  const open = parameters.map((each) => each.name);
  const give = (parameter: string, given: Meaning): void => {
    names.set(parameter, given);
    open.splice(open.indexOf(parameter), 1);
  };
  const [first] = parameters;
  if (piped && first) give(first.name, { kind: 'rel', rel: piped });
  for (const arg of args) {
    const {
      names: [named],
      value,
    } = namesGiven(arg);
    const parameter = parameters.find((each) => each.name === (named ?? open[0]));
    if (!parameter) return undefined;
    give(parameter.name, meaningOf(value, parameter, scope));
  }
  for (const parameter of parameters.filter((each) => open.includes(each.name))) {
    if (!parameter.fallback) return undefined;
    names.set(parameter.name, meaningOf(parameter.fallback, parameter, scope));
  }
  let inner: Scope = { ...scope, names };
  for (const statement of elements(body, 'Statements')) inner = withStatement(statement, inner);
  return { body: expression, scope: inner };
}

function meaningOf(value: KqlNode, parameter: Parameter, scope: Scope): Meaning {
  if (isTabular(value)) return { kind: 'rel', rel: translateRel(value, scope) };
  const expr = translateExpr(value, scope);
  if (drawsGuids(expr)) refuseExpr(scope, 'new_guid() as an argument of a function', value);
  return { kind: 'scalar', expr: parameter.type === undefined ? expr : cast(expr, parameter.type) };
}
