import type { Document, Workbook } from '@picket/model';
import type { Answer, CategoryData, PageProblem, Question, RuleCases, RuleData, SiteData } from './page-data.ts';

/** What a preview shows, from whoever knows the repository. Everything is read anew after a change. */
export interface PreviewHost {
  readonly site: () => Promise<SiteData>;
  readonly category: (slug: string) => Promise<CategoryData | undefined>;
  /** The source of a category's workbook, if it has one that can be read. */
  readonly workbook: (slug: string) => Promise<Document<Workbook> | undefined>;
  /** The rules of a category, by name. */
  readonly rules: (slug: string) => Promise<readonly RuleData[]>;
  /** All that the checks say of a category's files, those of `category` among them. */
  readonly problems: (slug: string) => Promise<readonly PageProblem[]>;
  /** Runs the cases of a category's rules; by the rule's id. */
  readonly cases: (slug: string) => Promise<Readonly<Record<string, RuleCases>>>;
  /**
   * What a part of a workbook shows. Undefined when there is no such part.
   *
   * @param signal rejects with its reason when nobody waits any more
   */
  readonly answer: (question: Question, signal?: AbortSignal) => Promise<Answer | undefined>;
}
