import type { Path } from '@picket/model';
import type { DeclaredParameter } from '../parameters/parameter-facts.ts';

/** What a workbook consists of for those who look for faults, the same for a source and for Azure's JSON. */
export interface WorkbookParts {
  readonly declared: readonly DeclaredParameter[];
  /** Queries of Log Analytics; those of other services are not among them. */
  readonly queries: readonly WorkbookQuery[];
  /** Texts for readers in which parameters are filled in. */
  readonly texts: readonly PlacedText[];
  readonly bindings: readonly ParameterBinding[];
  readonly names: readonly GivenName[];
  /** Names of parameters that anything at all looks at; those that it declares only are not among them. */
  readonly mentioned: ReadonlySet<string>;
  /** A group is loaded from a template that is not in the file: what it sets and what it looks at is not known. */
  readonly isOpen: boolean;
}

export interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

export interface WorkbookQuery extends PlacedText {
  readonly purpose: 'tile' | 'drop-down' | 'value';
  /** Whether the workbook bounds the time that the query sees. */
  readonly hasTime: boolean;
  /** How its rows are shown; missing for those of parameters, and where Azure chooses. */
  readonly visualization?: string;
  readonly columns: readonly ColumnUse[];
  /** Settings that only some visualizations look at: the key, its place. Missing where Azure's JSON has them. */
  readonly settings?: readonly { readonly key: string; readonly path: Path; readonly isLaidOver?: true }[];
}

/** A column of the query's output that the workbook names. */
export interface ColumnUse {
  readonly column: string;
  readonly path: Path;
  /** Who uses it, as the subject of a sentence. */
  readonly use: string;
  readonly wants: 'any' | 'number' | 'datetime' | 'number or text' | 'number or timespan';
  /** Azure keeps settings of columns that a query has no longer; they do no harm. */
  readonly isLeftover?: boolean;
}

/** A place that names a parameter without braces. */
export interface ParameterBinding {
  readonly name: string;
  readonly path: Path;
  readonly by: 'condition' | 'time';
}

export interface GivenName {
  readonly name: string;
  readonly path: Path;
  readonly of: 'item' | 'tab';
}
