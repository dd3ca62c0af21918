import type { KqlNode } from '@picket/kql';

/** The child that plays a role, as `Condition` or `Left`. */
export function part(node: KqlNode, role: string): KqlNode | undefined {
  return node.children.find((child) => child.role === role);
}

/** The elements of a list, of a list in parentheses, or of the list that plays a role. */
export function elements(node: KqlNode | undefined, role?: string): readonly KqlNode[] {
  if (!node) return [];
  const list = role === undefined ? node : part(node, role);
  if (!list) return [];
  if (list.kind === 'ExpressionList') return elements(list, 'Expressions');
  return list.children.flatMap((child) => (child.kind === 'SeparatedElement' ? child.children.slice(0, 1) : [child]));
}

/** The name that a declaration or reference writes, without brackets and quotes. */
export function nameOf(node: KqlNode | undefined): string {
  if (!node) return '';
  if (node.symbol && node.symbol.kind !== 'other') return node.symbol.name;
  if (typeof node.literal === 'string') return node.literal;
  const inner = part(node, 'Name');
  return inner ? nameOf(inner) : node.text.trim();
}

/** Parameters of an operator: `kind=inner`, by their lower-case name. */
export function parametersOf(node: KqlNode): ReadonlyMap<string, KqlNode> {
  const found = new Map<string, KqlNode>();
  for (const each of part(node, 'Parameters')?.children ?? []) {
    const value = part(each, 'Expression');
    if (each.kind === 'NamedParameter' && value) found.set(nameOf(part(each, 'Name')).toLowerCase(), value);
  }
  return found;
}

/** An expression with the names given to it: `x = a`, `(x, y) = f()`, or none. */
export function namesGiven(node: KqlNode): { readonly names: readonly string[]; readonly value: KqlNode } {
  const value = part(node, 'Expression');
  if (node.kind === 'SimpleNamedExpression' && value) return { names: [nameOf(part(node, 'Name'))], value };
  if (node.kind === 'CompoundNamedExpression' && value) {
    return { names: elements(part(node, 'Names'), 'Names').map(nameOf), value };
  }
  return { names: [], value: node };
}

/** Without parentheses around it. */
export function bare(node: KqlNode): KqlNode {
  const inner = node.kind === 'ParenthesizedExpression' ? part(node, 'Expression') : undefined;
  return inner ? bare(inner) : node;
}
