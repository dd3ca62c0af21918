import { categoryOfTable } from '@picket/tables';
import type { Chance } from './chance.ts';
import type { Company } from './company/company.ts';
import { minute } from './life/day.ts';
import { isoTime, type LoggedEvent, type Row } from './row.ts';

/** A row as it lies in the workspace, with the time of its event in milliseconds since 1970. */
export interface Delivered {
  readonly table: string;
  readonly at: number;
  readonly row: Row;
}

/**
 * Records that come again: 2.7 to 4 of a hundred were seen to, up to four copies (rknightion/graph2otel, measured in one
 * tenant, July 2026).
 */
const twice = 0.03;

/** Minutes for tables that no Entra log fills: alerts and incidents are written by the workspace itself. */
const fromWorkspace = { typical: 0.5, most: 2 };

/**
 * Rows of an event as they arrive by `until`: late by what its log usually is, sometimes twice. A copy has the same cells
 * and comes later. What is still under way is left out, as it would be from an export at that moment.
 */
export function deliver(
  { table, at, cells }: LoggedEvent,
  company: Company,
  chance: Chance,
  until: number,
): readonly Delivered[] {
  const { typical, most } = categoryOfTable(table)?.delayMinutes ?? fromWorkspace;
  // Half of the records take up to the usual delay, one in a hundred as long as any was seen to take.
  const lateness = chance.fraction();
  const minutes =
    lateness < 0.5 ? typical * (0.3 + 1.4 * lateness) : typical + (most - typical) * ((lateness - 0.5) * 2) ** 5;
  const arrivals = [at + minutes * minute];
  while (arrivals.length < 4 && chance.happens(twice))
    arrivals.push((arrivals.at(-1) ?? at) + chance.between(1, 45) * minute);
  // Into the same object: most of the time of a row goes into copying cells.
  cells.TenantId = company.workspaceId;
  cells.TimeGenerated = isoTime(at);
  cells.Type = table;
  // One table has a column of its own by this name.
  cells.SourceSystem ??= table.startsWith('Security') ? 'Detection' : 'Azure AD';
  return arrivals
    .filter((arrival) => arrival <= until)
    .map((arrival, i) => {
      const copy = i === 0 ? cells : { ...cells };
      copy._TimeReceived = isoTime(Math.round(arrival));
      return { table, at, row: copy };
    });
}
