import { builtinNames } from '@picket/kql';
import { aggregates } from './aggregates/index.ts';
import { functions } from './functions/index.ts';
import { rowFunctions } from './functions/row-functions.ts';
import { operatorKinds } from './operators/index.ts';
import { type PageKind, pageOf } from './pages.ts';
import { forms } from './plan/forms.ts';
import { operatorNames } from './plan/operator-names.ts';
import { plugins } from './plugins/index.ts';

/** Whether a part of KQL runs on this machine. What is not named here is refused too. */
export interface CoverageRow {
  readonly kind: PageKind;
  readonly name: string;
  readonly state: 'evaluated' | 'refused';
  /** Of Microsoft Learn's KQL reference, without its folder; undefined when it has none. */
  readonly page: string | undefined;
}

/**
 * Every part of KQL that the analyser knows, and what becomes of it here, in ordinal order within each kind. What the
 * engine evaluates follows from its tables, so that no list is kept by hand.
 */
export function coverage(): readonly CoverageRow[] {
  const builtin = builtinNames();
  const scalar = [...Object.keys(functions), ...Object.keys(forms), ...Object.keys(rowFunctions), ...expressions];
  const isOperator = (name: string): boolean => !/^\w+$/.test(name) || scalarWords.has(name);
  const names = (kind: PageKind, evaluated: readonly string[], known: readonly string[]): readonly CoverageRow[] => {
    const runs = new Set(evaluated);
    return [...new Set([...evaluated, ...known])].sort().map((name): CoverageRow => {
      return { kind, name, state: runs.has(name) ? 'evaluated' : 'refused', page: pageOf(kind, name) };
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

/** Calls that are syntax of their own, and operators that are no rows of a table. */
const expressions = ['toscalar', 'materialize', 'table'];
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
