import type { Provenance } from './schema.ts';

/** The forms of the JSON files in data/, as `tools/refresh-tables` checks and writes them. */

export interface LogCategoriesForm {
  readonly provenance: Provenance;
  readonly delays: Readonly<
    Record<string, { readonly typical: number; readonly most: number; readonly confidence: string }>
  >;
  readonly categories: readonly {
    readonly category: string;
    readonly slug: string;
    readonly displayName: string;
    readonly table: string;
    readonly settingsResource: string;
    readonly original: boolean;
    readonly licence: string;
    readonly rolesToRead: readonly string[];
    readonly rolesToRoute: readonly string[];
    readonly plans: { readonly analytics: boolean; readonly basic: boolean };
    readonly retention: Readonly<Record<string, string>>;
    readonly volume?: { readonly bytesPerEvent?: number; readonly note?: string };
    /** A key of `delays`. */
    readonly delay: string;
    readonly confidence: string;
    readonly notes?: string;
  }[];
}

/**
 * A shape in short: `string`, `any`, `string in riskLevel` (a value domain), `shape NAME` (a shared shape), `[items]`,
 * or a bag of members; a bag with the member `...` may hold others too.
 */
export type ShapeForm = string | readonly [ShapeForm] | { readonly [member: string]: ShapeForm };

export interface ShapesForm {
  readonly provenance: Provenance;
  readonly shapes: Readonly<Record<string, ShapeForm>>;
  /** Table → column → shape. A string column with a shape holds JSON text. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, ShapeForm>>>>;
}

export interface ValueDomainsForm {
  readonly sources: readonly Provenance[];
  readonly domains: Readonly<
    Record<
      string,
      {
        readonly values: readonly string[];
        readonly observed?: readonly string[];
        readonly open: boolean;
        readonly source: number;
      }
    >
  >;
  /** Table → column → domain. Domains of nested values are named in the shapes. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface SignInErrorsForm {
  readonly provenance: Provenance;
  /** Code → name; empty where the reference gives none. */
  readonly codes: Readonly<Record<string, string>>;
  readonly notDocumented: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

export interface AuditOperationsForm {
  readonly provenance: Provenance;
  readonly observedProvenance: Provenance;
  /** A spelling seen in exports or queries → the documented one; empty when none is documented. */
  readonly observed: Readonly<Record<string, string>>;
  /** Documented name → the spelling of real exports, where the two differ. */
  readonly loggedAs: Readonly<Record<string, string>>;
  /** `Service/Category` → documented names. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

export interface FunctionsForm {
  readonly sources: readonly Provenance[];
  /** Columns as in a line of tables.txt. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly functions: Readonly<
    Record<
      string,
      {
        /** The name under which Azure-Sentinel's templates deploy the same function to a workspace. */
        readonly alias?: string;
        /** `name:type` or `name:type=default`, the default as KQL text. */
        readonly parameters: readonly string[];
        readonly output: string;
        readonly open?: boolean;
        readonly source: number;
      }
    >
  >;
}
