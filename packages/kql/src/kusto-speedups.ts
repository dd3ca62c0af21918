/**
 * The library was written for .NET and transpiled: a type test, a list access or a `ref` argument that costs nothing
 * there runs a long search of properties by name here. These replacements give the same answers for the cases that
 * make up nearly all calls and leave the rest to the originals; together they take a third off an analysis.
 * A test holds every result against the untouched library.
 */

interface Runtime {
  readonly Bridge: {
    is: TypeTest;
    ref: (target: object, key: unknown) => object;
    getDefaultValue: (type: unknown) => unknown;
  };
  readonly System: { readonly Array: { getCount: GetCount; getItem: GetItem } };
  readonly Kusto: {
    readonly Language: {
      readonly Syntax: {
        readonly SyntaxElement: { readonly prototype: object };
        readonly SyntaxNode: abstract new () => object;
      };
      readonly Symbols: { readonly TableSymbol: { readonly prototype: object } };
      readonly Binding: {
        readonly Binder: {
          GetCreateFunctionCommandName: (location: unknown) => null;
          IsInsideControlCommand: (location: unknown) => boolean;
        };
      };
    };
  };
}

type TypeTest = (value: unknown, type: unknown, ignoreFunction?: boolean, allowNull?: boolean) => boolean;
type GetCount = (list: Countable, type?: unknown) => number;
type GetItem = (list: Indexable, index: number, type?: unknown) => unknown;
interface Countable {
  readonly Count?: unknown;
}
interface Indexable {
  readonly get?: unknown;
  readonly getItem?: unknown;
}
/** What the runtime writes on the classes it defines. */
interface ClassMarks {
  readonly name?: unknown;
  readonly $kind?: unknown;
  readonly $is?: unknown;
  readonly $isArray?: unknown;
  readonly $literal?: unknown;
  [typeNumber]?: number;
  [answersByType]?: (boolean | undefined)[];
}

const typeNumber = Symbol('number of a type');
const answersByType = Symbol('answers by the number of the type');

/** Replaces the hot helpers; called once, right after loading. */
export function speedUp(runtime: Runtime): void {
  rememberTypeTests(runtime);
  readListsDirectly(runtime);
  makeRefsCheap(runtime);
  readParentsDirectly(runtime);
  indexColumnsByMap(runtime);
  expectNoCommands(runtime);
}

/** A value of the runtime; boxed when it stands for a number or the like. */
interface Instance {
  readonly $boxed?: unknown;
  readonly constructor: ClassMarks;
}

/** Whether an object of one class is of another never changes: remembered on the class, by the other's number. */
function rememberTypeTests({ Bridge }: Runtime): void {
  const original = Bridge.is;
  let types = 0;
  const answersOf = (own: ClassMarks): (boolean | undefined)[] | undefined => {
    const known = own[answersByType];
    if (known || own.$kind === undefined || own.$isArray || own.$literal) return known;
    const answers: (boolean | undefined)[] = [];
    own[answersByType] = answers;
    return answers;
  };
  const numberOf = (type: ClassMarks): number | undefined => {
    const known = type[typeNumber];
    if (known !== undefined || type.$literal || type.$is !== undefined) return known;
    type[typeNumber] = types;
    return types++;
  };
  Bridge.is = (value, type, ignoreFunction, allowNull) => {
    if (value === null || value === undefined) return allowNull === true;
    if (typeof type === 'function' && isInstance(value) && !value.$boxed) {
      const number = numberOf(type);
      const answers = number === undefined ? undefined : answersOf(value.constructor);
      if (answers && number !== undefined) {
        const known = answers[number];
        if (known !== undefined) return known;
        const answer = original.call(Bridge, value, type, ignoreFunction, allowNull);
        answers[number] = answer;
        return answer;
      }
    }
    return original.call(Bridge, value, type, ignoreFunction, allowNull);
  };
}

function isInstance(value: unknown): value is Instance {
  return typeof value === 'object';
}

/** Lists say their length in `Count` and give items by `getItem`; the original tries names of interfaces first. */
function readListsDirectly({ Bridge, System }: Runtime): void {
  const lists = System.Array;
  const { getCount, getItem } = lists;
  lists.getCount = (list, type) => {
    if (Array.isArray(list)) return list.length;
    const count = list.Count;
    return typeof count === 'number' ? count : getCount.call(lists, list, type);
  };
  // Items of value types come back boxed, so only lists of objects are read directly.
  const ofObjects = new Map<unknown, boolean>();
  const holdsObjects = (type: unknown): boolean => {
    let known = ofObjects.get(type);
    if (known === undefined) {
      const empty = Bridge.getDefaultValue(type);
      known = empty === null || empty === undefined;
      ofObjects.set(type, known);
    }
    return known;
  };
  lists.getItem = (list, index, type) => {
    if (type !== undefined && type !== null) {
      if (Array.isArray(list)) return list[index];
      if (list.get === undefined && typeof list.getItem === 'function' && holdsObjects(type))
        return list.getItem(index);
    }
    return getItem.call(lists, list, index, type);
  };
}

/** A `ref` argument: the original defines two accessors anew for each. */
class Reference {
  readonly #target: Record<PropertyKey, unknown>;
  readonly #key: PropertyKey;

  constructor(target: Record<PropertyKey, unknown>, key: PropertyKey) {
    this.#target = target;
    this.#key = key;
  }

  get v(): unknown {
    return this.#target[this.#key];
  }

  set v(value: unknown) {
    this.#target[this.#key] = value;
  }
}

function makeRefsCheap({ Bridge }: Runtime): void {
  const original = Bridge.ref;
  Bridge.ref = (target, key) =>
    (typeof key === 'string' || typeof key === 'number') && isRecord(target)
      ? new Reference(target, key)
      : original.call(Bridge, target, key);
}

function isRecord(value: object): value is Record<PropertyKey, unknown> {
  return typeof value === 'object';
}

/** Every step up the tree asks whether the parent is a node or the tree. */
function readParentsDirectly({ Kusto }: Runtime): void {
  const { SyntaxElement, SyntaxNode } = Kusto.Language.Syntax;
  Object.defineProperty(SyntaxElement.prototype, 'Parent', {
    configurable: true,
    enumerable: true,
    get(this: { readonly _parentOrTree: unknown }) {
      const parent = this._parentOrTree;
      return parent instanceof SyntaxNode ? parent : null;
    },
  });
}

/** The columns of a table by name, with the one method that is asked of the .NET dictionary it stands for. */
class ColumnsByName {
  readonly #columns = new Map<string, object>();

  constructor(columns: readonly { readonly Name: string }[]) {
    for (const column of columns) if (!this.#columns.has(column.Name)) this.#columns.set(column.Name, column);
  }

  tryGetValue(name: string, found: { v?: object | null }): boolean {
    const column = this.#columns.get(name);
    found.v = column ?? null;
    return column !== undefined;
  }
}

/** Nearly every operator makes a new table of some hundred columns and looks a few of them up. */
function indexColumnsByMap({ System, Kusto }: Runtime): void {
  const lists = System.Array;
  Object.defineProperty(Kusto.Language.Symbols.TableSymbol.prototype, 'ColumnMap', {
    configurable: true,
    enumerable: true,
    get(this: { lazyColumnMap: unknown; readonly Columns: Countable & Indexable }) {
      if (this.lazyColumnMap instanceof ColumnsByName) return this.lazyColumnMap;
      const columns: { readonly Name: string }[] = [];
      const count = lists.getCount(this.Columns);
      for (let i = 0; i < count; i++) {
        const column = lists.getItem(this.Columns, i, Object);
        if (isNamed(column)) columns.push(column);
      }
      const map = new ColumnsByName(columns);
      this.lazyColumnMap = map;
      return map;
    },
  });
}

function isNamed(value: unknown): value is { readonly Name: string } {
  return typeof value === 'object' && value !== null && 'Name' in value && typeof value.Name === 'string';
}

/** At every name the binder climbs to the root to see whether it is inside a command. Only queries get here. */
function expectNoCommands({ Kusto }: Runtime): void {
  const { Binder } = Kusto.Language.Binding;
  Binder.GetCreateFunctionCommandName = () => null;
  Binder.IsInsideControlCommand = () => false;
}
