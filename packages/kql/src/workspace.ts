import type { ColumnType } from '@picket/tables';
import type { ColumnOrigin, Declarations } from './analysis.ts';
import { items, type Kusto, type KustoCall, type KustoGlobals, type KustoNode, type KustoSymbol } from './kusto.ts';
import { mentionedWords, namesMatchingWildcards } from './mentioned-names.ts';
import type { SchemaSource } from './schema-source.ts';

/** Builds, for a query, an analyser's state that holds only the tables and functions the query mentions. */
export interface Workspace {
  /** `without`: tables that are left out although the query mentions them. `more`: those that it does not mention. */
  globalsFor(query: string, without?: ReadonlySet<string>, more?: readonly string[]): KustoGlobals;
  /** The documented column behind a column symbol of a table that this workspace made. */
  baseColumn(symbol: KustoSymbol): ColumnOrigin | undefined;
  isTable(symbol: KustoSymbol): boolean;
  isFunction(symbol: KustoSymbol): boolean;
  /** The columns of a known table; none for others. */
  columnsOf(table: string): readonly string[];
  /** Names for "did you mean". */
  tableNames(): readonly string[];
  functionNames(): readonly string[];
}

/** Table sets are shared by many queries; this bounds what a long-lived process keeps. */
const keptStates = 256;

const scalarNames: Readonly<Record<ColumnType, string>> = {
  bool: 'Bool',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  decimal: 'Decimal',
  string: 'String',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Dynamic',
};

/**
 * Functions of Log Analytics that Azure Data Explorer lacks; each stands for another place to read tables from.
 * Source: Microsoft Learn, "workspace() expression", "app() expression", "resource() expression", "adx() and arg()".
 */
const placeFunctions: Readonly<Record<string, { readonly sameTables: boolean }>> = {
  workspace: { sameTables: true },
  app: { sameTables: false },
  resource: { sameTables: false },
  adx: { sameTables: false },
  arg: { sameTables: false },
};

/**
 * The table that gains columns with the data: those of every resource that ever logged to it, each with its type at
 * the end of its name (`hostname_s`). Such a column is there if the query says so. `_g` holds GUIDs, in some columns
 * as text. Source: Microsoft Learn, "AzureDiagnostics", 2026.
 */
const growingTable = 'AzureDiagnostics';
const grownColumn = /_([sdbtg])$/;
const grownTypes: Readonly<Record<string, string>> = { s: 'String', d: 'Real', b: 'Bool', t: 'DateTime', g: 'Unknown' };

export function openWorkspace(kusto: Kusto, schemas: SchemaSource, declarations: Declarations): Workspace {
  const { Symbols, GlobalState } = kusto.language;
  const bases = new WeakMap<KustoSymbol, ColumnOrigin>();
  const tables = new Map<string, KustoSymbol | undefined>();
  const functions = new Map<string, KustoSymbol | undefined>();
  const states = new Map<string, KustoGlobals>();
  const ownTables = new WeakSet<KustoSymbol>();
  const ownFunctions = new WeakSet<KustoSymbol>();

  const scalar = (type: ColumnType): KustoSymbol => {
    const symbol = Symbols.ScalarTypes[scalarNames[type]];
    if (!symbol) throw new Error(`Picket has a bug: Kusto has no scalar type for ${type}`);
    return symbol;
  };
  const tableOf = (name: string, columns: Iterable<readonly [string, ColumnType]>, open: boolean): KustoSymbol => {
    const symbols = [...columns].map(([column, type]) => new Symbols.ColumnSymbol(column, scalar(type)));
    return new Symbols.TableSymbol.$ctor4(name, symbols).WithIsOpen(open);
  };

  const makeTable = (name: string): KustoSymbol | undefined => {
    const declared = Object.hasOwn(declarations.tables, name) ? declarations.tables[name] : undefined;
    const columns: Iterable<readonly [string, ColumnType]> | undefined = declared
      ? Object.entries(declared)
      : schemas.table(name)?.columns.map((c) => [c.name, c.type] as const);
    if (!columns) return undefined;
    const table = tableOf(name, columns, false);
    ownTables.add(table);
    const types = new Map(columns);
    for (const column of items(table.Columns)) {
      bases.set(column, { table: name, column: column.Name, type: types.get(column.Name) ?? 'unknown' });
    }
    return table;
  };

  /** The growing table with further columns, of which the names tell the types. */
  const grow = (table: KustoSymbol, names: readonly string[]): KustoSymbol => {
    const columns = names.flatMap((name) => {
      const type = Symbols.ScalarTypes[grownTypes[grownColumn.exec(name)?.[1] ?? ''] ?? ''];
      return type ? [new Symbols.ColumnSymbol(name, type)] : [];
    });
    const grown = new Symbols.TableSymbol.$ctor4(table.Name, [...items(table.Columns), ...columns]);
    ownTables.add(grown);
    return grown;
  };

  const makeFunction = (name: string): KustoSymbol | undefined => {
    const declared = Object.hasOwn(declarations.functions, name) ? declarations.functions[name] : undefined;
    if (declared) {
      const parameters = Object.entries(declared.parameters).map(([parameter, type]) => `['${parameter}']:${type}`);
      const result = tableOf('', Object.entries(declared.columns), false);
      return new Symbols.FunctionSymbol.$ctor5(name, result, Symbols.Parameter.ParseList(`(${parameters.join(', ')})`));
    }
    const offered = schemas.function(name);
    if (!offered) return undefined;
    const parameters = Symbols.Parameter.ParseList(
      `(${offered.parameters.map((p) => `['${p.name}']:${p.type}${p.default === undefined ? '' : `=${p.default}`}`).join(', ')})`,
    );
    const own = offered.output.columns.map((c) => [c.name, c.type] as const);
    const result = tableOf('', own, offered.output.open);
    if (name !== '_GetWatchlist') return new Symbols.FunctionSymbol.$ctor5(name, result, parameters);
    const results = new Map<string, KustoSymbol>();
    return new Symbols.FunctionSymbol.ctor(
      name,
      (call) => {
        const alias = firstText(kusto, call);
        const columns = alias === undefined ? undefined : watchlistColumns(declarations, alias);
        if (alias === undefined || !columns) return result;
        let known = results.get(alias);
        if (!known) {
          const all = new Map<string, ColumnType>([...columns.map((c) => [c, 'string'] as const), ...own]);
          known = tableOf('', all, false);
          results.set(alias, known);
        }
        return known;
      },
      Symbols.Tabularity.Tabular,
      parameters,
    );
  };

  const remember = <T extends KustoSymbol>(
    kept: Map<string, T | undefined>,
    name: string,
    make: (name: string) => T | undefined,
  ): T | undefined => {
    if (!kept.has(name)) kept.set(name, make(name));
    return kept.get(name);
  };

  const allTableNames = once(() => [...new Set([...schemas.tableNames(), ...Object.keys(declarations.tables)])]);
  const allFunctionNames = once(() => [
    ...new Set([...schemas.functionNames(), ...Object.keys(declarations.functions)]),
  ]);
  const tableNameSet = once(() => new Set(allTableNames()));
  const functionNameSet = once(() => new Set(allFunctionNames()));

  const grownColumns = (words: ReadonlySet<string>): readonly string[] => {
    const documented = new Set(items(remember(tables, growingTable, makeTable)?.Columns).map(({ Name }) => Name));
    return [...words].filter((word) => grownColumn.test(word) && !documented.has(word)).sort();
  };

  return {
    globalsFor(query, without, more = []) {
      const words = mentionedWords(query);
      const tablesRead = [...words, ...more].filter((name) => tableNameSet().has(name) && !without?.has(name));
      for (const name of namesMatchingWildcards(query, allTableNames)) tablesRead.push(name);
      const called = [...words].filter((name) => functionNameSet().has(name));
      const places = [...words].filter((name) => Object.hasOwn(placeFunctions, name));
      const grown = tablesRead.includes(growingTable) ? grownColumns(words) : [];
      const key = [...new Set(tablesRead)].sort().concat('|', called.sort(), '|', places.sort(), '|', grown).join(' ');
      const kept = states.get(key);
      if (kept) return kept;
      const members = [...new Set(tablesRead)].flatMap((name) => {
        const table = remember(tables, name, makeTable);
        if (!table) return [];
        return name === growingTable && grown.length > 0 ? grow(table, grown) : table;
      });
      for (const name of called) {
        const symbol = remember(functions, name, makeFunction);
        if (symbol) members.push(symbol);
        if (symbol) ownFunctions.add(symbol);
      }
      const elsewhere = places.map((name) => {
        const place = placeFunctions[name]?.sameTables
          ? new Symbols.DatabaseSymbol.ctor(name, members)
          : new Symbols.DatabaseSymbol.$ctor1(name, [], true);
        return new Symbols.FunctionSymbol.$ctor5(name, place, Symbols.Parameter.ParseList('(identifier:string)'));
      });
      const state = GlobalState.Default.WithDatabase(
        new Symbols.DatabaseSymbol.ctor('workspace', [...members, ...elsewhere]),
      );
      const ready = state.WithParseOptions(state.ParseOptions.WithAlwaysProduceEndTokens(true));
      if (states.size >= keptStates) states.clear();
      states.set(key, ready);
      return ready;
    },
    baseColumn: (symbol) => bases.get(symbol),
    isTable: (symbol) => ownTables.has(symbol),
    isFunction: (symbol) => ownFunctions.has(symbol),
    columnsOf: (table) => items(remember(tables, table, makeTable)?.Columns).map((column) => column.Name),
    tableNames: allTableNames,
    functionNames: allFunctionNames,
  };
}

function watchlistColumns(declarations: Declarations, alias: string): readonly string[] | undefined {
  return Object.hasOwn(declarations.watchlists, alias) ? declarations.watchlists[alias] : undefined;
}

function firstText(kusto: Kusto, call: KustoCall): string | undefined {
  const first = items(call.Arguments)[0];
  return first ? constantText(kusto, first) : undefined;
}

/** The text of a string literal, of a name that stands for one, or of a named argument with one. */
export function constantText(kusto: Kusto, node: KustoNode): string | undefined {
  if (kusto.kindNames[node.Kind] === 'SimpleNamedExpression') {
    return node.Expression ? constantText(kusto, node.Expression) : undefined;
  }
  const value = node.LiteralValueInfo?.Value ?? node.ReferencedSymbol?.ConstantValueInfo?.Value;
  const type = node.ResultType?.Name;
  return typeof value === 'string' && type === 'string' ? value : undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
