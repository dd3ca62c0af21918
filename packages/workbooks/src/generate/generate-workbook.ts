import type { TimeRangeParameter, Workbook, WorkbookParameter, WorkbookTab } from '@picket/model';
import type { LogCategory } from '@picket/tables';
import { stableId } from '../compile/stable-id.ts';
import type { Field } from './field.ts';
import { signed } from './generated-text.ts';
import { type Log, readLog } from './log.ts';
import { type Filter, pipeline } from './query.ts';
import { alertsTab, type RuleFacts } from './tabs/alerts.ts';
import { entitiesTab } from './tabs/entities.ts';
import { errorsTab } from './tabs/errors.ts';
import { healthTab } from './tabs/health.ts';
import { newThisWeekTab } from './tabs/new-this-week.ts';
import { overviewTab } from './tabs/overview.ts';
import { placesTab } from './tabs/places.ts';

/** Workbooks that have no id yet get one from their category, in this namespace. */
export const namespace = '0f2a1c5e-6d3b-4b7c-9a55-7d1f7c2b9e10';

/** What a workbook of a category keeps when it is generated again. */
export interface Kept {
  readonly id?: string;
  readonly version?: string;
}

/** Labels of what readers narrow a log with; the first that a log has. */
const filters = [
  'Application',
  'Operation',
  'Target system',
  'Kind of risk',
  'Workload',
  'Agent',
  'Kind of alert',
  'Remote network',
  'Activity',
];

/**
 * The text of a first workbook.yaml for a log category, made from what is known about its table: which columns tell who,
 * what, how it ended and where, which codes mean what, how late rows are. The same facts and rules give the same text.
 *
 * @param rules the analytics rules that read the category's table; without any, nothing is told of alerts
 * @param kept id and version of the workbook that is there already
 */
export function generateWorkbook(category: LogCategory, rules: readonly RuleFacts[], kept: Kept = {}): string {
  const log = readLog(category);
  const filter = filterOf(log);
  const tabs = [
    overviewTab(log, filter),
    entitiesTab(log, filter),
    newThisWeekTab(log, filter),
    placesTab(log, filter),
    errorsTab(log, filter),
    rules.length > 0 ? alertsTab(log, rules) : undefined,
    healthTab(log),
  ].filter((tab): tab is WorkbookTab => tab !== undefined);
  const workbook: Workbook = {
    id: kept.id ?? stableId(namespace, category.category),
    name: `Microsoft Entra ID: ${withinSentence(category.displayName)}`,
    description: `Who and what ${category.table} tells of, ${log.outcome ? 'how it ended, ' : ''}what is new${rules.length > 0 ? ', what rules saw' : ''}, and whether the log arrives.`,
    version: kept.version ?? '1.0.0',
    generated: { from: category.category, hash: '' },
    parameters: [timeRange, ...(filter ? [dropDown(log, filter)] : [])],
    tabs,
  };
  return signed(workbook);
}

/** A title in the middle of a line: names and abbreviations keep their capital. */
const withinSentence = (title: string): string =>
  /^(?:\w[A-Z\d]|Azure|Graph|Microsoft)/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

export const timeRange: TimeRangeParameter = {
  parameter: 'TimeRange',
  type: 'time-range',
  label: 'Time range',
  required: true,
  default: 'P7D',
  options: ['PT4H', 'P1D', 'P2D', 'P7D', 'P14D', 'P30D'],
  custom: true,
};

function filterOf({ entities, kinds }: Log): Filter | undefined {
  const chosenFrom = (fields: readonly Field[]) =>
    filters.flatMap((label) => fields.find((field) => field.label === label) ?? [])[0];
  const chosen = chosenFrom(entities) ?? chosenFrom(kinds);
  return chosen && { parameter: parameterName(chosen), field: chosen };
}

function parameterName({ label }: Field): string {
  return label.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}

function dropDown({ table, events }: Log, { parameter, field }: Filter): WorkbookParameter {
  const { name, label, from } = field;
  return {
    parameter,
    type: 'drop-down',
    label,
    multiple: true,
    all: '*',
    default: '*',
    query: pipeline(
      table,
      from === undefined ? undefined : `extend ${name} = ${from}`,
      `where isnotempty(${name})`,
      `summarize Events = ${events} by ${name}`,
      'top 100 by Events',
      `project ${name}`,
    ),
  };
}
