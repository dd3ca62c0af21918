import type { Column, Json } from '@picket/engine';
import type { Workbook } from '@picket/model';

/**
 * What the pages show, as plain JSON: made on this machine, read by the browser, written to files by an export. Whoever
 * starts a preview gives it (`PreviewHost`).
 */

/** A problem as a page shows it. */
export interface PageProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint?: string;
  /** `content/sign-in-logs/workbook.yaml:14:11`. */
  readonly place?: string;
}

export interface SiteData {
  /** Of the repository. */
  readonly name: string;
  /** Where the events come from, in a sentence. */
  readonly sample: string;
  /** The clock of all queries, ISO 8601. */
  readonly now: string;
  readonly categories: readonly CategorySummary[];
  readonly attack: AttackCoverage;
}

export interface CategorySummary {
  readonly slug: string;
  readonly title: string;
  /** Missing for a package over several logs. */
  readonly table?: string;
  readonly licence?: string;
  readonly hasWorkbook: boolean;
  /** Rules by severity. */
  readonly rules: Readonly<Record<string, number>>;
  /** Errors in its files. */
  readonly errors: number;
}

/** Techniques by tactic, with the rules that name them. */
export interface AttackCoverage {
  /** Version of ATT&CK. */
  readonly version: string;
  readonly tactics: readonly AttackTactic[];
}

export interface AttackTactic {
  readonly name: string;
  /** Rules that name the tactic but no technique of it. */
  readonly rules: readonly RuleLink[];
  readonly techniques: readonly {
    readonly id: string;
    readonly name: string;
    readonly rules: readonly RuleLink[];
  }[];
}

export interface RuleLink {
  /** Of the category. */
  readonly slug: string;
  readonly id: string;
  readonly name: string;
}

export interface CategoryData {
  readonly summary: CategorySummary;
  readonly log?: LogFacts;
  readonly workbook?: WorkbookData;
  readonly attack: AttackCoverage;
  readonly problems: readonly PageProblem[];
}

export interface LogFacts {
  readonly category: string;
  readonly table: string;
  readonly licence: string;
  /** Minutes from the event to its row. */
  readonly delay: { readonly typical: number; readonly most: number; readonly confidence: string };
  readonly retention: Readonly<Record<string, string>>;
  readonly basicPlan: boolean;
  readonly rolesToRead: readonly string[];
  readonly rolesToRoute: readonly string[];
  readonly notes?: string;
  readonly source: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly description?: string }[];
}

export interface RuleData {
  /** The file's name without its ending. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly kind: string;
  /** `every 1h over 1d`. */
  readonly schedule: string;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly query: readonly QueryPiece[];
  readonly entities: readonly string[];
  readonly falsePositives: readonly string[];
  readonly response: readonly string[];
}

/** A stretch of KQL and what it is, as `keyword`; '' for what has no colour. */
export type QueryPiece = readonly [text: string, kind: string];

/** The cases of a rule, run. */
export interface RuleCases {
  readonly cases: readonly {
    readonly name: string;
    readonly passed: boolean;
    /** What was expected and what came, a line each. */
    readonly mismatches: readonly string[];
  }[];
  readonly problems: readonly PageProblem[];
}

export interface WorkbookData {
  readonly file: string;
  readonly source: Workbook;
  /** By the key of an item or of a parameter (`tabs/0/items/2`): the parameters that its answer depends on. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly PageProblem[];
}

/** What somebody chose for a parameter: a text, several texts, or a span of time. */
export type Choice = string | readonly string[] | TimeChoice;

/** An ISO 8601 duration up to the clock, or two moments. */
export type TimeChoice = { readonly duration: string } | { readonly from: string; readonly to: string };

export type Choices = Readonly<Record<string, Choice>>;

/** A question of the page: the item or parameter by its key, and what it reads. */
export interface Question {
  readonly slug: string;
  readonly key: string;
  readonly choices: Choices;
}

/** The answer for one item: what it shows, or why it cannot. */
export interface Answer {
  /** With parameters filled in. */
  readonly title?: string;
  readonly text?: string;
  /** KQL as it ran. */
  readonly query?: string;
  /** The time that bounded the query, ISO 8601. */
  readonly span?: { readonly from: string; readonly to: string };
  readonly columns?: readonly Column[];
  readonly rows?: readonly (readonly Json[])[];
  /** Rows of the result, where the answer holds fewer. */
  readonly total?: number;
  readonly milliseconds?: number;
  readonly problems: readonly PageProblem[];
}
