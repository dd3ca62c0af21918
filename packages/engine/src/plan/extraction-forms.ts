import { callOf, translateExpr } from './expression.ts';
import type { FormCall } from './forms.ts';
import { typeNamed } from './literals.ts';
import { cast } from './overload.ts';
import type { Expr } from './plan.ts';
import { refuseExpr } from './scope.ts';

/** extract() with a type: what was found, turned into it. Microsoft Learn, "extract()". */
export function extract({ name, node, args, scope }: FormCall): Expr {
  const [pattern, group, source, typed] = args;
  if (!typed)
    return callOf(
      name,
      args.map((arg) => translateExpr(arg, scope)),
      node,
      scope,
    );
  const type = typeNamed(typed);
  if (!pattern || !group || !source || !type || type === 'dynamic' || args.length > 4)
    return refuseExpr(scope, `${name}() with ${typed.text.trim()}`, typed);
  const found = callOf(
    name,
    [pattern, group, source].map((arg) => translateExpr(arg, scope)),
    node,
    scope,
  );
  return cast(found, type);
}

/** extract_json(), as text or turned into a type. Microsoft Learn, "extract_json()". */
export function extractJson({ name, node, args, scope }: FormCall): Expr {
  const [path, source, typed] = args;
  const type = typed ? typeNamed(typed) : 'string';
  if (!path || !source || !type || args.length > 3)
    return refuseExpr(scope, `${name}() with ${(typed ?? node).text.trim()}`, typed ?? node);
  const found = callOf(
    'extract_json',
    [path, source].map((arg) => translateExpr(arg, scope)),
    node,
    scope,
  );
  // The second overload gives the value, the first its text.
  return type === 'string' || found.op !== 'call' ? found : cast({ ...found, type: 'dynamic', overload: 1 }, type);
}
