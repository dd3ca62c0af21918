import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { ExpressionNode } from '../expression/node.ts';
import { parseExpression } from '../expression/parse.ts';
import { bounds, limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { Json } from '../template.ts';
import { createRuler } from '../value.ts';

/** What one evaluation of a template (with those nested in it) shares: problems, parsed expressions, the budget. */
export class Run {
  readonly problems: Diagnostic[] = [];
  readonly measure = createRuler();
  readonly #parsed = new Map<string, ExpressionNode | Refusal>();
  #bytes = 0;

  parse(text: string): ExpressionNode | Refusal {
    let node = this.#parsed.get(text);
    if (!node) {
      node = parseExpression(text);
      this.#parsed.set(text, node);
    }
    return node;
  }

  report(problem: Diagnostic): void {
    if (this.problems.length < bounds.problems) this.problems.push(problem);
  }

  /** Reports what a string of the template cannot be evaluated for; the offset becomes a column. */
  reportRefusal(refusal: Refusal, pointer: string): void {
    const problem = refusal.toProblem(place(pointer, refusal.at));
    if (problem) this.report(problem);
  }

  /** Refuses a value that is too large or deep, or one too many. */
  admit(value: Json): Refusal | undefined {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return undefined;
    const { bytes, depth } = this.measure(value);
    this.#bytes += bytes;
    if (depth > bounds.depth) return tooLarge('the nesting of the value', depth, bounds.depth);
    if (bytes > limits.templateBytes) return tooLarge('the size of the value', bytes, limits.templateBytes);
    if (this.#bytes > bounds.evaluatedBytes) {
      return tooLarge('the size of all values together', this.#bytes, bounds.evaluatedBytes);
    }
    return undefined;
  }
}

function tooLarge(what: string, size: number, limit: number): Refusal {
  return new Refusal((where) => diagnostic('ARM013', { where, what, size, limit }));
}

/** `/resources/0/name, column 7`; columns count from 1. The template itself is `/`. */
export function place(pointer: string, offset?: number): string {
  return `${pointer === '' ? '/' : pointer}${offset === undefined ? '' : `, column ${offset + 1}`}`;
}

/** The JSON pointer (RFC 6901) of a member. */
export function below(pointer: string, key: string | number): string {
  const part = typeof key === 'number' ? String(key) : key.replaceAll('~', '~0').replaceAll('/', '~1');
  return `${pointer}/${part}`;
}
