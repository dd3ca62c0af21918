import type { ColumnType } from '@picket/tables';

/** A scalar type as the analyser infers it; `unknown` when it cannot say. */
export type KqlType = ColumnType | 'unknown';

export interface OutputColumn {
  readonly name: string;
  readonly type: KqlType;
}

/** UTF-16 offsets into the query text; `end` is behind the last character. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What the analyser reports, classified, with the words needed for a good message. */
export interface KqlProblem extends TextRange {
  /** Microsoft's own code: `KS142`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly kind:
    | 'syntax'
    | 'unknown-column'
    | 'unknown-table'
    | 'unknown-function'
    | 'unknown-name'
    /** A member of a string: `Status.errorCode` where Status holds JSON as text. `table` is the expression before it. */
    | 'string-member'
    | 'type'
    /** Too long or too deeply nested to analyse; nothing else is known of such a query. */
    | 'limit'
    | 'other';
  /** The name that is not known, for the `unknown-*` kinds. */
  readonly name?: string;
  /** Names that would have been right there: columns in scope, tables or functions. */
  readonly candidates?: readonly string[];
  /** The table or expression whose column is missing, when the query reads a single table there. */
  readonly table?: string;
  /** The column is one of a table that the query reads, but an operator before this place leaves it out. */
  readonly dropped?: boolean;
}

export interface TableRead extends TextRange {
  readonly name: string;
  readonly known: boolean;
}

export interface FunctionCall extends TextRange {
  readonly name: string;
  /** A function of the workspace or repository, not one of KQL's own and not one the query itself declares. */
  readonly known: boolean;
  /** Text of the literal arguments, as the alias of `_GetWatchlist('alias')`; null where not a literal. */
  readonly arguments: readonly (string | null)[];
}

/** A column of a documented table that an expression goes back to, through extend, project, union and joins. */
export interface ColumnOrigin {
  readonly table: string;
  readonly column: string;
  readonly type: KqlType;
}

/** A lower time bound found on a datetime column, as `TimeGenerated > ago(1h)` or `between (ago(2d) .. ago(1h))`. */
export interface TimeWindow extends TextRange {
  readonly column: string;
  readonly origin?: ColumnOrigin;
  /**
   * How far back from the run time the window starts, in minutes; `null` when it is no constant. Rounding is left out:
   * `startofday(ago(7d))` is 7 days though it may reach back almost 8; `startofday(now())` is the one day it can reach.
   */
  readonly fromMinutes: number | null;
  /** How far back it ends; 0 is now. `null` when it is no constant. */
  readonly toMinutes: number | null;
  /** True for ingestion_time(). */
  readonly ingestionTime: boolean;
}

/** A comparison of a documented column with literals: `ResultType == 0`, `OperationName in~ ("a", "b")`. */
export interface LiteralComparison extends TextRange {
  readonly origins: readonly ColumnOrigin[];
  /** Path below the column: `Status.errorCode` has ['errorCode']; array elements, and expanded bag entries, are '[]'. */
  readonly path: readonly string[];
  /** As written: `==`, `!=`, `=~`, `in`, `in~`, `!in`, `has`, `has_any`, … */
  readonly operator: string;
  /** The literals, at their own place: in a `let`, if that is where they stand. Operands that are computed are left out. */
  readonly values: readonly (TextRange & { readonly type: KqlType; readonly text: string })[];
}

/** A member access below a documented column: `DeviceDetail.operatingSystem`, `TargetResources[0].displayName`. */
export interface PropertyAccess extends TextRange {
  readonly origins: readonly ColumnOrigin[];
  /** Type of the expression right before the first step: `string` is the silent-null trap. */
  readonly baseType: KqlType;
  readonly path: readonly string[];
  /**
   * The range of each step's name, one a step of `path`. A step taken earlier, as by an mv-expand or an extend, has the
   * range of the name that the access starts from.
   */
  readonly steps: readonly TextRange[];
  /** True when a parse_json/todynamic lies between the column and the access. */
  readonly parsed: boolean;
}

/** Everything the checks need to know of a query: plain data, can be cached and sent between threads. */
export interface Analysis {
  readonly problems: readonly KqlProblem[];
  readonly output: {
    readonly columns: readonly OutputColumn[];
    /** True when columns may come that the analyser cannot know (bag_unpack, undeclared watchlists or tables). */
    readonly open: boolean;
    /** False for `let x = 1;` without a tabular statement, or a scalar expression. */
    readonly tabular: boolean;
  };
  readonly tables: readonly TableRead[];
  readonly functions: readonly FunctionCall[];
  readonly windows: readonly TimeWindow[];
  readonly literals: readonly LiteralComparison[];
  readonly properties: readonly PropertyAccess[];
  /** Places of `search *` / `search "x"` without a table, and of `union *`. */
  readonly searchesEverything: readonly TextRange[];
}

/** What a workspace holds besides the documented tables, declared by the repository. */
export interface Declarations {
  readonly tables: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;
  readonly watchlists: Readonly<Record<string, readonly string[]>>;
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly parameters: Readonly<Record<string, ColumnType>>;
        readonly columns: Readonly<Record<string, ColumnType>>;
      }
    >
  >;
}
