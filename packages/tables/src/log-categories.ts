import { factFile } from './data-file.ts';
import type { LogCategoriesForm } from './fact-forms.ts';
import type { LogCategory } from './schema.ts';

const noDelay = { typical: 0, most: 0, confidence: 'not known' };

const categories = factFile('log-categories.json', (text): readonly LogCategory[] => {
  const { provenance, delays, categories } = JSON.parse(text) as LogCategoriesForm;
  return categories.map(({ delay, ...category }) => ({
    ...category,
    delayMinutes: delays[delay] ?? noDelay,
    provenance,
  }));
});

/**
 * The 27 diagnostic-settings log categories of Microsoft Entra ID that can go to a workspace: the 16 that Entra ID's
 * own list began with first.
 */
export function logCategories(): readonly LogCategory[] {
  return categories();
}

/**
 * A category by its name (`SignInLogs`) or its slug (`sign-in-logs`). A name in another letter case is found too,
 * since that is the commonest slip; compare `category` to learn whether the spelling was right.
 */
export function logCategory(nameOrSlug: string): LogCategory | undefined {
  const lower = nameOrSlug.toLowerCase();
  const byName = ({ category, slug }: LogCategory) => category === nameOrSlug || slug === nameOrSlug;
  return categories().find(byName) ?? categories().find(({ category }) => category.toLowerCase() === lower);
}

/** The category that fills a table; `undefined` for tables that no Entra log fills. Case-sensitive, as KQL is. */
export function categoryOfTable(table: string): LogCategory | undefined {
  return categories().find((category) => category.table === table);
}

/**
 * Minutes that a table's rows may be late, so how much further than its frequency a rule should look back; `undefined`
 * where nothing is known. It is the longest delay seen; `categoryOfTable(table).delayMinutes` has the usual one and how
 * sure it is.
 */
export function typicalDelay(table: string): number | undefined {
  return categoryOfTable(table)?.delayMinutes.most;
}
