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

export interface Trace {
  readonly result: Table;
  /** In the order in which they are written. */
  readonly steps: readonly TraceStep[];
}

/**
 * Runs a query that `prepareSteps` made ready and tells how many rows each of its operators let through, and which part
 * of a filter kept rows out. The rows are those of `runQuery`. Slower than a run: for people who ask.
 */
export function traceSteps(prepared: PreparedQuery, options: RunOptions): Checked<Trace> {
  const notes: Notes = { bindings: [], out: new Map(), conditions: new Map() };
  const { value: result, problems } = runPrepared(prepared, { ...options, operators: noting(notes) });
  return result ? { value: { result, steps: stepsOf(notes) }, problems } : { problems };
}

interface Notes {
  bindings: readonly Binding[];
  /** Rows that each relation made, over all of its runs. */
  readonly out: Map<Rel, number>;
  readonly conditions: Map<Rel, NotedCondition[]>;
}

interface NotedCondition {
  readonly node: KqlNode;
  keeps: number;
  keepsOut: number;
  readonly examples: TraceExample[];
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
      const before = rel.op === 'binding' ? 0 : (notes.out.get(rel) ?? 0);
      notes.out.set(rel, before + rows.length);
      return rows;
    };
    return [op, noted] as const;
  });
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
  const known = notes.conditions.get(rel) ?? parts.map(({ node }) => ({ node, keeps: 0, keepsOut: 0, examples: [] }));
  notes.conditions.set(rel, known);
  const { columns } = rel.input;
  // What parts read themselves is noted when the filter runs.
  const quiet: Run = { ...run, operators: operatorRuns };
  const tests = parts.map(({ expr }) => compileExpr(expr, columns, quiet));
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

/** The relations whose rows flow into the result: from the last that ran down to its source. */
function mainPath({ out, bindings }: Notes): ReadonlySet<Rel> {
  const path = new Set<Rel>();
  let rel: Rel | undefined = [...out.keys()].at(-1);
  while (rel && !path.has(rel)) {
    path.add(rel);
    const at: Rel = rel;
    const binding = at.op === 'binding' ? bindings[at.id] : undefined;
    if (binding?.kind === 'rel') rel = binding.rel;
    else if ('input' in at) rel = at.input;
    else rel = at.op === 'join' ? at.left : writtenAs(at)?.input;
  }
  return path;
}

function stepsOf(notes: Notes): readonly TraceStep[] {
  const { out, conditions } = notes;
  const main = mainPath(notes);
  const steps = new Map<string, Omit<TraceStep, 'depth'>>();
  for (const [rel, rowsOut] of out) {
    const written = writtenAs(rel);
    if (!written) continue;
    const { node, input } = written;
    const { start, end, text } = node;
    const key = `${start} ${end}`;
    const before = steps.get(key);
    const rowsIn = input && out.get(input);
    const noted = conditions.get(rel)?.map(({ node: at, ...counts }): TraceCondition => {
      return { text: at.text.trim(), start: at.start, end: at.end, ...counts };
    });
    steps.set(key, {
      text: text.trim(),
      start,
      end,
      // A table that is read in several places, and a function that is called several times, add up.
      rowsIn: rowsIn === undefined && before?.rowsIn === undefined ? undefined : (before?.rowsIn ?? 0) + (rowsIn ?? 0),
      rowsOut: (before?.rowsOut ?? 0) + rowsOut,
      isMain: before?.isMain === true || main.has(rel),
      ...(noted ? { conditions: before?.conditions ? added(before.conditions, noted) : noted } : {}),
    });
  }
  const all = [...steps.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  const isWithin = (inner: Omit<TraceStep, 'depth'>, outer: Omit<TraceStep, 'depth'>): boolean =>
    inner !== outer && inner.start >= outer.start && inner.end <= outer.end;
  return all.map((step) => ({ ...step, depth: all.filter((other) => isWithin(step, other)).length }));
}

function added(before: readonly TraceCondition[], more: readonly TraceCondition[]): readonly TraceCondition[] {
  return before.map((each, i) => ({
    ...each,
    keeps: each.keeps + (more[i]?.keeps ?? 0),
    keepsOut: each.keepsOut + (more[i]?.keepsOut ?? 0),
    examples: [...each.examples, ...(more[i]?.examples ?? [])].slice(0, mostExamples),
  }));
}
