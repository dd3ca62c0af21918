import { type BindOptions, bindQuery } from './bind.ts';
import type { KqlNode, KqlSymbol } from './node.ts';

/** What a stretch of a query is to a reader's eye; '' for what needs no colour. */
export type HighlightKind =
  | 'keyword'
  | 'function'
  | 'table'
  | 'column'
  | 'variable'
  | 'string'
  | 'literal'
  | 'comment'
  | '';

export interface HighlightedText {
  readonly text: string;
  readonly kind: HighlightKind;
}

const ofSymbols: Readonly<Record<KqlSymbol['kind'], HighlightKind>> = {
  column: 'column',
  table: 'table',
  function: 'function',
  variable: 'variable',
  parameter: 'variable',
  other: '',
};

/** Kinds of tokens by the ends of Kusto's names for them. */
const ofTokens: readonly (readonly [ending: RegExp, kind: HighlightKind])[] = [
  [/^StringLiteralToken$/, 'string'],
  [/LiteralToken$/, 'literal'],
  [/^BooleanLiteral/, 'literal'],
  [/Keyword$/, 'keyword'],
];

/**
 * A query in pieces, which together are its text. Names are told apart by what they are bound to, so a query that the
 * analyser refuses has fewer colours. Never throws for the query's sake.
 */
export function highlightQuery(query: string, options: BindOptions = {}): readonly HighlightedText[] {
  const { root } = bindQuery(query, options);
  const pieces: HighlightedText[] = [];
  let at = 0;
  const take = (end: number, kind: HighlightKind): void => {
    if (end <= at) return;
    const text = query.slice(at, end);
    const last = pieces.at(-1);
    if (last && last.kind === kind) pieces[pieces.length - 1] = { text: last.text + text, kind };
    else pieces.push({ text, kind });
    at = end;
  };
  /** What stands between tokens is blank, or a comment up to its line's end. */
  const takeBetween = (start: number): void => {
    const between = query.slice(at, Math.max(at, start));
    for (const [part] of between.matchAll(/\/\/[^\n]*|[^/]+|\//g))
      take(at + part.length, part.startsWith('//') ? 'comment' : '');
  };
  const walk = (node: KqlNode, symbol: KqlSymbol | undefined): void => {
    const own = node.symbol ?? symbol;
    if (node.children.length > 0) {
      for (const child of node.children) walk(child, isName(node) || child.role === 'Name' ? own : undefined);
      return;
    }
    if (node.end <= node.start || node.start < at) return;
    takeBetween(node.start);
    take(node.end, kindOf(node, own));
  };
  if (root) walk(root, undefined);
  takeBetween(query.length);
  return pieces;
}

const isName = ({ kind }: KqlNode): boolean => /Name(?:Reference|Declaration)?$/.test(kind);

function kindOf({ kind }: KqlNode, symbol: KqlSymbol | undefined): HighlightKind {
  const named = symbol && ofSymbols[symbol.kind];
  if (named) return named;
  return ofTokens.find(([ending]) => ending.test(kind))?.[1] ?? '';
}
