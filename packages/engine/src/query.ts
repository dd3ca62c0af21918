import { type Checked, type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { runPlugin, sameColumns } from './operators/evaluate.ts';
import { operatorRuns } from './operators/index.ts';
import { narrowed } from './optimise/narrow.ts';
import { orderedTable } from './outside/ordered-table.ts';
import type { OutsideData } from './outside/outside-data.ts';
import { MissingData, openRunData, type RunData } from './outside/run-data.ts';
import type { Plan, Rel } from './plan/plan.ts';
import type { Outputs } from './plan/stages.ts';
import { writtenAs } from './plan/written.ts';
import type { PluginOutcome } from './plugins/plugin.ts';
import { evaluateRel } from './run/relation.ts';
import type { Kept, OperatorRuns, Run } from './run/run.ts';
import { refuseUnshown } from './run/unshown.ts';
import { prepareStage, type QueryOptions, type Stage } from './stage.ts';
import type { Row, Table } from './values/cell.ts';
import { keyOfCells } from './values/compare.ts';
import { Refusal } from './values/refusal.ts';
import { clockTicks } from './values/ticks.ts';

/** A query made ready: run it as often as needed, on other rows too. */
export interface PreparedQuery {
  /** Of the whole query, or up to the first plugin call whose columns depend on the rows. */
  readonly plan: Plan;
  readonly span: Span;
  /** The first stage, and what plans the next when the columns of more plugin calls are known. */
  readonly first: Stage;
  readonly stageFor: (outputs: Outputs) => Checked<Stage>;
}

/**
 * Binds a query and makes its plan. Whatever is not evaluated is reported, each with its name and place; then there is
 * no plan. What stands behind a plugin call whose columns depend on the rows is looked at when it runs.
 * Never throws for the query's sake.
 */
export function prepareQuery(query: string, options: QueryOptions = {}): Checked<PreparedQuery> {
  const { value: found, problems } = prepareStage(query, options, new Map());
  if (!found) return { problems };
  // Stages share rows that are computed once, so that each has to see all of their columns.
  const first = found.open ? found : { ...found, plan: narrowed(found.plan) };
  return {
    value: { plan: first.plan, span: first.span, first, stageFor: rememberLast(query, options) },
    problems: [],
  };
}

/** Runs on like rows have like columns, so the stages of the last run mostly serve the next. */
const keptStages = 16;

function rememberLast(query: string, options: QueryOptions): PreparedQuery['stageFor'] {
  const stages = new Map<string, Checked<Stage>>();
  return (outputs) => {
    const key = JSON.stringify([...outputs]);
    const known = stages.get(key);
    if (known) return known;
    const made = prepareStage(query, options, outputs);
    if (stages.size >= keptStages) stages.clear();
    stages.set(key, made);
    return made;
  };
}

/** As `prepareQuery`, with every operator as its author wrote it: for those who want to see the steps. */
export function prepareSteps(query: string, options: QueryOptions = {}): Checked<PreparedQuery> {
  const { value: first, problems } = prepareStage(query, options, new Map());
  if (!first) return { problems };
  return { value: { plan: first.plan, span: first.span, first, stageFor: rememberLast(query, options) }, problems: [] };
}

export interface RunOptions extends OutsideData {
  /** The one moment that now() and ago() mean, throughout the query. */
  readonly now: Date;
  /** Rows of parts of the first stage's plan that another path has computed. */
  readonly loaded?: ReadonlyMap<Rel, readonly Row[]>;
  /** Operators that also note what they do; those of the engine unless given. */
  readonly operators?: OperatorRuns;
}

/**
 * Runs a plan. A value that is not evaluated refuses the whole query: a problem and no rows. Beside rows there may be
 * warnings, of what was not given and counts as empty.
 */
export function runPrepared(prepared: PreparedQuery, options: RunOptions): Checked<Table> {
  const warnings = new Map<string, Diagnostic>();
  const given = openRunData(options, prepared.span, warnings);
  const data = prepared.first.open ? inOrder(given) : given;
  try {
    const moment: Moment = {
      data,
      clock: clockTicks(options.now),
      ...(options.loaded ? { loaded: options.loaded } : {}),
      ...(options.operators ? { operators: options.operators } : {}),
    };
    const result = runFrom(prepared.first, prepared, moment, nothingKept());
    return { ...result, problems: [...result.problems, ...warnings.values()] };
  } catch (failure) {
    return refusedBy(failure, prepared);
  }
}

/** Rows of tables in canonical order: a plan that is made in stages is not narrowed, which would see to it. */
function inOrder(data: RunData): RunData {
  const known = new Map<string, Table | undefined>();
  return {
    ...data,
    table: (name) => {
      if (known.has(name)) return known.get(name);
      const table = data.table(name);
      const ordered = table && orderedTable(table);
      known.set(name, ordered);
      return ordered;
    },
  };
}

/** The problem that a refusal while running is. Throws what is none. */
export function refusedBy(failure: unknown, { span, first }: PreparedQuery): Checked<Table> {
  if (failure instanceof MissingData) return { problems: [failure.problem] };
  if (!(failure instanceof Refusal)) throw failure;
  const { what, why, at } = failure;
  return { problems: [diagnostic('ENG102', { what, why }, at ? first.spanOf(at) : span)] };
}

type Moment = Pick<Run, 'data' | 'clock' | 'loaded'> & { readonly operators?: OperatorRuns };

const nothingKept = (): Kept => ({ cells: new Map(), rows: new Map(), plugins: new Map(), drawn: { guids: 0 } });

/** What one execution of the first stage shares, before anything is computed. */
export function openRun({ plan, span }: PreparedQuery, options: RunOptions): Run {
  return runOf(plan, { data: openRunData(options, span, new Map()), clock: clockTicks(options.now) }, nothingKept());
}

function runOf(plan: Plan, moment: Moment, kept: Kept): Run {
  return {
    operators: operatorRuns,
    ...moment,
    bindings: plan.bindings,
    kept,
    keptInGroup: { cells: new Map(), rows: new Map() },
    partitionKey: null,
    group: [],
  };
}

/** Runs a stage and those behind it. */
function runFrom(stage: Stage, prepared: PreparedQuery, moment: Moment, kept: Kept): Checked<Table> {
  const run = runOf(stage.plan, moment, kept);
  const { open } = stage;
  if (!open) {
    const rows = evaluateRel(stage.plan.root, run);
    refuseUnshown(stage.plan, rows);
    const { root, render } = stage.plan;
    return { value: { columns: root.columns, rows, ...(render ? { render } : {}) }, problems: [] };
  }
  const { place, rel } = open;
  const refusal = (why: string): Refusal => new Refusal(`evaluate ${rel.plugin}`, why, writtenAs(rel)?.node);
  const runWith = (outcome: PluginOutcome): Checked<Table> => {
    if (outcome.columns.length === 0) throw refusal('a result without columns');
    const next = prepared.stageFor(new Map([...stage.outputs, [place, { columns: outcome.columns }]]));
    const plugins = new Map([...kept.plugins, [rel.call, outcome]]);
    const cells = new Map(kept.cells);
    const rows = new Map(kept.rows);
    return next.value
      ? runFrom(next.value, prepared, moment, { cells, rows, plugins, drawn: { ...kept.drawn } })
      : { problems: next.problems };
  };
  const outcome = runPlugin(rel, run);
  const result = runWith(outcome);
  for (const { why, outcome: other } of outcome.others ?? []) {
    if (!isSame(result.value, runWith(other).value)) throw refusal(why);
  }
  return result;
}

const isSame = (a: Table | undefined, b: Table | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  sameColumns(a.columns, b.columns) &&
  a.rows.length === b.rows.length &&
  a.rows.every((row, i) => keyOfCells(row) === keyOfCells(b.rows[i] ?? []));

/** Binds, plans and runs a query. */
export function runQuery(query: string, options: QueryOptions & RunOptions): Checked<Table> {
  const prepared = prepareQuery(query, options);
  return prepared.value ? runPrepared(prepared.value, options) : { problems: prepared.problems };
}
