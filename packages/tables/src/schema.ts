/** The scalar types a documented column may have. */
export type ColumnType =
  | 'bool'
  | 'int'
  | 'long'
  | 'real'
  | 'decimal'
  | 'string'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'dynamic';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A table as Azure Monitor documents it, with the standard columns merged in. */
export interface TableSchema {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Where a fact comes from and how old it is. */
export interface Provenance {
  readonly source: string;
  /** Calendar date, YYYY-MM-DD. */
  readonly date: string;
}

/** A diagnostic-settings log category of Microsoft Entra ID and the table it fills. */
export interface LogCategory {
  /** As the diagnostic setting spells it: `SignInLogs`. */
  readonly category: string;
  /** The folder of its content package: `sign-in-logs`. */
  readonly slug: string;
  readonly displayName: string;
  /** As Log Analytics spells it: `SigninLogs`. */
  readonly table: string;
  /** The resource type whose setting routes it: `microsoft.aadiam/diagnosticSettings` or the one for custom security attributes. */
  readonly settingsResource: string;
  /** One of the 16 categories that Entra ID's own list began with. */
  readonly original: boolean;
  readonly licence: string;
  readonly rolesToRead: readonly string[];
  readonly rolesToRoute: readonly string[];
  readonly plans: { readonly analytics: boolean; readonly basic: boolean };
  /** Days that Entra itself keeps it, by licence, as documented text. */
  readonly retention: Readonly<Record<string, string>>;
  readonly volume?: { readonly bytesPerEvent?: number; readonly note?: string };
  /** Minutes from the event to its row, as measured or documented: what rules have to look back further. */
  readonly delayMinutes: { readonly typical: number; readonly most: number; readonly confidence: string };
  readonly confidence: string;
  readonly notes?: string;
  readonly provenance: Provenance;
}

/**
 * The shape of a dynamic column, or of the JSON inside a string column. `any` is a value whose members are not known;
 * a member's name is case-sensitive, as in KQL.
 */
export type Shape =
  | { readonly kind: 'scalar'; readonly type: ColumnType | 'any'; readonly domain?: string }
  | { readonly kind: 'array'; readonly items: Shape }
  | { readonly kind: 'bag'; readonly members: Readonly<Record<string, Shape>>; readonly open: boolean }
  | { readonly kind: 'any' };

/** The values a column is documented to take. */
export interface ValueDomain {
  readonly name: string;
  /** Documented spellings. */
  readonly values: readonly string[];
  /** Spellings seen in real exports though documented otherwise; using them is right. */
  readonly observed: readonly string[];
  /** Documented spellings that the log is seen to write otherwise: comparing whole values with them finds nothing. */
  readonly loggedAs?: Readonly<Record<string, string>>;
  /** True when the list is known to be incomplete, so that an unknown value may still be real. */
  readonly open: boolean;
  readonly provenance: Provenance;
}

/** A sign-in error: the number behind `AADSTS`, as text in ResultType and as a number in Status.errorCode. */
export interface SignInErrorCode {
  readonly code: string;
  /** Microsoft's name of the error; missing where the reference gives none. */
  readonly name?: string;
  /** Picket's own grouping, as `credentialFailure`; a code may be in several or in none. */
  readonly groups: readonly string[];
  /** False for codes that were seen in records or public rules, not in the reference. */
  readonly documented: boolean;
  readonly provenance: Provenance;
}

/** Where in the audit log an operation is documented: which service logs it, in which category. */
export interface AuditOperation {
  readonly name: string;
  readonly places: readonly { readonly service: string; readonly category: string }[];
  readonly provenance: Provenance;
}

/** A column that sign-in tables share by name but not by type, so that a union splits it. */
export interface TypeConflict {
  readonly column: string;
  readonly types: readonly { readonly table: string; readonly type: ColumnType }[];
}

/** The columns that a text names for one table, without the standard columns. */
export interface DocumentedTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Which of the file's sources says so. */
  readonly source: number;
}

/** A function that a workspace with Sentinel offers to queries. */
export interface WorkspaceFunction {
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: ColumnType;
    /** KQL text of the default; a parameter without one is required. */
    readonly default?: string;
  }[];
  /** `open`: further columns may come, as with `_GetWatchlist`. */
  readonly output: { readonly columns: readonly Column[]; readonly open: boolean };
  readonly provenance: Provenance;
}
