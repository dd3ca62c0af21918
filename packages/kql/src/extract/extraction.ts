import type { FunctionCall, LiteralComparison, PropertyAccess, TableRead, TextRange } from '../analysis.ts';
import type { Kusto, KustoDiagnostic, KustoNode } from '../kusto.ts';
import type { Origins } from '../origins.ts';
import type { Workspace } from '../workspace.ts';
import type { TimeBound } from './time-windows.ts';

/** A problem inside a let function's body that shows only with the arguments of a call. */
export interface BodyProblem extends TextRange {
  readonly diagnostic: KustoDiagnostic;
  readonly node: KustoNode;
  /** The call is a leg of `union isfuzzy=true`, which drops what it cannot resolve. */
  readonly fuzzy: boolean;
}

/** What one walk over the bound tree gathers; the families in this folder fill their part. */
export interface Extraction {
  readonly kusto: Kusto;
  readonly workspace: Workspace;
  readonly origins: Origins;
  /** The place of a node in the query's text, whichever tree it belongs to; undefined for text outside the query. */
  readonly rangeOf: (node: KustoNode) => TextRange | undefined;
  readonly tables: TableRead[];
  readonly functions: FunctionCall[];
  readonly bounds: TimeBound[];
  readonly literals: LiteralComparison[];
  readonly properties: PropertyAccess[];
  readonly searchesEverything: TextRange[];
  readonly bodyProblems: BodyProblem[];
  /** Names that the query declares, for "did you mean". */
  readonly letNames: string[];
}

/** Looks at one kind of node on the way down; `place` is the node's range in the query. */
export type Visit = (node: KustoNode, place: TextRange, into: Extraction) => void;
/** Syntax kind → what looks at it. */
export type Visits = Readonly<Record<string, Visit>>;
