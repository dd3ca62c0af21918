import type { Checked } from '@picket/diagnostics';
import type { KqlNode } from '@picket/kql';
import { operatorRuns } from './operators/index.ts';
import { columnsRead } from './optimise/reads.ts';
import type { Binding, Expr, Rel } from './plan/plan.ts';
import { bare, part } from './plan/syntax.ts';
import { writtenAs } from './plan/written.ts';
import { type PreparedQuery, type RunOptions, runPrepared } from './query.ts';
import { cellJson, type Json } from './result-json.ts';
import { compileExpr } from './run/expression.ts';
import { evaluateRel } from './run/relation.ts';
import type { OperatorRuns, Run, RunRel } from './run/run.ts';
import type { Cell, Column, Row, Table } from './values/cell.ts';

/** A part of a filter that all rows have to pass. */
export interface TraceCondition {
  readonly text: string;
  /** UTF-16 offsets in the query. */
  readonly start: number;
  readonly end: number;
  /** How many of the rows that came in pass this part. */
  readonly keeps: number;
  /** How many rows only this part keeps out. */
  readonly keepsOut: number;
  /** Rows that it keeps out, at most three. */
  readonly examples: readonly TraceExample[];
}

export interface TraceExample {
  /** The values of the columns that the part looks at. */
  readonly values: Readonly<Record<string, Json>>;
  /** The part compares texts that are the same but for their letter case. */
  readonly differsInCase: boolean;
}

/** An operator of a query, as often as it ran: in sub-queries once a group. */
export interface TraceStep {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many operators it stands within: 0 for those of the main pipe and of let statements. */
  readonly depth: number;
  /** Undefined where nothing flows in. */
  readonly rowsIn: number | undefined;
  readonly rowsOut: number;
  /** Whether its rows flow into the result, not only into the side of a join or the like: the steps from source to result. */
  readonly isMain: boolean;
  /** Of a `where`. */
  readonly conditions?: readonly TraceCondition[];
}

/** The rows of a step, over all of its runs. */
export interface StepRows {
  /** Undefined where nothing flows in. */
  readonly in: readonly Row[] | undefined;
  readonly out: readonly Row[];
  /** Which parts of the filter keep a row out that came in, each with that row as its example. */
  readonly failedBy: (row: Row) => readonly TraceCondition[];
}

export interface Trace {
  readonly result: Table;
  /** In the order in which they are written. */
  readonly steps: readonly TraceStep[];
  /** The rows of each step. */
  readonly rows: ReadonlyMap<TraceStep, StepRows>;
}

/**
 * Runs a query that `prepareSteps` made ready and tells how many rows each of its operators let through, and which part
 * of a filter kept rows out. The rows are those of `runQuery`. Slower than a run: for people who ask.
 */
export function traceSteps(prepared: PreparedQuery, options: RunOptions): Checked<Trace> {
  const notes: Notes = { bindings: [], out: new Map(), conditions: new Map() };
  const { value: result, problems } = runPrepared(prepared, { ...options, operators: noting(notes) });
  return result ? { value: { result, ...stepsOf(notes) }, problems } : { problems };
}

interface Notes {
  bindings: readonly Binding[];
  /** Rows that each relation made, over all of its runs. */
  readonly out: Map<Rel, readonly Row[]>;
  readonly conditions: Map<Rel, NotedCondition[]>;
}

interface NotedCondition {
  readonly node: KqlNode;
  keeps: number;
  keepsOut: number;
  readonly examples: TraceExample[];
  /** What it says of a row that came in with the latest run; undefined when it lets the row through. */
  exampleAt: (row: Row) => TraceExample | undefined;
}

const mostExamples = 3;

/** The engine's operators, each of which also notes how many rows it made. */
function noting(notes: Notes): OperatorRuns {
  const wrapped = Object.entries(operatorRuns).map(([op, original]) => {
    const run = original as RunRel<Rel['op']>;
    const noted: RunRel<Rel['op']> = (rel, at) => {
      const rows = rel.op === 'where' ? runFilter(rel, at, notes) : run(rel, at);
      notes.bindings = at.bindings;
      // What is named is computed once, however often it is read.
      const before = rel.op === 'binding' ? undefined : notes.out.get(rel);
      notes.out.set(rel, before ? [...before, ...rows] : rows);
      return rows;
    };
    return [op, noted] as const;
  });
  // One entry an operator, each of that operator's own kind: more than the type of entries can say.
  return Object.fromEntries(wrapped) as unknown as OperatorRuns;
}

type Filter = Extract<Rel, { op: 'where' }>;

function runFilter(rel: Filter, run: Run, notes: Notes): readonly Row[] {
  const input = evaluateRel(rel.input, run);
  const given: Rel = { op: 'rows', rows: input, columns: rel.input.columns, serialized: rel.input.serialized };
  const node = writtenAs(rel)?.node;
  const condition = node && part(node, 'Condition');
  if (condition) noteConditions(rel, condition, input, run, notes);
  return operatorRuns.where({ ...rel, input: given }, run);
}

function noteConditions(rel: Filter, condition: KqlNode, rows: readonly Row[], run: Run, notes: Notes): void {
  const parts = partsOf(condition, rel.condition);
  const known =
    notes.conditions.get(rel) ??
    parts.map(
      ({ node }): NotedCondition => ({ node, keeps: 0, keepsOut: 0, examples: [], exampleAt: () => undefined }),
    );
  notes.conditions.set(rel, known);
  const { columns } = rel.input;
  // What parts read themselves is noted when the filter runs.
  const quiet: Run = { ...run, operators: operatorRuns };
  const tests = parts.map(({ expr }) => compileExpr(expr, columns, quiet));
  for (const [i, noted] of known.entries()) {
    const [test, expr] = [tests[i], parts[i]?.expr];
    noted.exampleAt = (row) => {
      const index = rows.indexOf(row);
      if (!test || !expr || index < 0 || test({ row, index, rows }) === true) return undefined;
      return exampleOf(expr, columns, row, index, rows, quiet);
    };
  }
  for (const [index, row] of rows.entries()) {
    const passed = tests.map((test) => test({ row, index, rows }) === true);
    const failed = passed.filter((each) => !each).length;
    for (const [i, noted] of known.entries()) {
      if (passed[i]) noted.keeps++;
      else {
        if (failed === 1) noted.keepsOut++;
        const expr = parts[i]?.expr;
        if (expr && noted.examples.length < mostExamples)
          noted.examples.push(exampleOf(expr, columns, row, index, rows, quiet));
      }
    }
  }
}

interface Part {
  readonly node: KqlNode;
  readonly expr: Expr;
}

/** What `and` joins, as written and as planned side by side. */
function partsOf(written: KqlNode, expr: Expr): readonly Part[] {
  const node = bare(written);
  const [left, right] = [part(node, 'Left'), part(node, 'Right')];
  if (node.kind === 'AndExpression' && left && right && expr.op === 'call' && expr.name === 'and') {
    const [first, second] = expr.args;
    if (first && second && expr.args.length === 2) return [...partsOf(left, first), ...partsOf(right, second)];
  }
  return [{ node, expr }];
}

function exampleOf(
  expr: Expr,
  columns: readonly Column[],
  row: Row,
  index: number,
  rows: readonly Row[],
  run: Run,
): TraceExample {
  const read = columnsRead(expr);
  const values = Object.fromEntries(
    columns.flatMap(({ name, type }, i) => (read.has(name) ? [[name, cellJson(row[i] ?? null, type)]] : [])),
  );
  const cellOf = (side: Expr): Cell => compileExpr(side, columns, run)({ row, index, rows });
  return { values, differsInCase: comparisonsIn(expr).some((sides) => areSameButForCase(sides.map(cellOf))) };
}

const minding = new Set([
  '==',
  'has_cs',
  'startswith_cs',
  'endswith_cs',
  'contains_cs',
  'hasprefix_cs',
  'hassuffix_cs',
]);

/** Both sides of comparisons that mind letter case. */
function comparisonsIn(expr: Expr): readonly (readonly Expr[])[] {
  if (expr.op === 'call' && minding.has(expr.name) && expr.args.length === 2) return [expr.args];
  if (expr.op === 'in' && !expr.foldCase && !expr.negated) return expr.items.map((item) => [expr.value, item]);
  return expr.op === 'call' && (expr.name === 'and' || expr.name === 'or') ? expr.args.flatMap(comparisonsIn) : [];
}

function areSameButForCase([a, b]: readonly Cell[]): boolean {
  return typeof a === 'string' && typeof b === 'string' && a !== b && a !== '' && a.toLowerCase() === b.toLowerCase();
}

/** The relations whose rows flow into the result: from the last that ran down to its sources. */
function mainPath(notes: Notes): ReadonlySet<Rel> {
  const path = new Set<Rel>();
  const next = [...notes.out.keys()].slice(-1);
  for (let rel = next.pop(); rel; rel = next.pop()) {
    if (path.has(rel)) continue;
    path.add(rel);
    next.push(...flowingInto(rel, notes));
  }
  return path;
}

function flowingInto(rel: Rel, { bindings }: Notes): readonly Rel[] {
  if (rel.op === 'binding') {
    const binding = bindings[rel.id];
    return binding?.kind === 'rel' ? [binding.rel] : [];
  }
  if (rel.op === 'union') return rel.inputs.map((each) => each.rel);
  if (rel.op === 'join') {
    if (rel.kind === 'fullouter') return [rel.left, rel.right];
    return [rel.kind.startsWith('right') ? rel.right : rel.left];
  }
  const input = 'input' in rel ? rel.input : writtenAs(rel)?.input;
  return input ? [input] : [];
}

type FlatStep = Omit<TraceStep, 'depth'> & { readonly flow: StepRows };

function stepsOf(notes: Notes): Pick<Trace, 'steps' | 'rows'> {
  const { out, conditions } = notes;
  const main = mainPath(notes);
  const steps = new Map<string, FlatStep>();
  for (const [rel, made] of out) {
    const written = writtenAs(rel);
    if (!written) continue;
    const { node, input } = written;
    const { start, end, text } = node;
    const key = `${start} ${end}`;
    const before = steps.get(key);
    const cameIn = input && out.get(input);
    const rowsIn = cameIn?.length;
    const own = conditions.get(rel);
    const noted = own?.map(({ node: at, exampleAt: _, ...counts }): TraceCondition => {
      return { text: at.text.trim(), start: at.start, end: at.end, ...counts };
    });
    const flow: StepRows = {
      in: cameIn || before?.flow.in ? [...(before?.flow.in ?? []), ...(cameIn ?? [])] : undefined,
      out: before ? [...before.flow.out, ...made] : made,
      failedBy: (row) => {
        const failed = (noted ?? []).flatMap((each, i) => {
          const example = own?.[i]?.exampleAt(row);
          return example ? [{ ...each, examples: [example] }] : [];
        });
        return failed.length > 0 ? failed : (before?.flow.failedBy(row) ?? []);
      },
    };
    steps.set(key, {
      flow,
      text: text.trim(),
      start,
      end,
      // A table that is read in several places, and a function that is called several times, add up.
      rowsIn: rowsIn === undefined && before?.rowsIn === undefined ? undefined : (before?.rowsIn ?? 0) + (rowsIn ?? 0),
      rowsOut: (before?.rowsOut ?? 0) + made.length,
      isMain: before?.isMain === true || main.has(rel),
      ...(noted ? { conditions: before?.conditions ? added(before.conditions, noted) : noted } : {}),
    });
  }
  const all = [...steps.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  const isWithin = (inner: FlatStep, outer: FlatStep): boolean =>
    inner.flow !== outer.flow && inner.start >= outer.start && inner.end <= outer.end;
  const rows = new Map(
    all.map(({ flow, ...step }): readonly [TraceStep, StepRows] => {
      const depth = all.filter((other) => isWithin({ ...step, flow }, other)).length;
      return [{ ...step, depth }, flow];
    }),
  );
  return { steps: [...rows.keys()], rows };
}

function added(before: readonly TraceCondition[], more: readonly TraceCondition[]): readonly TraceCondition[] {
  return before.map((each, i) => ({
    ...each,
    keeps: each.keeps + (more[i]?.keeps ?? 0),
    keepsOut: each.keepsOut + (more[i]?.keepsOut ?? 0),
    examples: [...each.examples, ...(more[i]?.examples ?? [])].slice(0, mostExamples),
  }));
}
