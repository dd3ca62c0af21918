import { type AnalyseOptions, type KqlNode, noDeclarations } from '@picket/kql';
import { elements, nameOf, part } from '../plan/syntax.ts';
import type { ScalarType } from '../values/cell.ts';
import type { OutsideData } from './outside-data.ts';

type Declarations = NonNullable<AnalyseOptions['declarations']>;

/** How Log Analytics marks the types of a custom log's columns. Microsoft Learn, "Tables in Azure Monitor Logs". */
const suffixes: Readonly<Record<string, ScalarType>> = {
  _s: 'string',
  _d: 'real',
  _b: 'bool',
  _t: 'datetime',
  _g: 'string',
};

/**
 * Declarations with the columns that the query names of watchlists and tables which nobody declared or gave, where those
 * count as empty: without rows it is all the same what columns they have. Several, to be tried in turn, since a column
 * that a step makes need not be one of the table's, and one without a suffix may be of any type; none when there is nothing to assume.
 */
export function assumedColumns(
  root: KqlNode,
  declarations: Declarations = noDeclarations,
  data: OutsideData,
): readonly Declarations[] {
  const found: Found = {
    aliases: new Set(),
    tables: new Set(),
    columns: new Set(),
    made: new Set(),
    remade: new Set(),
    opened: new Set(),
  };
  look(root, found);
  const aliases = [...found.aliases].filter((alias) => !Object.hasOwn(declarations.watchlists, alias));
  const tables = [...found.tables].filter(
    (table) => !Object.hasOwn(declarations.tables, table) && !data.tables?.has(table),
  );
  if (aliases.length + tables.length === 0 || found.columns.size === 0) return [];
  const all = [...found.columns];
  const given = all.filter((name) => !found.made.has(name) || found.remade.has(name));
  const declared = (names: readonly string[], otherwise: ScalarType): Declarations => ({
    ...declarations,
    watchlists: { ...declarations.watchlists, ...Object.fromEntries(aliases.map((alias) => [alias, names])) },
    tables: {
      ...declarations.tables,
      ...Object.fromEntries(
        tables.map((table) => [
          table,
          Object.fromEntries(
            [...names, 'TimeGenerated'].map((name) => [
              name,
              typeOf(name, found.opened.has(name) ? 'dynamic' : otherwise),
            ]),
          ),
        ]),
      ),
    },
  });
  return [declared(given, 'string'), declared(all, 'string'), declared(given, 'dynamic')];
}

const typeOf = (name: string, otherwise: ScalarType): ScalarType =>
  name === 'TimeGenerated' ? 'datetime' : (suffixes[name.slice(-2)] ?? otherwise);

interface Found {
  readonly aliases: Set<string>;
  readonly tables: Set<string>;
  /** Names of columns that only a table without declared columns can have. */
  readonly columns: Set<string>;
  /** Names that steps of the query give. */
  readonly made: Set<string>;
  /** Those of them that are made from a column of that name: `x = tostring(x)`. */
  readonly remade: Set<string>;
  /** Names of columns that the query looks into: `x.y`, `x[0]`. */
  readonly opened: Set<string>;
}

function look(node: KqlNode, found: Found, joins = false): void {
  if (node.kind === 'FunctionCallExpression' && nameOf(part(node, 'Name')) === '_GetWatchlist') {
    const [alias] = elements(part(node, 'ArgumentList'));
    if (typeof alias?.literal === 'string') found.aliases.add(alias.literal);
  }
  if (node.kind === 'NameDeclaration') found.made.add(nameOf(node));
  const made = node.kind === 'SimpleNamedExpression' ? nameOf(part(node, 'Name')) : undefined;
  if (made !== undefined && reads(part(node, 'Expression'), made)) found.remade.add(made);
  if (node.kind === 'NameReference') {
    if (node.columns?.length === 0 && !node.symbol) found.tables.add(nameOf(node));
    if (node.symbol?.kind === 'column' && node.type === 'unknown') found.columns.add(node.symbol.name);
    // Both sides of a join have its keys; of one that is known, the analyser tells only that one's type.
    else if (joins && !node.columns && !node.text.startsWith('$')) found.columns.add(nameOf(node));
  }
  if (node.kind === 'PathExpression' || node.kind === 'ElementExpression') {
    const target = part(node, 'Expression');
    if (target?.kind === 'NameReference' && target.type === 'unknown') found.opened.add(nameOf(target));
  }
  const isKey = joins || node.kind === 'JoinOnClause';
  for (const child of node.children) look(child, found, isKey);
  if (node.body) look(node.body, found);
}

const reads = (node: KqlNode | undefined, name: string): boolean =>
  node !== undefined &&
  ((node.kind === 'NameReference' && node.symbol?.kind === 'column' && node.symbol.name === name) ||
    node.children.some((child) => reads(child, name)));
