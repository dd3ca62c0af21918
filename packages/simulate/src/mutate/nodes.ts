import type { KqlNode } from '@picket/kql';

/** A node and all below it, as written: bodies of called functions are met where they are declared. */
export function nodesWithin(node: KqlNode): readonly KqlNode[] {
  return [node, ...node.children.flatMap(nodesWithin)];
}

export const childOf = (node: KqlNode, role: string): KqlNode | undefined =>
  node.children.find((child) => child.role === role);

/** What parentheses hold. */
export function withoutParentheses(node: KqlNode): KqlNode {
  const inner = node.kind === 'ParenthesizedExpression' ? childOf(node, 'Expression') : undefined;
  return inner ? withoutParentheses(inner) : node;
}

/** The name of the function that a node calls. */
export function calledName(node: KqlNode): string | undefined {
  return node.kind === 'FunctionCallExpression' ? childOf(node, 'Name')?.text : undefined;
}

/** The arguments of a function call. */
export function argumentsOf(node: KqlNode): readonly KqlNode[] {
  const list = childOf(node, 'ArgumentList');
  const expressions = list && childOf(list, 'Expressions');
  return expressions?.children.flatMap((element) => element.children.slice(0, 1)) ?? [];
}

/** What each `let` names by its own text: a scalar, not a function. Names that are declared twice are left out. */
export function declaredValues(root: KqlNode): ReadonlyMap<string, KqlNode> {
  const values = new Map<string, KqlNode>();
  const twice = new Set<string>();
  for (const node of nodesWithin(root)) {
    if (node.kind !== 'LetStatement') continue;
    const name = childOf(node, 'Name')?.text;
    const value = childOf(node, 'Expression');
    if (name === undefined || !value) continue;
    if (values.has(name)) twice.add(name);
    values.set(name, value);
  }
  for (const name of twice) values.delete(name);
  return values;
}
