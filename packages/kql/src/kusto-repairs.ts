/** What the library gets wrong inside, so that no single answer could be corrected behind it. */

interface Runtime {
  readonly Bridge: { readonly is: (value: unknown, type: unknown) => boolean };
  readonly System: {
    readonly Object: unknown;
    readonly Collections: {
      readonly Generic: {
        readonly List$1: (type: unknown) => unknown;
        readonly Dictionary$2: (key: unknown, value: unknown) => { readonly ctor: new () => Dictionary };
      };
    };
  };
  readonly Kusto: {
    readonly Language: {
      readonly Symbols: { readonly ColumnSymbol: unknown; readonly TypeSymbol: unknown };
      readonly Binding: { readonly ColumnMap: { readonly prototype: ColumnMap } };
    };
  };
}

interface Dictionary {
  tryGetValue(key: unknown, found: { v?: unknown }): boolean;
  setItem(key: unknown, value: unknown): void;
}

interface Column {
  readonly Name: string;
  readonly Type: unknown;
}

interface ColumnList {
  getItem(index: number): Column;
}

interface ColumnMap {
  readonly _nameMap: Dictionary;
  GetTypeKey(type: unknown): unknown;
  Add(this: ColumnMap, column: Column): void;
}

/**
 * A union of columns of one name: where the first two are of one type and a later one is of another, the library makes
 * the table of types and then forgets to keep it, so that the union has one column instead of one for each type.
 * Microsoft Learn, "union operator", knows no such exception. Called once, right after loading.
 */
export function repairUnions({ Bridge, System, Kusto }: Runtime): void {
  const { Symbols, Binding } = Kusto.Language;
  const { List$1, Dictionary$2 } = System.Collections.Generic;
  const listOfColumns = List$1(Symbols.ColumnSymbol);
  const ByType = Dictionary$2(Symbols.TypeSymbol, System.Object).ctor;
  const map = Binding.ColumnMap.prototype;
  const add = map.Add;
  map.Add = function (column) {
    const found: { v?: unknown } = {};
    const held = this._nameMap.tryGetValue(column.Name, found) ? found.v : undefined;
    if (!isList(held) || !Bridge.is(held, listOfColumns)) return add.call(this, column);
    const before = this.GetTypeKey(held.getItem(0).Type);
    const type = this.GetTypeKey(column.Type);
    if (before === type) return add.call(this, column);
    const byType = new ByType();
    byType.setItem(before, held);
    byType.setItem(type, column);
    this._nameMap.setItem(column.Name, byType);
  };
}

function isList(value: unknown): value is ColumnList {
  return typeof value === 'object' && value !== null && 'getItem' in value;
}
