import type { KqlNode } from '@picket/kql';
import { translateExpr } from '../plan/expression.ts';
import { cast, commonType } from '../plan/overload.ts';
import type { Expr, Rel, ScanStep } from '../plan/plan.ts';
import { columnsOf, refuseRel, type Scope, withColumns } from '../plan/scope.ts';
import { OpenOutput } from '../plan/stages.ts';
import { elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import { type Evaluate, nowhere, type RunRel } from '../run/run.ts';
import { absent, type Cell, type Column, type Row } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/** The column in which a step's expressions see a column of the state. No query can name it. */
const stateColumn = (step: string, column: Column): Column => ({ name: `${step}.${column.name}`, type: column.type });

/** Follows sequences of rows through steps. Microsoft Learn, "scan operator". */
export const translateScan: TranslateOperator = (input, node, scope) => {
  if (!input.serialized) {
    scope.shared.refuse('ENG103', { what: 'scan' }, node);
    return refuseRel(scope, 'scan on rows without an order', node);
  }
  const declared = elements(part(node, 'DeclareClause'), 'Declarations').map((each) => declaration(each, scope));
  const known = declared.flatMap((each) => each ?? []);
  const matchId = parametersOf(node).get('with_match_id');
  const row = [...input.columns, ...known.map(({ column }) => column)];
  const written = elements(node, 'Steps');
  const names = written.map((each) => nameOf(part(each, 'Name')));
  const steps = written.map((each, at) => scanStep(each, names.slice(0, at + 1), row, input, scope));
  const whole = steps.flatMap((step) => step ?? []);
  const columns = [...row, ...(matchId ? [{ name: nameOf(matchId), type: 'long' } as const] : [])];
  const given = columnsOf(node, scope);
  const fits = columns.every(({ name }, i) => name === given[i]?.name);
  if (known.length !== declared.length || whole.length !== written.length || whole.length === 0 || !fits)
    return refuseRel(scope, 'scan in this form', node);
  // The analyser has a match_id at the end of every scan, the engine only where it is asked for.
  const place = node.place ?? node.end;
  if (given.length !== columns.length && !scope.shared.outputs.has(place))
    throw new OpenOutput(place, { columns, behind: true });
  return {
    op: 'scan',
    input,
    defaults: known.map(({ fallback }) => fallback),
    steps: whole,
    matchId: matchId !== undefined,
    columns,
    serialized: true,
  };
};

function declaration(node: KqlNode, scope: Scope): { readonly column: Column; readonly fallback: Expr } | undefined {
  const nameAndType = part(node, 'NameAndType');
  const name = nameAndType && part(nameAndType, 'Name');
  if (!name?.type || name.type === 'unknown') return undefined;
  const { type } = name;
  const written = part(node, 'DefaultValue') && part(part(node, 'DefaultValue') ?? node, 'Value');
  const value = written && translateExpr(written, { ...scope, columns: [], serialized: false });
  const fallback = value ? assignable(value, type) : ({ op: 'literal', type, value: absent(type) } as const);
  return fallback && { column: { name: nameOf(name), type }, fallback };
}

/** A value as the type of the column that it goes into: numbers widen. */
function assignable(value: Expr, type: Column['type']): Expr | undefined {
  if (value.type === type) return value;
  return commonType([value.type, type]) === type && type !== 'dynamic' ? cast(value, type) : undefined;
}

function scanStep(
  node: KqlNode,
  visible: readonly string[],
  row: readonly Column[],
  input: Rel,
  scope: Scope,
): ScanStep | undefined {
  const state = visible.flatMap((name) => row.map((column) => stateColumn(name, column)));
  const within: Scope = {
    ...withColumns(scope, { ...input, columns: [...row, ...state] }),
    serialized: false,
    steps: new Set(visible),
  };
  const written = part(node, 'Condition');
  const condition = written && translateExpr(written, within);
  const output = part(node, 'ScanStepOutput')?.text.split('=').at(-1)?.trim() ?? 'all';
  if (condition?.type !== 'bool' || !isOutput(output)) return undefined;
  const assigned = new Set<string>();
  const assignments: { at: number; expr: Expr }[] = [];
  for (const each of elements(part(node, 'ComputationClause'), 'Assignments')) {
    const name = nameOf(part(each, 'Name'));
    const value = part(each, 'Expression');
    const at = row.findIndex((column) => column.name === name);
    const column = row[at];
    const computed = value && translateExpr(value, within);
    const expr = computed && column && assignable(computed, column.type);
    // Whether an assignment sees the ones before it is not certain.
    if (!expr || at < input.columns.length || reads(expr, assigned)) return undefined;
    assigned.add(name);
    assignments.push({ at, expr });
  }
  return { name: visible.at(-1) ?? '', output, condition, assignments };
}

const isOutput = (text: string): text is ScanStep['output'] => text === 'all' || text === 'last' || text === 'none';

function reads(expr: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(expr)) return expr.some((each) => reads(each, names));
  if (typeof expr !== 'object' || expr === null) return false;
  if ('op' in expr && expr.op === 'column' && 'name' in expr) return names.has(String(expr.name));
  return Object.values(expr).some((each) => reads(each, names));
}

interface Sequence {
  readonly id: bigint;
  /** The latest row of this step and of those before it. */
  readonly rows: readonly (Row | undefined)[];
}

interface Step {
  readonly step: ScanStep;
  readonly condition: Evaluate;
  readonly assignments: readonly { readonly at: number; readonly value: Evaluate }[];
}

/** Rows in the order in which they come out; refused where `output=last` would bring a row out after later ones. */
class Output {
  readonly rows: Row[] = [];
  private latest = -1;

  put(row: Row, index: number): void {
    if (index < this.latest) throw new Refusal('scan', 'output=last beside rows that come later');
    this.latest = index;
    this.rows.push(row);
  }
}

/**
 * Each row meets the steps from the last to the first: it continues the sequence of the step before, or else that of the
 * step itself; only the first step begins one. Part "Scan logic" of the page.
 */
export const runScan: RunRel<'scan'> = ({ input, defaults, steps, matchId, columns }, run) => {
  const rows = evaluateRel(input, run);
  const fallbacks = defaults.map((each) => compileExpr(each, [], run)(nowhere));
  const row = columns.slice(0, input.columns.length + fallbacks.length);
  const empty: Row = [...input.columns.map(({ type }) => absent(type)), ...fallbacks];
  const compiled = steps.map((step, at): Step => {
    const seen = [...row, ...steps.slice(0, at + 1).flatMap(({ name }) => row.map((each) => stateColumn(name, each)))];
    return {
      step,
      condition: compileExpr(step.condition, seen, run),
      assignments: step.assignments.map((each) => ({ at: each.at, value: compileExpr(each.expr, seen, run) })),
    };
  });
  const state: (Sequence | undefined)[] = steps.map(() => undefined);
  const pending: ({ readonly row: Row; readonly index: number } | undefined)[] = steps.map(() => undefined);
  const out = new Output();
  const flush = (at: number): void => {
    const last = pending[at];
    if (last) out.put(last.row, last.index);
    pending[at] = undefined;
  };
  let matches = 0n;

  const tryMatch = (at: number, base: Row, index: number, seen: readonly (Row | undefined)[]): Row | undefined => {
    const step = compiled[at];
    if (!step) return undefined;
    const frame = { row: [...base, ...Array.from({ length: at + 1 }, (_, i) => seen[i] ?? empty).flat()], index, rows };
    if (step.condition(frame) !== true) return undefined;
    const extended: Cell[] = base.slice();
    for (const { at: place, value } of step.assignments) extended[place] = value(frame);
    return extended;
  };
  const record = (at: number, extended: Row, sequence: Sequence, index: number): void => {
    state[at] = { id: sequence.id, rows: [...sequence.rows.slice(0, at), extended] };
    const { output } = steps[at] ?? { output: 'none' };
    const made = matchId ? [...extended, sequence.id] : extended;
    if (output === 'all') out.put(made, index);
    if (output === 'last') pending[at] = { row: made, index };
  };

  rows.forEach((source, index) => {
    const base: Row = [...source, ...fallbacks];
    for (let at = steps.length - 1; at >= 0; at--) {
      const before = at > 0 ? state[at - 1] : undefined;
      const promoted = before && tryMatch(at, base, index, before.rows);
      if (before && promoted) {
        flush(at);
        flush(at - 1);
        state[at - 1] = undefined;
        record(at, promoted, before, index);
        continue;
      }
      const own = state[at];
      if (!own && at > 0) continue;
      const again = tryMatch(at, base, index, own?.rows ?? []);
      if (again) record(at, again, own ?? { id: matches++, rows: [] }, index);
    }
  });
  const left = pending.flatMap((each) => each ?? []).sort((a, b) => a.index - b.index);
  for (const each of left) out.put(each.row, each.index);
  return out.rows;
};
