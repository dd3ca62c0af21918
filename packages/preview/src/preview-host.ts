import type { Document, Workbook } from '@picket/model';
import type { CategoryData, RuleCases, RuleData, SiteData } from './page-data.ts';
import type { Session } from './session/session.ts';

/** What a preview shows, from whoever knows the repository. Everything is read anew after a change. */
export interface PreviewHost {
  readonly site: () => Promise<SiteData>;
  readonly category: (slug: string) => Promise<CategoryData | undefined>;
  /** The source of a category's workbook, if it has one that can be read. */
  readonly workbook: (slug: string) => Promise<Document<Workbook> | undefined>;
  /** The rules of a category, by name. */
  readonly rules: (slug: string) => Promise<readonly RuleData[]>;
  /** Runs the cases of a category's rules; by the rule's id. */
  readonly cases: (slug: string) => Promise<Readonly<Record<string, RuleCases>>>;
  /** The engine over the sample; opened when the first item asks. */
  readonly session: () => Promise<Session>;
}
