import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Row, Table } from '@picket/engine';
import type { Rule } from '@picket/model';
import type { Alert } from './alert.ts';
import { alertDetailsOf } from './alert-details.ts';
import { customDetailsOf } from './custom-details.ts';
import { entitiesOf } from './entities.ts';
import { cutNote } from './limits.ts';
import { rowsByAlert } from './trigger.ts';

/**
 * The alerts of a run, from the rows of its query. Never throws, whatever the rows hold. Notes tell what limits of the
 * service cut off, and which of the rule's overrides do not apply.
 */
export function alertsOf(
  rule: Rule,
  { columns, rows }: Table,
  at: Date,
): { readonly alerts: readonly Alert[]; readonly notes: readonly Diagnostic[] } {
  const notes: Diagnostic[] = [];
  const alerts = rowsByAlert(rule, rows).map((own: readonly Row[]): Alert => {
    const { entities, cuts: entityCuts } = entitiesOf(rule, columns, own);
    const { customDetails, cuts: detailCuts } = customDetailsOf(rule, columns, own);
    const { fallbacks, ...details } = alertDetailsOf(rule, columns, own);
    notes.push(...[...entityCuts, ...detailCuts].map(cutNote));
    notes.push(...fallbacks.map((fallback) => diagnostic('SIM102', fallback)));
    return { ...details, entities, customDetails, at, columns, rows: own };
  });
  return { alerts, notes };
}
