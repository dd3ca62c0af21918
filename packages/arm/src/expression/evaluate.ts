import { diagnostic, didYouMean } from '@picket/diagnostics';
import type { Environment } from '../environment.ts';
import { findFunction, templateFunctions } from '../functions/index.ts';
import { reasonForRefusing } from '../functions/refused.ts';
import { findWrongType, wrongCount } from '../functions/row.ts';
import { limits } from '../limits.ts';
import { NoResult, type Outcome, placed, Refusal } from '../refusal.ts';
import type { Json } from '../template.ts';
import { findKey, isArray, isObject, typeOfValue } from '../value.ts';
import type { CallNode, ExpressionNode, MemberNode } from './node.ts';

/**
 * The value of a parsed expression, or the first reason why it has none. Arguments are evaluated from left to right;
 * those of `if` and `coalesce` only as far as they are needed.
 */
export function evaluateExpression(node: ExpressionNode, environment: Environment): Outcome {
  if (node.kind === 'literal') return node.value;
  const outcome = node.kind === 'call' ? call(node, environment) : member(node, environment);
  return outcome instanceof Refusal ? placed(outcome, node.at) : outcome;
}

type LazyFunction = (args: readonly ExpressionNode[], environment: Environment, name: string) => Outcome;

/** Functions that do not evaluate all their arguments, so that what is not chosen may be impossible. */
const lazyFunctions: Readonly<
  Record<string, { readonly count: (given: number) => string | undefined; readonly call: LazyFunction }>
> = {
  if: {
    count: (given) => (given === 3 ? undefined : '3 arguments'),
    call: (args, environment, name) => {
      const [test, whenTrue, whenFalse] = args;
      const value = test ? evaluateExpression(test, environment) : null;
      if (value instanceof Refusal) return value;
      if (typeof value !== 'boolean') return wrongType(name, 0, 'bool', value);
      const chosen = value ? whenTrue : whenFalse;
      return chosen ? evaluateExpression(chosen, environment) : null;
    },
  },
  coalesce: {
    count: (given) => (given > 0 ? undefined : 'at least 1 argument'),
    call: (args, environment) => {
      for (const arg of args) {
        const value = evaluateExpression(arg, environment);
        if (value !== null) return value;
      }
      return null;
    },
  },
};

function call(node: CallNode, environment: Environment): Outcome {
  const lazyName = node.name.toLowerCase();
  const lazy = Object.hasOwn(lazyFunctions, lazyName) ? lazyFunctions[lazyName] : undefined;
  const row = findFunction(node.name);
  if (!lazy && !row) return unknownFunction(node.name);
  const takes = lazy ? lazy.count(node.args.length) : row && wrongCount(row, node.args.length);
  if (takes) {
    const params = { name: node.name, given: node.args.length, takes };
    return new Refusal((where) => diagnostic('ARM004', { where, ...params }));
  }
  if (lazy) return lazy.call(node.args, environment, node.name);
  const args: Json[] = [];
  let size = 0;
  for (const arg of node.args) {
    const value = evaluateExpression(arg, environment);
    if (value instanceof Refusal) return value;
    args.push(value);
    size += environment.sizeOf(value);
    if (size > limits.templateBytes) return tooMuch(node.name, size);
  }
  if (!row) return unknownFunction(node.name);
  const wrong = findWrongType(row, args);
  if (wrong) return wrongType(node.name, wrong.position, wrong.wants, args[wrong.position] ?? null);
  const result = row.call(args, environment);
  if (result instanceof NoResult) return result.toRefusal(node.name);
  return result instanceof Refusal ? result : (environment.admit(result) ?? result);
}

function tooMuch(name: string, size: number): Refusal {
  const params = { what: `the size of the arguments of '${name}'`, size, limit: limits.templateBytes };
  return new Refusal((where) => diagnostic('ARM013', { where, ...params }));
}

function unknownFunction(name: string): Refusal {
  const reason = reasonForRefusing(name);
  if (reason) return new Refusal((where) => diagnostic('ARM003', { where, name, reason }));
  const near = didYouMean(name, [...Object.keys(templateFunctions), ...Object.keys(lazyFunctions)]);
  return new Refusal((where) => diagnostic('ARM002', { where, name, near }));
}

function wrongType(name: string, position: number, wants: string, value: Json): Refusal {
  const params = { name, position: position + 1, wants, given: typeOfValue(value) };
  return new Refusal((where) => diagnostic('ARM005', { where, ...params }));
}

function member(node: MemberNode, environment: Environment): Outcome {
  const of = evaluateExpression(node.of, environment);
  if (of instanceof Refusal) return of;
  const key = evaluateExpression(node.key, environment);
  if (key instanceof Refusal) return key;
  if (isArray(of)) {
    const item = typeof key === 'number' ? of[key] : undefined;
    return item === undefined ? missing(`element ${describe(key)}`, `an array of ${of.length}`) : item;
  }
  if (isObject(of) && typeof key === 'string') {
    const name = findKey(of, key);
    const near = didYouMean(key, Object.keys(of).slice(0, 200));
    return name === undefined ? missing(`property '${key}'`, 'the object', near) : (of[name] ?? null);
  }
  return missing(
    isArray(of) || typeof key === 'number' ? `element ${describe(key)}` : `property ${describe(key)}`,
    `a value of type ${typeOfValue(of)}`,
  );
}

function missing(what: string, of: string, near?: string): Refusal {
  return new Refusal((where) => diagnostic('ARM008', { where, member: what, of, near }));
}

function describe(key: Json): string {
  return typeof key === 'string' ? `'${key}'` : typeof key === 'number' ? String(key) : `of type ${typeOfValue(key)}`;
}
