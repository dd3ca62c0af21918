import type { Workbook } from '@picket/model';
import { logCategories } from '@picket/tables';
import { stableId } from '../compile/stable-id.ts';
import { type Kept, namespace, timeRange } from './generate-workbook.ts';
import { signed } from './generated-text.ts';
import { readLog } from './log.ts';
import { alertsOfAllTab } from './overview/alerts-tab.ts';
import { logsTab } from './overview/logs-tab.ts';
import { threadTab } from './overview/people-tab.ts';
import type { RuleFacts } from './tabs/alerts.ts';

/** What the package that looks across all logs says in place of a category. */
export const overviewCategory = 'Overview';

/**
 * The text of the workbook over all log categories: which arrive, what rules and incidents there were, and the course of one
 * person or one address through all logs that know it. The same facts and rules give the same text.
 *
 * @param rules all analytics rules of the repository
 */
export function generateOverview(rules: readonly RuleFacts[], kept: Kept = {}): string {
  const logs = logCategories().map(readLog);
  const workbook: Workbook = {
    id: kept.id ?? stableId(namespace, overviewCategory),
    name: 'Microsoft Entra ID: overview',
    description:
      'All logs of Microsoft Entra ID: which arrive, what rules saw, and one person or address through all of them.',
    version: kept.version ?? '1.0.0',
    generated: { from: overviewCategory, hash: '' },
    parameters: [timeRange],
    tabs: [logsTab(logs), alertsOfAllTab(rules), threadTab('person', logs), threadTab('address', logs)],
  };
  return signed(workbook);
}
