import { runInThisContext } from 'node:vm';
import { bindQuery, type KqlNode } from '@picket/kql';
import { testClock } from './evaluate.test-support.ts';
import { runQuery } from './index.ts';
import { operatorNames } from './plan/operator-names.ts';
import { nameOf, part } from './plan/syntax.ts';

/** What a test file holds. */
export interface CaseTexts {
  readonly texts: readonly string[];
  /** Templates that one of the texts goes into, at `hole`. */
  readonly wrappers: readonly string[];
}

const hole = '\u0000';
const literalForm = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const constantForm = new RegExp(`\\bconst (\\w+) =((?:\\s*\\+?\\s*(?:${literalForm.source}))+);`, 'g');
const commentForm = /^\s*(?:\/\/|\/?\*).*$/gm;

/**
 * The texts of a test file's source, with the constants that stand before them filled in. A text that code puts together
 * is left out.
 */
export function textsIn(source: string): CaseTexts {
  const code = source.replace(commentForm, '');
  const constants = new Map<string, string>();
  const textOf = (literal: string): string | undefined => {
    const known = (name: string): string => constants.get(name)?.replace(/[\\`$]/g, '\\$&') ?? hole;
    const plain = literal.startsWith('`') ? literal.replace(/\$\{([^{}]*)\}/g, (_, name) => known(name)) : literal;
    return plain.includes('${') && plain.startsWith('`') ? undefined : String(runInThisContext(plain));
  };
  const textsOf = (part: string): readonly string[] =>
    [...part.matchAll(literalForm)].flatMap(([literal]) => textOf(literal) ?? []);
  const all = new Set<string>();
  let done = 0;
  for (const { 0: declared, 1: name = '', 2: literals = '', index } of code.matchAll(constantForm)) {
    for (const text of textsOf(code.slice(done, index))) all.add(text);
    constants.set(name, textsOf(literals).join(''));
    all.add(constants.get(name) ?? '');
    done = index + declared.length;
  }
  for (const text of textsOf(code.slice(done))) all.add(text);
  return {
    texts: [...all].filter((text) => !text.includes(hole)),
    wrappers: [...all].filter((text) => text.split(hole).length === 2 && /\||\bprint\b/.test(text)),
  };
}

/**
 * What a text calls, when it is a query that runs, or goes into one that does: `call NAME`, `operator TEXT`,
 * `tabular operator NAME`. Empty for any other text.
 */
export function callsThatRan(text: string, wrappers: readonly string[] = []): ReadonlySet<string> {
  const isQuery = /\||^\s*(?:print|range|let|union|search|find|set)\b/.test(text);
  const whole = isQuery ? text : `print x = ${text}`;
  for (const query of [whole, ...wrappers.map((each) => each.replace(hole, () => text))]) {
    if (!runQuery(query, { now: testClock, missing: 'empty' }).value) continue;
    const found = new Set<string>();
    const { root } = bindQuery(query);
    if (root) note(root, found);
    return found;
  }
  return new Set();
}

function note(node: KqlNode, found: Set<string>): void {
  if (node.kind === 'FunctionCallExpression') found.add(`call ${nameOf(part(node, 'Name'))}`);
  if (node.kind === 'MaterializeExpression') found.add('call materialize');
  if (node.kind === 'ToScalarExpression') found.add('call toscalar');
  if (node.kind === 'UnaryMinusExpression') found.add('operator unary -');
  const operator = node.kind.endsWith('Expression') ? part(node, 'Operator')?.text.trim() : undefined;
  if (operator !== undefined) found.add(`operator ${operator}`);
  const tabular = operatorNames[node.kind];
  if (tabular !== undefined) found.add(`tabular operator ${tabular}`);
  for (const child of node.children) note(child, found);
}
