import { builtinNames } from '@picket/kql';
import { aggregates } from './aggregates/index.ts';
import { overloadsOf } from './functions/blueprint.ts';
import { functions } from './functions/index.ts';
import { rowFunctions } from './functions/row-functions.ts';
import { operatorKinds } from './operators/index.ts';
import { type PageKind, pageOf } from './pages.ts';
import { forms } from './plan/forms.ts';
import { operatorNames } from './plan/operator-names.ts';
import type { Rel } from './plan/plan.ts';
import { plugins } from './plugins/index.ts';
import { pushedRels } from './store/push-down.ts';

/** Whether a part of KQL runs on this machine. What is not named here is refused too. */
export interface CoverageRow {
  readonly kind: PageKind;
  readonly name: string;
  /** `pushed down`: evaluated, and over much data also computed in DuckDB. */
  readonly state: 'pushed down' | 'evaluated' | 'refused';
  /** Of Microsoft Learn's KQL reference, without its folder; undefined when it has none. */
  readonly page: string | undefined;
}

/**
 * Every part of KQL that the analyser knows, and what becomes of it here, in ordinal order within each kind. What the
 * engine evaluates follows from its tables, so that no list is kept by hand.
 */
export function coverage(): readonly CoverageRow[] {
  const builtin = builtinNames();
  const scalar = [
    ...Object.keys(functions).filter((name) => !name.includes(' ') || spacedOperators.has(name)),
    ...Object.keys(forms),
    ...Object.keys(rowFunctions),
    ...expressions,
  ];
  const isOperator = (name: string): boolean => !/^\w+$/.test(name) || scalarWords.has(name);
  const names = (kind: PageKind, evaluated: readonly string[], known: readonly string[]): readonly CoverageRow[] => {
    const runs = new Set(evaluated);
    return [...new Set([...evaluated, ...known])].sort().map((name): CoverageRow => {
      const state = !runs.has(name) ? 'refused' : isPushed(kind, name) ? 'pushed down' : 'evaluated';
      return { kind, name, state, page: pageOf(kind, name) };
    });
  };
  const operators = Object.entries(operatorNames);
  const evaluatedOperators = operators.flatMap(([kind, name]) => (Object.hasOwn(operatorKinds, kind) ? [name] : []));
  return [
    ...names(
      'tabular operator',
      evaluatedOperators,
      operators.map(([, name]) => name),
    ),
    ...names('scalar operator', [...scalar.filter(isOperator), ...spelledOperators], []),
    ...names(
      'function',
      scalar.filter((name) => !isOperator(name)),
      builtin.functions,
    ),
    ...names('aggregate', Object.keys(aggregates), builtin.aggregates),
    ...names(
      'plugin',
      Object.entries(plugins).flatMap(([name, row]) => ('run' in row ? [name] : [])),
      builtin.plugins,
    ),
  ];
}

/** True when some form of it has a meaning in SQL that is held to the evaluator's. */
function isPushed(kind: PageKind, name: string): boolean {
  if (kind === 'tabular operator') return pushedRels.some((rel) => madeOf[rel]?.includes(name));
  if (kind === 'aggregate') return aggregates[name]?.sql !== undefined;
  const row = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return row !== undefined && overloadsOf(row).some((each) => each.sql !== undefined || each.sqlKeeps !== undefined);
}

/** Operators by the step of a plan that they become. */
const madeOf: Readonly<Partial<Record<Rel['op'], readonly string[]>>> = {
  where: ['where'],
  extend: ['extend'],
  project: ['project', 'project-away', 'project-keep', 'project-rename', 'project-reorder'],
  summarize: ['summarize', 'count', 'distinct'],
  union: ['union'],
};

/** Calls that are syntax of their own, and operators that are no rows of a table. */
const expressions = ['toscalar', 'materialize', 'table'];
/** Other names with blanks are rows that calls of a name become by their arguments. */
const spacedOperators = new Set(['matches regex', 'unary -']);
const spelledOperators = ['in', 'in~', '!in', '!in~', 'between', '!between'];

const scalarWords = new Set([
  'and',
  'or',
  'contains',
  'contains_cs',
  'startswith',
  'startswith_cs',
  'endswith',
  'endswith_cs',
  'has',
  'has_cs',
  'hasprefix',
  'hasprefix_cs',
  'hassuffix',
  'hassuffix_cs',
  'has_any',
  'has_all',
]);
