import { diagnostic } from '@picket/diagnostics';
import { limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { lexExpression, type Token } from './lex.ts';
import type { ExpressionNode } from './node.ts';

/** Calls and indexes inside each other; far beyond any real template, and what keeps the parser's own stack small. */
const deepest = 100;

/**
 * Reads a template expression with its brackets, `[concat('a', parameters('b').c[0])]`. Total: what is no expression
 * gives a Refusal with the offset of the first fault.
 *
 *     expression := literal | call, each followed by any number of .name and [expression]
 *     call       := name ( [expression {, expression}] )
 *     literal    := 'text' with '' for a quote | whole number
 */
export function parseExpression(source: string): ExpressionNode | Refusal {
  if (source.length > limits.expressionCharacters) {
    const size = source.length;
    const limit = limits.expressionCharacters;
    return new Refusal(
      (where) => diagnostic('ARM013', { where, what: 'the length of the expression', size, limit }),
      0,
    );
  }
  const reader = new Reader(lexExpression(source, 1, source.length - 1));
  const node = reader.expression(0);
  if (node instanceof Refusal) return node;
  return reader.kind === 'end' ? node : reader.fault('the expression should end here');
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get kind(): Token['kind'] {
    return this.#peek().kind;
  }

  fault(what: string): Refusal {
    const token = this.#peek();
    const reason = token.kind === 'fault' ? token.text : what;
    return new Refusal((where) => diagnostic('ARM001', { where, what: reason }), token.at);
  }

  expression(depth: number): ExpressionNode | Refusal {
    if (depth > deepest) return this.fault(`calls stand inside each other more than ${deepest} deep`);
    let node = this.#primary(depth);
    while (!(node instanceof Refusal) && (this.#isMark('.') || this.#isMark('['))) node = this.#member(node, depth);
    return node;
  }

  #primary(depth: number): ExpressionNode | Refusal {
    const token = this.#peek();
    if (token.kind === 'text') {
      this.#next += 1;
      return { kind: 'literal', value: token.text, at: token.at };
    }
    if (token.kind === 'number') return this.#number(token);
    if (token.kind !== 'name')
      return this.fault('a function call, a text in single quotes or a number should stand here');
    this.#next += 1;
    let name = token.text;
    if (this.#isMark('.') && this.#peek(1).kind === 'name') {
      name += `.${this.#peek(1).text}`;
      this.#next += 2;
    }
    if (!this.#isMark('(')) return this.fault(`'${name}' should be followed by '(': names are functions here`);
    this.#next += 1;
    const args = this.#arguments(depth + 1);
    return args instanceof Refusal ? args : { kind: 'call', name, args, at: token.at };
  }

  #number(token: Token): ExpressionNode | Refusal {
    const value = Number(token.text);
    if (token.text.includes('.')) return this.fault("fractions are not read in expressions; write float('1.5')");
    if (!Number.isSafeInteger(value)) return this.fault('the number is too large to be exact');
    this.#next += 1;
    return { kind: 'literal', value, at: token.at };
  }

  #arguments(depth: number): readonly ExpressionNode[] | Refusal {
    const args: ExpressionNode[] = [];
    if (this.#takeMark(')')) return args;
    for (;;) {
      const arg = this.expression(depth);
      if (arg instanceof Refusal) return arg;
      args.push(arg);
      if (this.#takeMark(')')) return args;
      if (!this.#takeMark(',')) return this.fault("',' or ')' should stand here");
    }
  }

  #member(of: ExpressionNode, depth: number): ExpressionNode | Refusal {
    const { at } = this.#peek();
    if (this.#takeMark('.')) {
      const name = this.#peek();
      if (name.kind !== 'name') return this.fault("the name of a property should follow '.'");
      this.#next += 1;
      return { kind: 'member', of, key: { kind: 'literal', value: name.text, at: name.at }, at };
    }
    this.#next += 1;
    const key = this.expression(depth + 1);
    if (key instanceof Refusal) return key;
    return this.#takeMark(']') ? { kind: 'member', of, key, at } : this.fault("']' should stand here");
  }

  #peek(ahead = 0): Token {
    const last = this.#tokens[this.#tokens.length - 1];
    return this.#tokens[this.#next + ahead] ?? last ?? { kind: 'end', text: '', at: 0 };
  }

  #isMark(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'mark' && token.text === text;
  }

  #takeMark(text: string): boolean {
    if (!this.#isMark(text)) return false;
    this.#next += 1;
    return true;
  }
}
