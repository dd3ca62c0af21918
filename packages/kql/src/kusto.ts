import { createRequire } from 'node:module';
import { runCompiled } from './compiled-script.ts';
import { repairUnions } from './kusto-repairs.ts';
import { speedUp } from './kusto-speedups.ts';

/**
 * The door to @kusto/language-service-next: a .NET library transpiled to a browser script. These are the few shapes of
 * it that this package uses, written by hand; nothing outside packages/kql meets them.
 */

/** The version that the shapes, the replaced helpers and the list of false errors were checked against. */
export const kustoVersion = '12.4.1';

/** A .NET list. Arrays of the library are plain JavaScript arrays; `items` reads both. */
export interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface KustoSymbol {
  readonly Kind: number;
  readonly Name: string;
  /** Of columns, variables and parameters. */
  readonly Type?: KustoSymbol;
  /** Of tables and tuples. */
  readonly Columns?: KustoList<KustoSymbol> | readonly KustoSymbol[];
  readonly IsOpen?: boolean;
  /** Of groups, as a wildcard name makes them. */
  readonly Members?: KustoList<KustoSymbol> | readonly KustoSymbol[];
  /** Of columns: what a rename, join or union made them from. */
  readonly OriginalColumns?: KustoList<KustoSymbol> | readonly KustoSymbol[];
  /** Of columns and variables: the expression they stand for. */
  readonly Source?: KustoNode | null;
  /** Of variables. */
  readonly IsConstant?: boolean;
  readonly ConstantValueInfo?: KustoValue | null;
}

export interface KustoValue {
  readonly Value: unknown;
  readonly ValueText: string | null;
}

export interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

export interface KustoTree {
  readonly Original: KustoTree | null;
  readonly OffsetInOriginal: number;
}

/** What the binder found out about a node. */
interface KustoSemantics {
  readonly ReferencedSymbol: KustoSymbol | null;
  readonly ResultType: KustoSymbol | null;
  readonly Diagnostics: KustoList<KustoDiagnostic> | readonly KustoDiagnostic[] | null;
  readonly CalledFunctionInfo: { readonly Expansion: { readonly Root: KustoNode } | null } | null;
}

export interface KustoNode {
  readonly Kind: number;
  readonly IsToken: boolean;
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  readonly Parent: KustoNode | null;
  readonly Tree: KustoTree;
  /** Read directly in the hot walk; the getters around it cost a type test each. */
  readonly extendedData: { readonly SemanticInfo: KustoSemantics | null } | null;
  readonly ResultType?: KustoSymbol | null;
  readonly ReferencedSymbol?: KustoSymbol | null;
  readonly LiteralValueInfo?: KustoValue | null;
  GetChild(index: number): KustoNode | null;
  GetName(index: number): string;
  toString(): string;
  // Parts, on the kinds of node that have them.
  readonly Text?: string;
  readonly SimpleName?: string;
  readonly Name?: KustoNode | null;
  readonly Expression?: KustoNode | null;
  readonly Operator?: KustoNode | null;
  readonly Selector?: KustoNode | null;
  readonly Left?: KustoNode | null;
  readonly Right?: KustoNode | null;
  readonly First?: KustoNode | null;
  readonly Second?: KustoNode | null;
  readonly Condition?: KustoNode | null;
  readonly ArgumentList?: KustoNode | null;
  readonly Expressions?: KustoNode | null;
  readonly Element$1?: KustoNode | null;
  readonly Statements?: KustoNode | null;
  readonly Parameters?: KustoNode | null;
  readonly InClause?: KustoNode | null;
  readonly Subquery?: KustoNode | null;
  readonly Body?: KustoNode | null;
}

export interface KustoGlobals {
  readonly ParseOptions: { WithAlwaysProduceEndTokens(value: boolean): KustoGlobals['ParseOptions'] };
  WithParseOptions(options: KustoGlobals['ParseOptions']): KustoGlobals;
  WithDatabase(database: KustoSymbol): KustoGlobals;
}

/** What a function with a computed result type may look at. */
export interface KustoCall {
  readonly Arguments: KustoList<KustoNode> | readonly KustoNode[];
}

interface Constructor<A extends readonly unknown[], T> {
  new (...args: A): T;
}

interface KustoLanguage {
  readonly GlobalState: { readonly Default: KustoGlobals };
  readonly Functions: { readonly All: readonly KustoSymbol[] };
  readonly Aggregates: { readonly All: readonly KustoSymbol[] };
  readonly PlugIns: { readonly All: readonly KustoSymbol[] };
  readonly Utils: { readonly CancellationToken: Constructor<[], object> };
  readonly Parsing: {
    readonly TokenParser: { ParseTokens(text: string, options: KustoGlobals['ParseOptions']): object };
    readonly QueryParser: {
      ParseQuery(tokens: object, start: number, options: KustoGlobals['ParseOptions']): KustoRoot;
    };
  };
  readonly Binding: {
    readonly LocalBindingCache: Constructor<[], object>;
    readonly Binder: {
      TryBind(tree: KustoTree, globals: KustoGlobals, cache: object, setter: null, cancel: object): boolean;
    };
  };
  readonly Syntax: {
    readonly SyntaxKind: Readonly<Record<string, unknown>>;
    readonly SyntaxTree: Constructor<[root: KustoRoot], KustoTree>;
  };
  readonly Symbols: {
    readonly SymbolKind: Readonly<Record<string, unknown>>;
    readonly Tabularity: { readonly Tabular: number };
    readonly ScalarTypes: Readonly<Record<string, KustoSymbol>>;
    readonly ColumnSymbol: Constructor<[name: string, type: KustoSymbol], KustoSymbol>;
    readonly TableSymbol: {
      readonly $ctor4: Constructor<[name: string, columns: readonly KustoSymbol[]], KustoTable>;
    };
    readonly DatabaseSymbol: {
      readonly ctor: Constructor<[name: string, members: readonly KustoSymbol[]], KustoSymbol>;
      readonly $ctor1: Constructor<[name: string, members: readonly KustoSymbol[], open: boolean], KustoSymbol>;
    };
    readonly Parameter: { ParseList(text: string): KustoList<object> };
    readonly FunctionSymbol: {
      readonly ctor: Constructor<
        [name: string, result: (call: KustoCall) => KustoSymbol, tabularity: number, parameters: KustoList<object>],
        KustoSymbol
      >;
      readonly $ctor5: Constructor<[name: string, result: KustoSymbol, parameters: KustoList<object>], KustoSymbol>;
    };
  };
}

export interface KustoTable extends KustoSymbol {
  WithIsOpen(open: boolean): KustoTable;
}

export interface KustoRoot extends KustoNode {
  GetContainedSyntaxDiagnostics(): KustoList<KustoDiagnostic> | readonly KustoDiagnostic[];
}

/** The loaded library with its enumerations turned around: number → name. */
export interface Kusto {
  readonly language: KustoLanguage;
  readonly kindNames: readonly string[];
  readonly kindNumber: (name: string) => number;
  readonly symbolKind: (name: string) => number;
}

let loaded: Kusto | undefined;

/**
 * Loads the library, once a thread (about 0.2 s, and 0.1 s on first use; less when a process before has kept it compiled).
 * It comes as two scripts that put `Bridge`, `System` and `Kusto` on the global object; the minified ones load in half the
 * time of the package's `main`.
 */
export function loadKusto(): Kusto {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  for (const name of ['bridge.min.js', 'Kusto.Language.Bridge.min.js'])
    runCompiled(require.resolve(`@kusto/language-service-next/${name}`));
  const runtime = {
    Bridge: Reflect.get(globalThis, 'Bridge'),
    System: Reflect.get(globalThis, 'System'),
    Kusto: Reflect.get(globalThis, 'Kusto'),
  };
  speedUp(runtime);
  repairUnions(runtime);
  const scope: { readonly Language: KustoLanguage } = Reflect.get(globalThis, 'Kusto');
  const language = scope.Language;
  const kindNumbers = numbersOf(language.Syntax.SyntaxKind);
  const symbolKinds = numbersOf(language.Symbols.SymbolKind);
  const kindNames: string[] = [];
  for (const [name, value] of kindNumbers) kindNames[value] = name;
  loaded = {
    language,
    kindNames,
    kindNumber: (name) => kindNumbers.get(name) ?? -1,
    symbolKind: (name) => symbolKinds.get(name) ?? -1,
  };
  return loaded;
}

/** True once this thread holds the library; for the promise that importing the package does not load it. */
export function isKustoLoaded(): boolean {
  return loaded !== undefined;
}

/** The items of a .NET list or of an array; none for null. */
export function items<T>(list: KustoList<T> | readonly T[] | null | undefined): readonly T[] {
  if (!list) return [];
  if (isArray(list)) return list;
  const all: T[] = [];
  for (let i = 0; i < list.Count; i++) all.push(list.getItem(i));
  return all;
}

function isArray<T>(list: KustoList<T> | readonly T[]): list is readonly T[] {
  return Array.isArray(list);
}

function numbersOf(enumeration: Readonly<Record<string, unknown>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(enumeration).filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
}
