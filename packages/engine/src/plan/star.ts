import type { KqlNode } from '@picket/kql';
import type { ScalarType } from '../values/cell.ts';
import { callOf, translateExpr } from './expression.ts';
import { cast } from './overload.ts';
import type { Expr } from './plan.ts';
import { refuseExpr, type Scope } from './scope.ts';
import { elements, nameOf, part } from './syntax.ts';

/**
 * How `*` and bare terms are read in the condition of where, search or find. Whether they look at the text of dates, reals
 * and their kin is not certain, nor whether a term with a `*` inside ignores case: `sure` leaves these out, and a row for
 * which it matters is refused.
 */
export interface StarReading {
  readonly sure: boolean;
  /** search kind=case_sensitive. */
  readonly exactCase: boolean;
}

/** A column that no `*` stands for: the name of a row's table. */
const sourceColumn = '$table';
const sureTypes: ReadonlySet<ScalarType> = new Set(['string', 'int', 'long', 'dynamic']);

/** Characters that the texts of a type never hold. */
const foreign: Readonly<Partial<Record<ScalarType, RegExp>>> = {
  real: /[^-+.\deinfa]/i,
  decimal: /[^-+.\de]/i,
  datetime: /[^-:.\dtz ]/i,
  timespan: /[^-:.\d]/i,
  guid: /[^-\da-f]/i,
  bool: /[^truefals01]/i,
};

/** True when a condition holds a `*`, a bare term or `column:term`. */
export function holdsStar(node: KqlNode): boolean {
  const isTerm = (node.kind === 'StringLiteralExpression' && node.type === 'bool') || negatedTerm(node) !== undefined;
  return isTerm || node.kind === 'StarExpression' || node.kind === 'SearchExpression' || node.children.some(holdsStar);
}

/** The term of `not("term")`. */
export function negatedTerm(node: KqlNode): KqlNode | undefined {
  if (node.kind !== 'FunctionCallExpression' || nameOf(part(node, 'Name')) !== 'not') return undefined;
  const [only, ...more] = elements(part(node, 'ArgumentList'));
  return only?.kind === 'StringLiteralExpression' && more.length === 0 ? only : undefined;
}

/** One of these holds; false for none. */
function either(tests: readonly Expr[], node: KqlNode, scope: Scope): Expr {
  const [first, ...rest] = tests;
  return rest.reduce(
    (any, each) => callOf('or', [any, each], node, scope),
    first ?? ({ op: 'literal', type: 'bool', value: false } as const),
  );
}

/** A test of the columns that may hold a text. */
function anyColumn(text: string, node: KqlNode, scope: Scope, test: (column: Expr) => Expr): Expr {
  const columns = scope.columns.filter(({ name, type }) => {
    if (name === sourceColumn) return false;
    return sureTypes.has(type) || (!scope.star?.sure && !foreign[type]?.test(text));
  });
  return either(
    columns.map((column) => test({ op: 'column', ...column })),
    node,
    scope,
  );
}

const always: Expr = { op: 'literal', type: 'bool', value: true };
const textOf = (value: string): Expr => ({ op: 'literal', type: 'string', value });

/** Whether a column holds a term: where the term has its `*` says how. Microsoft Learn, "search operator". */
function holdsTerm(column: Expr, term: string, node: KqlNode, scope: Scope): Expr {
  const inner = term.replace(/^\*|\*$/g, '');
  const text = cast(column, 'string');
  if (inner.includes('*')) {
    if (inner !== term) return refuseExpr(scope, `the term ${term}`, node);
    const pattern = inner.split('*').map((piece) => piece.replace(/[.+?()[\]{}|^$\\]/g, '\\$&'));
    const isExact = scope.star?.exactCase || scope.star?.sure;
    return callOf('matches regex', [text, textOf(`${isExact ? '' : '(?i)'}\\b${pattern.join('.*')}\\b`)], node, scope);
  }
  const [before, after] = [term.startsWith('*'), term.endsWith('*')];
  const operator = before && after ? 'contains' : before ? 'hassuffix' : after ? 'hasprefix' : 'has';
  return callOf(`${operator}${scope.star?.exactCase ? '_cs' : ''}`, [text, textOf(inner)], node, scope);
}

/** A bare term, which any column may hold. */
export function translateTerm(node: KqlNode, scope: Scope): Expr {
  const term = node.literal ?? '';
  if (term === '*') return always;
  const bare = term.replaceAll('*', '');
  if (bare === '') return refuseExpr(scope, `the term '${term}'`, node);
  return anyColumn(bare, node, scope, (column) => holdsTerm(column, term, node, scope));
}

/** `column:term`. */
export function translateColumnTerm(node: KqlNode, scope: Scope): Expr {
  const [left, right] = [part(node, 'Left'), part(node, 'Right')];
  const term = right?.kind === 'StringLiteralExpression' ? (right.literal ?? '') : '';
  if (!left || left.kind === 'StarExpression' || term.replaceAll('*', '') === '')
    return refuseExpr(scope, node.text.trim(), node);
  const column = translateExpr(left, scope);
  return sureTypes.has(column.type)
    ? holdsTerm(column, term, node, scope)
    : refuseExpr(scope, `a term in a column of type ${column.type}`, node);
}

const overText = /^(has|contains|startswith|endswith|hasprefix|hassuffix)(_cs)?$|^(=~|==|matches regex)$/;

/** `* has "text"` and its kin: one of the columns passes. Microsoft Learn, "where operator", "find operator". */
export function translateStarTest(operator: string, node: KqlNode, scope: Scope): Expr {
  const written = part(node, 'Right');
  const right = written && translateExpr(written, scope);
  if (!scope.star || right?.op !== 'literal' || right.type !== 'string' || !overText.test(operator))
    return refuseExpr(scope, `'${node.text.trim()}'`, node);
  const wanted = operator === 'matches regex' ? '' : String(right.value);
  return anyColumn(wanted, node, scope, (column) =>
    callOf(inCase(operator, scope), [cast(column, 'string'), right], node, scope),
  );
}

/** An operator over strings as search kind=case_sensitive takes it. */
export function inCase(operator: string, scope: Scope): string {
  if (!scope.star?.exactCase) return operator;
  return /^!?(has|contains|startswith|endswith|hasprefix|hassuffix)$/.test(operator) ? `${operator}_cs` : operator;
}
