import type { Checked } from '@picket/diagnostics';
import { type Json, type OutsideData, prepareSteps, type Table, type TraceStep, traceSteps } from '@picket/engine';
import type { Rule } from '@picket/model';
import { alertsOf } from '../alerts/alerts-of.ts';
import { isTriggered } from '../alerts/trigger.ts';
import type { RuleOptions } from '../run/prepare-rule.ts';
import { dataIn, type RunWindow, windowOf } from '../run/window.ts';
import { type EventFate, eventFates } from './event-fates.ts';
import { timesOf, type Unseen, unseenBecause } from './unseen.ts';

/** How many rows of a table a run sees, and why it does not see the others. */
export interface TableSeen {
  readonly table: string;
  readonly given: number;
  readonly seen: number;
  /** Before the rule's period begins, or for NRT rules ingested before the minute. */
  readonly tooOld: number;
  /** At the moment of the run or later. */
  readonly tooNew: number;
  /** Not yet ingested. */
  readonly notYetIn: number;
}

/** Why a run made what it made. */
export interface RunExplanation {
  readonly at: Date;
  readonly tables: readonly TableSeen[];
  readonly steps: readonly TraceStep[];
  readonly rows: number;
  /** Of the rule, when the query is one. */
  readonly rule?: {
    readonly isTriggered: boolean;
    readonly operator: string;
    readonly threshold: number;
    readonly alerts: number;
    /** What limits cut off the alerts, and which overrides do not apply, each once. */
    readonly notes: readonly string[];
  };
  readonly events: readonly EventFate[];
  /** How many events were not followed. */
  readonly notFollowed: number;
}

/**
 * Traces one run: what its window lets in, how many rows each step of the query lets through, and where each event is
 * lost.
 *
 * @param data all rows, also those outside the window
 */
export function explainRun(rule: Rule, options: RuleOptions, data: OutsideData, at: Date): Checked<RunExplanation> {
  const window = windowOf(rule, at);
  const seen = dataIn(data, window);
  const { value: prepared, problems: refused } = prepareSteps(rule.query, { ...options, missing: 'empty' });
  if (!prepared) return { problems: refused };
  const { value: trace, problems } = traceSteps(prepared, { ...seen, missing: 'empty', now: at });
  if (!trace) return { problems };
  const { triggerOperator = 'gt', triggerThreshold = 0 } = rule;
  const fates = eventFates({ prepared, data, window, at, whole: trace });
  const { length: rows } = trace.result.rows;
  const { alerts, notes } = alertsOf(rule, trace.result, at);
  return {
    value: {
      at,
      tables: [...(data.tables ?? [])].map(([name, table]) => tableSeen(name, table, window)),
      steps: trace.steps,
      rows,
      rule: {
        isTriggered: isTriggered(rule, rows),
        operator: rule.kind === 'NRT' ? 'gt' : triggerOperator,
        threshold: rule.kind === 'NRT' ? 0 : triggerThreshold,
        alerts: alerts.length,
        notes: [...new Set(notes.map(({ code, message }) => `${code} ${message}`))],
      },
      ...fates,
    },
    problems: [],
  };
}

/** The same for a query on its own: no window, no threshold. */
export function explainQuery(
  query: string,
  options: RuleOptions,
  data: OutsideData,
  at: Date,
): Checked<RunExplanation> {
  const { value: prepared, problems: refused } = prepareSteps(query, { ...options, missing: 'empty' });
  if (!prepared) return { problems: refused };
  const { value: trace, problems } = traceSteps(prepared, { ...data, missing: 'empty', now: at });
  if (!trace) return { problems };
  return {
    value: { at, tables: [], steps: trace.steps, rows: trace.result.rows.length, events: [], notFollowed: 0 },
    problems,
  };
}

function tableSeen(table: string, rows: Table, window: RunWindow): TableSeen {
  const hasTime = rows.columns.some(({ name }) => name === 'TimeGenerated');
  const reasons = rows.rows.map((_, i) => (hasTime ? unseenBecause(timesOf(rows, i), window) : undefined));
  const count = (reason: Unseen | undefined): number => reasons.filter((each) => each === reason).length;
  return {
    table,
    given: reasons.length,
    seen: count(undefined),
    tooOld: count('too old'),
    tooNew: count('too new'),
    notYetIn: count('not yet in'),
  };
}

/** A value in a line of text. */
export const shownValue = (value: Json): string => JSON.stringify(value) ?? 'null';
