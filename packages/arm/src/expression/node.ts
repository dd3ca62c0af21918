import type { Json } from '../template.ts';

/** A parsed template expression. `at` is the UTF-16 offset in the whole string, brackets included. */
export type ExpressionNode = LiteralNode | CallNode | MemberNode;

export interface LiteralNode {
  readonly kind: 'literal';
  readonly value: Json;
  readonly at: number;
}

export interface CallNode {
  readonly kind: 'call';
  /** As written; names are the same in any letter case. */
  readonly name: string;
  readonly args: readonly ExpressionNode[];
  readonly at: number;
}

/** `of.name` or `of[key]`; the name of a property is a literal node. */
export interface MemberNode {
  readonly kind: 'member';
  readonly of: ExpressionNode;
  readonly key: ExpressionNode;
  readonly at: number;
}
