import type { LogTable } from '../log.ts';

/** Columns that tell when it happened, the deed before what was made of it. TimeGenerated may follow hours later. */
const rows: readonly { readonly column: string; readonly because: string }[] = [
  { column: 'ActivityDateTime', because: 'the deed; detections come later' },
  { column: 'CreatedDateTime', because: 'when the sign-in or event was made' },
  { column: 'TimeRequested', because: 'when the request was made' },
  { column: 'CreationDateTime', because: 'when the alert was made' },
  { column: 'RiskLastUpdatedDateTime', because: 'when the risk changed' },
  { column: 'RiskLastModifiedDateTime', because: 'when the risk changed' },
];

export function happenedOf({ columns }: LogTable): string | undefined {
  return rows.find(({ column }) => columns.get(column) === 'datetime')?.column;
}
