import type { Checked } from '@picket/diagnostics';
import {
  type Json,
  type OutsideData,
  type PreparedQuery,
  prepareSteps,
  type RowTimes,
  type Table,
  type TraceCondition,
  type TraceStep,
  traceSteps,
} from '@picket/engine';
import type { Rule } from '@picket/model';
import { alertsOf } from '../alerts/alerts-of.ts';
import { isTriggered } from '../alerts/trigger.ts';
import type { RuleOptions } from '../run/prepare-rule.ts';
import { dataIn, isSeen, type RunWindow, windowOf } from '../run/window.ts';

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

/** Where an event is lost when the query runs over it alone, beside the other tables. */
export interface EventFate {
  readonly table: string;
  /** From 1, in the order given. */
  readonly numbers: readonly number[];
  readonly lost:
    | { readonly at: 'window'; readonly why: 'too old' | 'too new' | 'not yet in' }
    | { readonly at: 'step'; readonly step: TraceStep; readonly failing: readonly TraceCondition[] }
    | { readonly at: 'nowhere' };
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
}

/** Events are followed one by one up to here. */
const mostFollowed = 40;

/**
 * Traces one run: what its window lets in, how many rows each step of the query lets through, and where each event is
 * lost. An event is followed by running the query over it alone; a step that needs several events loses it then.
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
  const fates = eventFates({ prepared, data, window, at });
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
      events: fates,
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
  return { value: { at, tables: [], steps: trace.steps, rows: trace.result.rows.length, events: [] }, problems };
}

function timesOf({ columns, rows, ingested }: Table, i: number): RowTimes {
  const place = columns.findIndex(({ name }) => name === 'TimeGenerated');
  const generated = rows[i]?.[place] ?? null;
  return { generated, ingested: ingested ? (ingested[i] ?? null) : generated };
}

type Unseen = 'too old' | 'too new' | 'not yet in';

/** Why a run does not see an event; undefined when it does. */
function unseenBecause(times: RowTimes, window: RunWindow): Unseen | undefined {
  if (isSeen(times, window)) return undefined;
  const { generated, ingested } = window;
  const { generated: time, ingested: came } = times;
  if (generated && typeof time === 'bigint' && time < generated.from) return 'too old';
  if (generated && typeof time === 'bigint' && time >= generated.before) return 'too new';
  if (ingested.from !== undefined && typeof came === 'bigint' && came < ingested.from) return 'too old';
  return 'not yet in';
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

/** What an event is followed through. */
interface Path {
  readonly prepared: PreparedQuery;
  readonly data: OutsideData;
  readonly window: RunWindow;
  readonly at: Date;
}

function eventFates(path: Path): readonly EventFate[] {
  const fates = new Map<string, { fate: EventFate; numbers: number[] }>();
  let left = mostFollowed;
  for (const [table, rows] of path.data.tables ?? []) {
    for (const i of rows.rows.keys()) {
      if (left-- <= 0) break;
      const lost = lostAt(path, table, i);
      const key = JSON.stringify([
        table,
        lost.at,
        lost.at === 'step' ? [lost.step.start, lost.failing.map(({ start }) => start)] : lost,
      ]);
      const known = fates.get(key) ?? { fate: { table, numbers: [], lost }, numbers: [] };
      known.numbers.push(i + 1);
      fates.set(key, known);
    }
  }
  return [...fates.values()].map(({ fate, numbers }) => ({ ...fate, numbers }));
}

function lostAt({ prepared, data, window, at }: Path, table: string, i: number): EventFate['lost'] {
  const rows = data.tables?.get(table);
  if (!rows) return { at: 'nowhere' };
  const why = unseenBecause(timesOf(rows, i), window);
  if (why && rows.columns.some(({ name }) => name === 'TimeGenerated')) return { at: 'window', why };
  const alone: Table = {
    ...rows,
    rows: [rows.rows[i] ?? []],
    ...(rows.ingested ? { ingested: [rows.ingested[i] ?? null] } : {}),
  };
  const seen = dataIn({ ...data, tables: new Map([...(data.tables ?? []), [table, alone]]) }, window);
  const { value: trace } = traceSteps(prepared, { ...seen, missing: 'empty', now: at });
  if (!trace || trace.result.rows.length > 0) return { at: 'nowhere' };
  const step = trace.steps.find(
    ({ isMain, rowsIn, rowsOut }) => isMain && rowsIn !== undefined && rowsIn > 0 && rowsOut === 0,
  );
  if (!step) return { at: 'nowhere' };
  return { at: 'step', step, failing: (step.conditions ?? []).filter(({ keeps }) => keeps < (step.rowsIn ?? 0)) };
}

/** A value in a line of text. */
export const shownValue = (value: Json): string => JSON.stringify(value) ?? 'null';
