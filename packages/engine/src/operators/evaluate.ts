import type { KqlNode } from '@picket/kql';
import type { Rel } from '../plan/plan.ts';
import { columnsOf, refuseRel, type TranslateOperator } from '../plan/scope.ts';
import { OpenOutput } from '../plan/stages.ts';
import { nameOf, parametersOf, part } from '../plan/syntax.ts';
import { noteWritten, writtenAs } from '../plan/written.ts';
import { readArguments } from '../plugins/arguments.ts';
import { plugins } from '../plugins/index.ts';
import type { PluginOutcome, PluginRow } from '../plugins/plugin.ts';
import { evaluateRel } from '../run/relation.ts';
import type { Run, RunRel } from '../run/run.ts';
import type { Column } from '../values/cell.ts';
import { placed, Refusal } from '../values/refusal.ts';

type EvaluateRel = Extract<Rel, { op: 'evaluate' }>;

/**
 * A plugin call. When its columns are not those that the analyser gives it, the translation ends here with OpenOutput,
 * and begins anew once they are known. Microsoft Learn, "evaluate plugin operator".
 */
export const translateEvaluate: TranslateOperator = (input, node, scope) => {
  if (node.added) {
    // It stands for the columns of the operator before it, which the analyser has otherwise.
    const fits = sameColumns(input.columns, columnsOf(node, scope));
    return fits ? input : refuseRel(scope, 'an operator whose calls give different columns', node);
  }
  const call = callIn(node);
  const name = nameOf(call && part(call, 'Name'));
  const row = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (!call || !row) return refuseRel(scope, `the plugin ${name}`, node);
  if ('why' in row) return refuseRel(scope, `the plugin ${name}, which ${row.why},`, node);
  const odd = [...parametersOf(node).keys()].find((parameter) => !parameter.startsWith('hint.'));
  const args = odd === undefined ? readArguments(call, row.takes, input, scope) : undefined;
  if (!args) return refuseRel(scope, `${name} with ${odd ?? 'these arguments'}`, node);
  if (row.ordered && !input.serialized) {
    scope.shared.refuse('ENG103', { what: `the plugin ${name}` }, node);
    return refuseRel(scope, `${name} on rows without an order`, node);
  }
  const place = node.place ?? node.end;
  const settled = scope.shared.outputs.get(place)?.columns;
  const isAsked = !settled && hasSchema(node);
  const fixed = row.columns === 'rows' ? undefined : row.columns(args, input.columns);
  if (row.columns !== 'rows' && !fixed) return refuseRel(scope, `${name} with these columns`, node);
  const rel: EvaluateRel = {
    op: 'evaluate',
    input,
    plugin: name,
    args,
    call: scope.shared.callAt(place),
    asked: isAsked ? columnsOf(node, scope) : undefined,
    columns: isAsked ? columnsOf(node, scope) : (settled ?? fixed ?? []),
    serialized: false,
  };
  if (isAsked || settled) {
    if (fixed && !sameColumns(fixed, rel.columns)) return refuseRel(scope, `${name} with other columns here`, node);
    return rel;
  }
  if (fixed && sameColumns(fixed, columnsOf(node, scope))) return rel;
  if (rel.columns.length === 0 && fixed) return refuseRel(scope, `${name} without columns`, node);
  if (!fixed && (scope.perGroup || (scope.group && readsGroup(input))))
    return refuseRel(scope, `${name} without its columns here`, node);
  noteWritten(rel, node, input);
  throw new OpenOutput(place, fixed ? { columns: fixed } : rel);
};

const callIn = (node: KqlNode): KqlNode | undefined =>
  node.children.find((child) => child.kind === 'FunctionCallExpression');

/** True when the columns stand behind the call. */
export const hasSchema = (node: KqlNode): boolean =>
  node.children.some((child) => child.kind === 'EvaluateSchemaClause');

/** Evaluate operators behind which nothing may come. */
export function callsThatEnd(node: KqlNode): readonly KqlNode[] {
  const ends = pluginNamed(nameOf(part(callIn(node) ?? node, 'Name')))?.last === true;
  const own = node.kind === 'EvaluateOperator' && ends ? [node] : [];
  return [...own, ...node.children.flatMap(callsThatEnd)];
}

export const sameColumns = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length && a.every(({ name, type }, i) => name === b[i]?.name && type === b[i]?.type);

/** True when the rows are those of the group at hand, of which each may have other columns. */
function readsGroup(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(readsGroup);
  if (typeof value !== 'object' || value === null) return false;
  return ('op' in value && value.op === 'group') || Object.values(value).some(readsGroup);
}

/** Runs a plugin call on its input. */
export function runPlugin(rel: EvaluateRel, run: Run): PluginOutcome {
  const row: PluginRow | undefined = pluginNamed(rel.plugin);
  if (!row) throw new Refusal(rel.plugin, 'no plugin has this name');
  const rows = evaluateRel(rel.input, run);
  try {
    return row.run({ args: rel.args, columns: rel.input.columns, rows, asked: rel.asked, run });
  } catch (failure) {
    throw placed(failure, writtenAs(rel)?.node);
  }
}

function pluginNamed(name: string): PluginRow | undefined {
  const row = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  return row && 'run' in row ? row : undefined;
}

/** What an earlier stage of the query computed is not computed again. */
export const runEvaluate: RunRel<'evaluate'> = (rel, run) => {
  const known = run.kept.plugins.get(rel.call);
  if (known) return known.rows;
  const outcome = runPlugin(rel, run);
  const all = [outcome, ...(outcome.others ?? []).map((other) => other.outcome)];
  const fitting = all.find((each) => sameColumns(each.columns, rel.columns));
  if (fitting) return fitting.rows;
  const told = outcome.columns.map(({ name, type }) => `${name}: ${type}`).join(', ');
  throw new Refusal(`evaluate ${rel.plugin}`, `its rows have the columns (${told}), and the query takes others`);
};
