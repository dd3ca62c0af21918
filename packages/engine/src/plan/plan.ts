import type { MappedColumn } from '../outside/ingestion-mapping.ts';
import type { PluginArguments } from '../plugins/plugin.ts';
import type { Cell, Column, Render, ScalarType } from '../values/cell.ts';

/** A typed expression over the columns of one row. Plain data. */
export type Expr =
  | { readonly op: 'literal'; readonly type: ScalarType; readonly value: Cell }
  | { readonly op: 'column'; readonly type: ScalarType; readonly name: string }
  | { readonly op: 'now'; readonly type: 'datetime' }
  | { readonly op: 'binding'; readonly type: ScalarType; readonly id: number }
  | {
      readonly op: 'cast';
      readonly type: ScalarType;
      readonly arg: Expr;
      /** A dynamic of another kind than the type is refused, not converted. */
      readonly exact?: true;
      /** A real that is a constant turned into a whole number. */
      readonly constant?: true;
    }
  | {
      readonly op: 'call';
      readonly type: ScalarType;
      readonly name: string;
      readonly overload: number;
      readonly args: readonly Expr[];
    }
  | { readonly op: 'element'; readonly type: 'dynamic'; readonly target: Expr; readonly index: Expr }
  | {
      readonly op: 'choose';
      readonly type: ScalarType;
      readonly branches: readonly (readonly [when: Expr, then: Expr])[];
      readonly otherwise: Expr;
    }
  | { readonly op: 'coalesce'; readonly type: ScalarType; readonly args: readonly Expr[] }
  | {
      readonly op: 'in';
      readonly type: 'bool';
      readonly value: Expr;
      readonly items: readonly Expr[];
      readonly table?: Rel;
      readonly foldCase: boolean;
      readonly negated: boolean;
    }
  /** The value that all rows of the partition at hand share. */
  | { readonly op: 'partition-key'; readonly type: ScalarType }
  | { readonly op: 'toscalar'; readonly type: ScalarType; readonly rel: Rel }
  | { readonly op: 'row'; readonly type: ScalarType; readonly name: string; readonly args: readonly Expr[] };

export interface Named {
  readonly name: string;
  readonly expr: Expr;
}

export interface SortKey {
  readonly expr: Expr;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** One aggregate call and the columns that it fills: one, but for arg_max, take_any and percentiles. */
export interface AggregateCall {
  readonly name: string;
  readonly args: readonly Expr[];
  readonly columns: readonly Column[];
}

export interface Expansion {
  readonly name: string;
  readonly expr: Expr;
  readonly type: ScalarType;
}

export type JoinKind =
  | 'innerunique'
  | 'inner'
  | 'leftouter'
  | 'rightouter'
  | 'fullouter'
  | 'leftanti'
  | 'rightanti'
  | 'leftsemi'
  | 'rightsemi';

export type ParsePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'column'; readonly column: Column };

/** A level of top-nested: the groups that come first by a value computed from their rows. */
export interface NestedLevel {
  readonly key: Named;
  /** How many; undefined: all. */
  readonly count: Expr | undefined;
  /** The key that stands for the rows of all other groups; undefined: they are left out. */
  readonly others: Expr | undefined;
  readonly aggregates: readonly AggregateCall[];
  /** Computed over the columns of the aggregates. */
  readonly value: Named;
  readonly descending: boolean;
}

/** A step of scan. Its expressions see the row's columns and, as `step.column`, those in the state. */
export interface ScanStep {
  readonly name: string;
  readonly output: 'all' | 'last' | 'none';
  readonly condition: Expr;
  readonly assignments: readonly { readonly at: number; readonly expr: Expr }[];
}

type Quotes = readonly (readonly [open: string, close: string])[];

/** How parse-kv tells keys and values apart. */
export type PairSyntax =
  | { readonly kind: 'regex'; readonly regex: string }
  | { readonly kind: 'loose'; readonly quotes: Quotes; readonly escapes: readonly string[] }
  | {
      readonly kind: 'delimited';
      readonly pair: string;
      readonly kv: string;
      readonly quotes: Quotes;
      readonly escapes: readonly string[];
      readonly greedy: boolean;
    };

interface RelBase {
  readonly columns: readonly Column[];
  /** True when the rows have an order that prev(), row_number() and their kin may rely on. */
  readonly serialized: boolean;
}

/** A tabular expression. Plain data; `input` is what flows in from the pipe. */
export type Rel = RelBase &
  (
    | { readonly op: 'rows'; readonly rows: readonly (readonly Cell[])[] }
    | { readonly op: 'table'; readonly name: string }
    | {
        readonly op: 'externaldata';
        readonly sources: readonly { readonly address: string; readonly format: string }[];
        readonly ignoreFirstRecord: boolean;
        readonly mapping: readonly MappedColumn[] | undefined;
      }
    | { readonly op: 'watchlist'; readonly alias: string; readonly readsSearchKey: boolean }
    | { readonly op: 'watchlist aliases' }
    /** `name`: what `as` calls the rows, or that of a view. */
    | { readonly op: 'binding'; readonly id: number; readonly name?: string }
    | { readonly op: 'group' }
    | { readonly op: 'range'; readonly from: Expr; readonly to: Expr; readonly step: Expr }
    | { readonly op: 'where'; readonly input: Rel; readonly condition: Expr }
    | {
        /** A row for which the conditions differ is refused. */
        readonly op: 'search';
        readonly input: Rel;
        readonly condition: Expr;
        readonly unsure: Expr;
      }
    | { readonly op: 'project'; readonly input: Rel; readonly exprs: readonly Named[] }
    | { readonly op: 'extend'; readonly input: Rel; readonly exprs: readonly Named[] }
    | { readonly op: 'serialize'; readonly input: Rel }
    /** Rows without an order, put into one that depends on their cells alone; no query writes it. */
    | { readonly op: 'canonical'; readonly input: Rel }
    | { readonly op: 'sort'; readonly input: Rel; readonly by: readonly SortKey[] }
    | { readonly op: 'take'; readonly input: Rel; readonly count: Expr }
    | {
        readonly op: 'summarize';
        readonly input: Rel;
        readonly keys: readonly Named[];
        readonly aggregates: readonly AggregateCall[];
      }
    | {
        readonly op: 'join';
        readonly kind: JoinKind;
        readonly left: Rel;
        readonly right: Rel;
        readonly on: readonly (readonly [left: Expr, right: Expr])[];
        /** Places of the right columns that go into the result. */
        readonly rightColumns: readonly number[];
      }
    | {
        readonly op: 'union';
        readonly inputs: readonly { readonly rel: Rel; readonly exprs: readonly Expr[] }[];
      }
    | {
        readonly op: 'mv-expand';
        readonly input: Rel;
        readonly expansions: readonly Expansion[];
        readonly asArrays: boolean;
        readonly itemIndex: string | undefined;
        readonly limit: Expr | undefined;
      }
    | {
        readonly op: 'mv-apply';
        readonly input: Rel;
        readonly expansions: readonly Expansion[];
        readonly itemIndex: string | undefined;
        /** Reads its input from the nearest `group`. */
        readonly body: Rel;
        /** Where each column of the result comes from. */
        readonly picks: readonly { readonly from: 'body' | 'input'; readonly at: number }[];
        readonly limit: Expr | undefined;
      }
    | {
        readonly op: 'parse';
        readonly input: Rel;
        readonly text: Expr;
        readonly pieces: readonly ParsePiece[];
        readonly onlyMatches: boolean;
        /** Flags of kind=regex; undefined for the other kinds. */
        readonly flags: string | undefined;
        /** A value that is not of its column's type is null by itself, and does not make the pattern miss. */
        readonly relaxed: boolean;
      }
    | {
        readonly op: 'evaluate';
        readonly input: Rel;
        readonly plugin: string;
        readonly args: PluginArguments;
        /** Which call of a plugin this is: the same in every translation of the query. */
        readonly call: string;
        /** The columns that the query itself writes behind the call. */
        readonly asked: readonly Column[] | undefined;
      }
    | {
        readonly op: 'parse-kv';
        readonly input: Rel;
        readonly text: Expr;
        readonly targets: readonly Column[];
        readonly syntax: PairSyntax;
      }
    | {
        readonly op: 'scan';
        readonly input: Rel;
        /** Values of the declared columns where no step assigns one. */
        readonly defaults: readonly Expr[];
        readonly steps: readonly ScanStep[];
        readonly matchId: boolean;
      }
    | { readonly op: 'top-nested'; readonly input: Rel; readonly levels: readonly NestedLevel[] }
    | {
        readonly op: 'top-hitters';
        readonly input: Rel;
        readonly count: Expr;
        readonly of: Expr;
        /** Undefined: each row weighs one. */
        readonly weight: Expr | undefined;
      }
    | {
        readonly op: 'reduce';
        readonly input: Rel;
        readonly by: Expr;
        readonly threshold: Expr | undefined;
        readonly characters: Expr | undefined;
        /** `kind=source`: a row for each of the input, not for each pattern. */
        readonly keepsRows: boolean;
      }
    | {
        readonly op: 'sample';
        readonly input: Rel;
        readonly count: Expr;
      }
    | {
        readonly op: 'partition';
        readonly input: Rel;
        readonly key: Expr;
        /** The service fails beyond as many partitions; undefined: no limit. */
        readonly most: number | undefined;
        /** Reads its rows from the nearest `group`, the key as a `partition-key`. */
        readonly body: Rel;
      }
    | {
        readonly op: 'make-series';
        readonly input: Rel;
        readonly axis: Named;
        readonly from: Expr | undefined;
        readonly to: Expr | undefined;
        readonly step: Expr;
        /** `in range()`: the end is part of the axis, which bin() makes. */
        readonly inclusive: boolean;
        /** Without rows there is one of defaults. */
        readonly nonempty: boolean;
        readonly keys: readonly Named[];
        readonly calls: readonly AggregateCall[];
        /** What is made of a place's aggregates, and what stands where there are no rows. */
        readonly series: readonly { readonly value: Expr; readonly fallback: Expr }[];
      }
  );

/** What a `let` or an `as` names, computed at most once in a query. */
export type Binding = (
  | { readonly kind: 'scalar'; readonly expr: Expr }
  | { readonly kind: 'rel'; readonly rel: Rel }
) & {
  /** Declared within a sub-query of mv-apply or partition: computed anew for each group. */
  readonly perGroup?: boolean;
};

export interface Plan {
  readonly bindings: readonly Binding[];
  readonly root: Rel;
  readonly render?: Render;
}
