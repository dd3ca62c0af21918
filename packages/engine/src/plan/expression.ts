import type { KqlNode } from '@picket/kql';
import { aggregates } from '../aggregates/index.ts';
import { overloadsOf } from '../functions/blueprint.ts';
import { functions } from '../functions/index.ts';
import { rowFunctions } from '../functions/row-functions.ts';
import { tupleColumns } from '../functions/series/tuples.ts';
import { absent, type Column, isDecimal, type ScalarType, wrapLong } from '../values/cell.ts';
import { negated } from '../values/decimal.ts';
import { parseTimespan } from '../values/ticks.ts';
import { calledScope } from './called-function.ts';
import { forms } from './forms.ts';
import { isLiteral, readLiteral } from './literals.ts';
import { cast, chooseOverload, commonType } from './overload.ts';
import type { Expr, Rel } from './plan.ts';
import { isTabular, translateRel } from './relation.ts';
import { bindIn, drawsGuids, outsideRow, partitionKeyName, refuseExpr, type Scope } from './scope.ts';
import { inCase, negatedTerm, translateColumnTerm, translateStarTest, translateTerm } from './star.ts';
import { bare, elements, nameOf, part } from './syntax.ts';

type Translate = (node: KqlNode, scope: Scope) => Expr;

/** Operators that are written in several ways, to the name of their row. */
const spellings: Readonly<Record<string, string>> = {
  '<>': '!=',
  notcontains: '!contains',
  notcontainscs: '!contains_cs',
  containscs: 'contains_cs',
  notendswith: '!endswith',
  notstartswith: '!startswith',
  nothas: '!has',
};

const kinds: Readonly<Record<string, Translate>> = {
  // A name given to an argument of one of KQL's own functions says nothing.
  SimpleNamedExpression: (node, scope) => operand(node, 'Expression', scope),
  ParenthesizedExpression: (node, scope) => translateExpr(bare(node), scope),
  NameReference: translateName,
  PathExpression: translatePath,
  ElementExpression: translateElement,
  FunctionCallExpression: translateCall,
  UnaryMinusExpression: (node, scope) => {
    const arg = operand(node, 'Expression', scope);
    if (arg.op === 'literal' && isDecimal(arg.value)) return { ...arg, value: negated(arg.value) };
    const isWhole = arg.type === 'long' || arg.type === 'timespan';
    if (isWhole && arg.op === 'literal' && typeof arg.value === 'bigint' && wrapLong(-arg.value) === -arg.value) {
      return { ...arg, value: -arg.value };
    }
    return callOf('unary -', [arg], node, scope);
  },
  UnaryPlusExpression: (node, scope) => operand(node, 'Expression', scope),
  ToScalarExpression: (node, scope) => {
    const inner = part(node, 'Expression');
    if (!inner) return refuseExpr(scope, 'toscalar()', node);
    if (!isTabular(inner)) return partitionKey(inner, scope) ?? computedOnce(translateExpr(inner, scope), scope);
    const rel = translateRel(inner, outsideRow(scope));
    const [first] = rel.columns;
    return first ? { op: 'toscalar', type: first.type, rel } : refuseExpr(scope, 'toscalar()', node);
  },
  MaterializeExpression: (node, scope) => operand(node, 'Expression', scope),
  SearchExpression: translateColumnTerm,
  InExpression: translateIn(false, false),
  NotInExpression: translateIn(false, true),
  InCsExpression: translateIn(true, false),
  NotInCsExpression: translateIn(true, true),
  BetweenExpression: translateBetween(false),
  NotBetweenExpression: translateBetween(true),
  HasAnyExpression: (node, scope) =>
    callOf('has_any', [operand(node, 'Left', scope), ...listed(node, scope)], node, scope),
  HasAllExpression: (node, scope) =>
    callOf('has_all', [operand(node, 'Left', scope), ...listed(node, scope)], node, scope),
};

/** What new_guid() draws is drawn once. Microsoft Learn, "toscalar()". */
function computedOnce(expr: Expr, scope: Scope): Expr {
  if (!drawsGuids(expr)) return expr;
  return { op: 'binding', type: expr.type, id: bindIn(scope, { kind: 'scalar', expr }) };
}

/** `toscalar(column)` within `partition by column { … }`. */
function partitionKey(node: KqlNode, scope: Scope): Expr | undefined {
  const meaning = node.kind === 'NameReference' ? scope.names.get(partitionKeyName(nameOf(node))) : undefined;
  return meaning?.kind === 'scalar' ? meaning.expr : undefined;
}

/** A bound scalar expression to a typed one. What is not evaluated is reported and stood in for. */
export function translateExpr(node: KqlNode, scope: Scope): Expr {
  // Microsoft Learn, "The datetime data type": datetime() is the current time.
  if (node.kind === 'DateTimeLiteralExpression' && node.literal === '') return { op: 'now', type: 'datetime' };
  if (scope.star && node.type === 'bool') {
    if (node.kind === 'StringLiteralExpression') return translateTerm(node, scope);
    if (node.kind === 'StarExpression') return { op: 'literal', type: 'bool', value: true };
    const negated = negatedTerm(node);
    if (negated) return callOf('not', [translateTerm(negated, scope)], node, scope);
  }
  if (isLiteral(node))
    return readLiteral(node) ?? timeToday(node, scope) ?? refuseExpr(scope, `the literal ${node.text.trim()}`, node);
  const translate = kinds[node.kind];
  if (translate) return translate(node, scope);
  const operator = part(node, 'Operator');
  if (part(node, 'Left') && operator && part(node, 'Right')) return translateBinary(node, operator.text.trim(), scope);
  return refuseExpr(scope, node.kind, node);
}

/** `datetime(06:00)`: without a date it is that time of the day that the query runs on. Page "datetime data type". */
function timeToday(node: KqlNode, scope: Scope): Expr | undefined {
  const isTime = node.kind === 'DateTimeLiteralExpression' && /^\d{1,2}:\d\d(:\d\d)?$/.test(node.literal?.trim() ?? '');
  const value = isTime ? parseTimespan(node.literal?.trim() ?? '') : null;
  if (value === null) return undefined;
  const today = callOf('startofday', [{ op: 'now', type: 'datetime' }], node, scope);
  return callOf('+', [today, { op: 'literal', type: 'timespan', value }], node, scope);
}

function operand(node: KqlNode, role: string, scope: Scope): Expr {
  const inner = part(node, role);
  return inner ? translateExpr(inner, scope) : refuseExpr(scope, node.kind, node);
}

/** The values sought: scalars, arrays, or the first column of a table as an array. Microsoft Learn, "has_any operator". */
function listed(node: KqlNode, scope: Scope): readonly Expr[] {
  return elements(part(node, 'Right')).map((each) => {
    if (!isTabular(each)) return translateExpr(each, scope);
    const input = translateRel(each, outsideRow(scope));
    const [first] = input.columns;
    return first ? asArray(input, first) : refuseExpr(scope, 'a table without columns', each);
  });
}

/** The values of a column as one array. */
function asArray(input: Rel, column: Column): Expr {
  const columns: readonly Column[] = [{ name: column.name, type: 'dynamic' }];
  const call = { name: 'make_list', args: [{ op: 'column', ...column } as const], columns };
  const rel: Rel = { op: 'summarize', input, keys: [], aggregates: [call], columns, serialized: false };
  return { op: 'toscalar', type: 'dynamic', rel };
}

function translateName(node: KqlNode, scope: Scope): Expr {
  const name = nameOf(node);
  if (node.body) {
    const called = calledScope(node, [], scope);
    return called ? translateExpr(called.body, called.scope) : refuseExpr(scope, `${name}()`, node);
  }
  const column = scope.columns.find((each) => each.name === name);
  if (node.symbol?.kind === 'column' || (column && node.symbol === undefined)) {
    return column ? { op: 'column', type: column.type, name } : refuseExpr(scope, `the column ${name} here`, node);
  }
  const meaning = scope.names.get(name);
  return meaning?.kind === 'scalar' ? meaning.expr : refuseExpr(scope, `the name ${name} here`, node);
}

function translatePath(node: KqlNode, scope: Scope): Expr {
  const selector = part(node, 'Selector');
  const step = part(node, 'Expression');
  if (selector && step?.kind === 'NameReference' && scope.steps?.has(nameOf(step))) {
    const name = `${nameOf(step)}.${nameOf(selector)}`;
    const column = scope.columns.find((each) => each.name === name);
    return column ? { op: 'column', ...column } : refuseExpr(scope, name, node);
  }
  const target = operand(node, 'Expression', scope);
  if (!selector || target.type !== 'dynamic') return refuseExpr(scope, node.text.trim(), node);
  const inner = selector.kind === 'BracketedExpression' ? part(selector, 'Expression') : undefined;
  if (inner) return { op: 'element', type: 'dynamic', target, index: translateExpr(inner, scope) };
  if (selector.kind !== 'NameReference') return refuseExpr(scope, selector.text.trim(), selector);
  return { op: 'element', type: 'dynamic', target, index: { op: 'literal', type: 'string', value: nameOf(selector) } };
}

function translateElement(node: KqlNode, scope: Scope): Expr {
  const selector = part(node, 'Selector');
  const written = part(node, 'Expression');
  const target = (written && wholeTuple(bare(written), scope)) ?? operand(node, 'Expression', scope);
  const inner = selector && part(selector, 'Expression');
  if (!inner || target.type !== 'dynamic') return refuseExpr(scope, node.text.trim(), node);
  const index = translateExpr(inner, scope);
  if (index.type === 'int' || index.type === 'long')
    return { op: 'element', type: 'dynamic', target, index: cast(index, 'long') };
  if (index.type === 'string' || index.type === 'dynamic') return { op: 'element', type: 'dynamic', target, index };
  return refuseExpr(scope, `an index of type ${index.type}`, inner);
}

const asTextTypes: readonly ScalarType[] = ['string', 'int', 'long', 'dynamic'];

function translateBinary(node: KqlNode, written: string, scope: Scope): Expr {
  const name = inCase(spellings[written] ?? written, scope);
  if (part(node, 'Left')?.kind === 'StarExpression') return translateStarTest(name, node, scope);
  const args = [operand(node, 'Left', scope), operand(node, 'Right', scope)];
  const isEquality = name === '==' || name === '!=';
  // A string against another type is compared as text. Of types with several ways to be written it is not certain which counts.
  const asText = isEquality && args.some((arg) => arg.type === 'string');
  const asBools = isEquality ? boolsOf(args) : undefined;
  if (asBools) return callOf(name, asBools, node, scope);
  const unsure = isEquality ? unsureAsText(args) : undefined;
  if (unsure) return refuseExpr(scope, `'${name}' between string and ${unsure.type}`, node);
  return callOf(name, asText ? args.map((arg) => cast(arg, 'string')) : args, node, scope);
}

/** Beside a string: what has several ways to be written. */
function unsureAsText(args: readonly Expr[]): Expr | undefined {
  return args.some((arg) => arg.type === 'string') ? args.find((arg) => !asTextTypes.includes(arg.type)) : undefined;
}

/**
 * A bool beside the number 0 or 1, which are how false and true are kept, or beside a text, which is read as tobool() does:
 * published queries compare `_IsBillable == true`, whose text is "True", and bools with "0". Microsoft Learn, "The bool data type".
 */
function boolsOf(args: readonly Expr[]): readonly Expr[] | undefined {
  if (!args.some((arg) => arg.type === 'bool')) return undefined;
  const bools = args.map((arg): Expr | undefined => {
    if (arg.type === 'bool') return arg;
    if (arg.type === 'string') return cast(arg, 'bool');
    const isBit =
      arg.op === 'literal' && (arg.type === 'long' || arg.type === 'int') && /^[01]$/.test(String(arg.value));
    return isBit ? { op: 'literal', type: 'bool', value: Number(arg.value) === 1 } : undefined;
  });
  return bools.every((each) => each !== undefined) ? bools : undefined;
}

function translateBetween(negated: boolean): Translate {
  return (node, scope) => {
    const couple = part(node, 'Right');
    if (!couple) return refuseExpr(scope, 'between', node);
    const value = operand(node, 'Left', scope);
    const first = operand(couple, 'First', scope);
    const second = operand(couple, 'Second', scope);
    // Microsoft Learn, "between operator": a datetime's range may end with a timespan from its start.
    const end =
      value.type === 'datetime' && second.type === 'timespan' ? callOf('+', [first, second], couple, scope) : second;
    const within = callOf(
      'and',
      [callOf('>=', [value, first], node, scope), callOf('<=', [value, end], node, scope)],
      node,
      scope,
    );
    return negated ? callOf('not', [within], node, scope) : within;
  };
}

function translateIn(foldCase: boolean, negated: boolean): Translate {
  return (node, scope) => {
    const left = operand(node, 'Left', scope);
    const right = elements(part(node, 'Right'));
    const [only] = right;
    if (right.length === 1 && only && isTabular(only)) {
      const table = translateRel(only, outsideRow(scope));
      const [column] = table.columns;
      const odd = column && unsureAsText([left, { op: 'column', ...column }]);
      if (odd) return refuseExpr(scope, `in with ${left.type} and ${column.type}`, node);
      return { op: 'in', type: 'bool', value: left, items: [], table, foldCase, negated };
    }
    const written = right.map((each) => translateExpr(each, scope));
    const asDecimals =
      [left, ...written].some((each) => each.type === 'decimal') &&
      commonType([left, ...written].map((each) => each.type)) === 'decimal';
    if (asDecimals) {
      const value = cast(left, 'decimal');
      return { op: 'in', type: 'bool', value, items: written.map((item) => cast(item, 'decimal')), foldCase, negated };
    }
    const [value = left, ...items] = boolsOf([left, ...written]) ?? [left, ...written];
    const unsure = unsureAsText([value, ...items]);
    if (unsure) return refuseExpr(scope, `in with string and ${unsure.type}`, node);
    const odd = items.find(
      (item) => item.type !== value.type && item.type !== 'dynamic' && !comparesAsText(value, item),
    );
    if (odd && !isWidening(value, odd)) return refuseExpr(scope, `in with ${value.type} and ${odd.type}`, node);
    return { op: 'in', type: 'bool', value, items, foldCase, negated };
  };
}

const numbers = new Set(['int', 'long', 'real']);
const comparesAsText = (a: Expr, b: Expr): boolean => (a.type === 'string') !== (b.type === 'string');
const isWidening = (a: Expr, b: Expr): boolean => (numbers.has(a.type) && numbers.has(b.type)) || a.type === 'dynamic';

function translateCall(node: KqlNode, scope: Scope): Expr {
  const name = nameOf(part(node, 'Name'));
  const written = elements(part(node, 'ArgumentList'));
  if (node.body) {
    const called = calledScope(node, written, scope);
    return called ? translateExpr(called.body, called.scope) : refuseExpr(scope, `${name}()`, node);
  }
  if (scope.names.get(name)?.kind === 'function') return refuseExpr(scope, `the call of ${name}()`, node);
  const form = forms[name];
  if (form) return form({ name, node, args: written, scope });
  if (name in rowFunctions) return translateRowFunction(name, node, written, scope);
  // Some names are both: within an aggregation the aggregate is meant.
  const isAggregate = !Object.hasOwn(functions, name) || Object.hasOwn(aggregates, name);
  if (isAggregate && scope.aggregate) return scope.aggregate(node, scope);
  const [first] = translateTuple(node, scope) ?? [];
  if (first) return first;
  return callOf(
    name,
    written.map((each) => translateExpr(each, scope)),
    node,
    scope,
  );
}

function tupleOf(node: KqlNode): readonly Column[] {
  const name = node.kind === 'FunctionCallExpression' && !node.body ? nameOf(part(node, 'Name')) : '';
  if (isSorting(name)) {
    const arrays = sortedArrays(node);
    return arrays.length > 1 ? arrays.map((_, i) => ({ name: `array${i}_sorted`, type: 'dynamic' })) : [];
  }
  return Object.hasOwn(tupleColumns, name) ? (tupleColumns[name] ?? []) : [];
}

const isSorting = (name: string): boolean => name === 'array_sort_asc' || name === 'array_sort_desc';

/** The arrays that array_sort_asc() is given; behind them may stand where nulls go. */
const sortedArrays = (node: KqlNode): readonly KqlNode[] =>
  elements(part(node, 'ArgumentList')).filter((each) => each.type !== 'bool');

/** How many columns a call fills that fills several; 0 for any other expression. */
export const tupleWidth = (node: KqlNode): number => tupleOf(bare(node)).length;

/** A call that fills several columns as one array. Undefined when it is none. */
function wholeTuple(node: KqlNode, scope: Scope): Expr | undefined {
  if (tupleOf(node).length === 0) return undefined;
  const name = nameOf(part(node, 'Name'));
  const args = elements(part(node, 'ArgumentList')).map((each) => translateExpr(each, scope));
  if (!isSorting(name)) return callOf(name, args, node, scope);
  const nullsLast = args.find((arg) => arg.type === 'bool') ?? { op: 'literal', type: 'bool', value: true };
  return callOf(`${name} of several`, [nullsLast, ...args.filter((arg) => arg.type !== 'bool')], node, scope);
}

/** The columns of a call that fills several, each as an expression. Undefined when it is none. */
export function translateTuple(node: KqlNode, scope: Scope): readonly Expr[] | undefined {
  const target = wholeTuple(node, scope);
  if (!target) return undefined;
  return tupleOf(node).map(({ type }, i) => {
    const index: Expr = { op: 'literal', type: 'long', value: BigInt(i) };
    return cast({ op: 'element', type: 'dynamic', target, index }, type);
  });
}

function translateRowFunction(name: string, node: KqlNode, written: readonly KqlNode[], scope: Scope): Expr {
  if (!scope.serialized && !rowFunctions[name]?.anyOrder) {
    scope.shared.refuse('ENG103', { what: `${name}()` }, node);
    return refuseExpr(scope, `${name}() on rows without an order`, node);
  }
  const args = written.map((each) => translateExpr(each, scope));
  const type = rowFunctions[name]?.type(args.map((arg) => arg.type));
  if (!type) return refuseExpr(scope, `${name}() with ${args.map((arg) => arg.type).join(', ')}`, node);
  return { op: 'row', type, name, args };
}

/** A call of a function or operator by its rows; refused when there is none for these types. */
export function callOf(name: string, args: readonly Expr[], node: KqlNode, scope: Scope): Expr {
  const row = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!row)
    return refuseExpr(
      scope,
      /^\w/.test(name) && node.kind === 'FunctionCallExpression' ? `${name}()` : `'${name}'`,
      node,
    );
  const chosen = chooseOverload(overloadsOf(row), args);
  // A function that the analyser has for decimals, and we have not.
  const isNarrowed = chosen?.returns === 'real' && node.type === 'decimal';
  if (!chosen || isNarrowed) return refuseExpr(scope, `${name} with ${args.map((arg) => arg.type).join(', ')}`, node);
  const wrong = overloadsOf(row)[chosen.index]?.check?.(
    chosen.args.map((arg) => (arg.op === 'literal' ? arg.value : undefined)),
  );
  if (wrong) {
    scope.shared.refuse('ENG102', wrong, node);
    return { op: 'literal', type: chosen.returns, value: absent(chosen.returns) };
  }
  if (overflows(name, chosen.args)) return refuseExpr(scope, 'a constant that overflows', node);
  return { op: 'call', type: chosen.returns, name, overload: chosen.index, args: chosen.args };
}

const exact: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

/** Among constants an overflow is an error; at run time a long wraps. */
function overflows(name: string, args: readonly Expr[]): boolean {
  const values = args.flatMap((arg) =>
    arg.op === 'literal' && arg.type === 'long' && typeof arg.value === 'bigint' ? [arg.value] : [],
  );
  const [a, b] = values;
  const compute = exact[name];
  if (a === undefined || b === undefined || !compute) return false;
  return wrapLong(compute(a, b)) !== compute(a, b);
}
