import type { KqlNode } from '@picket/kql';
import type { Edit, MutantFamily } from './mutant.ts';
import { childOf, declaredValues, nodesWithin, withoutParentheses } from './nodes.ts';

/** Operators that pass over letter case, and those that do not. */
const exact: Readonly<Record<string, string>> = {
  '=~': '==',
  '!~': '!=',
  'in~': 'in',
  '!in~': '!in',
  has: 'has_cs',
  '!has': '!has_cs',
  contains: 'contains_cs',
  '!contains': '!contains_cs',
  startswith: 'startswith_cs',
  '!startswith': '!startswith_cs',
  endswith: 'endswith_cs',
  '!endswith': '!endswith_cs',
  hasprefix: 'hasprefix_cs',
  '!hasprefix': '!hasprefix_cs',
  hassuffix: 'hassuffix_cs',
  '!hassuffix': '!hassuffix_cs',
};
const exactOperators = new Set(['==', '!=', 'in', '!in', ...Object.values(exact)]);

/**
 * A comparison that passes over letter case made to mind it; where it minds it, the text that it looks for written in
 * the other case. Texts without letters have none.
 */
export const letterCase: MutantFamily = ({ root }) => {
  const values = declaredValues(root);
  const edits = nodesWithin(root).flatMap((node): readonly Edit[] => {
    const operator = childOf(node, 'Operator');
    const right = childOf(node, 'Right');
    const left = childOf(node, 'Left');
    if (!operator || !right || !left) return [];
    const texts = [left, right].flatMap((side) => textsOf(side, values));
    if (!texts.some(({ text }) => hasLetters(text))) return [];
    const minding = exact[operator.text];
    if (minding) return [{ change: 'letter case', ...range(operator), replacement: minding }];
    return exactOperators.has(operator.text) ? texts.flatMap(swapped) : [];
  });
  const seen = new Set<number>();
  return edits.filter(({ start }) => !seen.has(start) && seen.add(start));
};

const range = ({ start, end }: KqlNode) => ({ start, end });

/** The literals that one side of a comparison is made of: texts, lists of them, and what a `let` names so. */
function textsOf(side: KqlNode, values: ReadonlyMap<string, KqlNode>): readonly KqlNode[] {
  const node = withoutParentheses(side);
  if (node.kind === 'StringLiteralExpression' || node.kind === 'DynamicExpression') return [node];
  if (node.kind === 'NameReference' && node.symbol?.kind === 'variable') {
    const value = values.get(node.text);
    return value && value !== node ? textsOf(value, values) : [];
  }
  if (node.kind === 'ExpressionList')
    return node.children.flatMap((list) =>
      list.children.flatMap((element) => element.children.slice(0, 1).flatMap((each) => textsOf(each, values))),
    );
  return [];
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const hasLetters = (text: string): boolean => [...text.matchAll(quoted)].some(([each]) => /[a-z]/i.test(each));

function swapped(node: KqlNode): readonly Edit[] {
  const replacement = node.text.replace(quoted, (text) =>
    // What follows a backslash is not a letter of the text.
    text.replace(/\\u[0-9a-f]{4}|\\.|[a-z]/gi, (letter) => (letter.length > 1 ? letter : otherCase(letter))),
  );
  return replacement === node.text ? [] : [{ change: 'letter case', ...range(node), replacement }];
}

const otherCase = (letter: string): string =>
  letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
