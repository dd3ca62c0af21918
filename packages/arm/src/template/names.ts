import { diagnostic, didYouMean } from '@picket/diagnostics';
import type { Environment } from '../environment.ts';
import { type Outcome, Refusal, reportedElsewhere } from '../refusal.ts';
import type { Json, JsonObject } from '../template.ts';
import { findKey, isObject } from '../value.ts';
import type { Context } from './context.ts';
import { parameterProblem } from './parameters.ts';
import { below, type Run } from './run.ts';
import { copyEntries, evaluateCopy, evaluateValue } from './values.ts';

/**
 * The context of a template's own parameters and variables. Both are evaluated when they are first asked for, once, and
 * a value that needs itself is refused.
 */
export function createContext(
  run: Run,
  template: JsonObject,
  pointer: string,
  given: Readonly<Record<string, Json>>,
  place: Pick<Environment, 'scope' | 'level' | 'deploymentName'>,
): Context {
  const parameters = sectionOf(template, 'parameters');
  const variables = sectionOf(template, 'variables');
  const variablesCopy = copyEntries(variables);

  const context: Context = {
    run,
    loops: [],
    evaluatedByParent: false,
    base: {
      ...place,
      parameter: (name) => parameter(name),
      variable: (name) => variable(name),
      loopIndex: () => undefined,
      sizeOf: (value) => (typeof value === 'string' ? value.length : run.measure(value).bytes),
      admit: (value) => run.admit(value),
    },
  };

  const parameter = once('parameter', (name): Outcome | undefined => {
    const key = findKey(parameters, name);
    if (key === undefined) return unknownName('parameter', name, Object.keys(parameters));
    const declaration = parameters[key];
    const givenKey = findKey(given, name);
    const at = below(below(pointer, 'parameters'), key);
    let value = givenKey === undefined ? undefined : given[givenKey];
    if (value === undefined && isObject(declaration) && declaration.defaultValue !== undefined) {
      const evaluated = evaluateReporting(context, declaration.defaultValue, below(at, 'defaultValue'));
      if (evaluated instanceof Refusal) return evaluated;
      value = evaluated;
    }
    if (value === undefined) {
      run.report(diagnostic('ARM010', { name: key }));
      return reportedElsewhere;
    }
    const problem = parameterProblem(key, declaration, value, at);
    if (!problem) return value;
    run.report(problem);
    return reportedElsewhere;
  });

  const variable = once('variable', (name): Outcome | undefined => {
    const at = below(pointer, 'variables');
    const copied = variablesCopy.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
    if (copied) {
      return reporting(context, () => evaluateCopy(copied, context, below(below(at, 'copy'), copied.position), false));
    }
    const key = findKey(variables, name);
    if (key === undefined || (key === 'copy' && variablesCopy.length > 0)) {
      const names = [...Object.keys(variables), ...variablesCopy.map((entry) => entry.name)];
      return unknownName('variable', name, names);
    }
    return evaluateReporting(context, variables[key] ?? null, below(at, key));
  });

  return context;
}

/** Asks for every parameter and variable, so that faults in unused ones are found too. */
export function evaluateAllNames(context: Context, template: JsonObject): void {
  for (const name of Object.keys(sectionOf(template, 'parameters'))) context.base.parameter(name);
  const variables = sectionOf(template, 'variables');
  const copied = copyEntries(variables);
  for (const entry of copied) context.base.variable(entry.name);
  for (const name of Object.keys(variables)) {
    if (name !== 'copy' || copied.length === 0) context.base.variable(name);
  }
}

export function sectionOf(template: JsonObject, name: string): JsonObject {
  const section = template[name];
  return isObject(section) ? section : {};
}

/** Evaluates a name once; while that goes on, asking for it again is a circle. */
function once(
  what: 'parameter' | 'variable',
  evaluate: (name: string) => Outcome | undefined,
): (name: string) => Outcome {
  const known = new Map<string, Outcome>();
  const open: string[] = [];
  return (name) => {
    const key = name.toLowerCase();
    const value = known.get(key);
    if (value !== undefined) return value;
    if (open.includes(key)) {
      const path = [...open.slice(open.indexOf(key)), key].join(' → ');
      return new Refusal((where) => diagnostic('ARM009', { where, path }));
    }
    if (open.length >= deepestChain) {
      const limit = deepestChain;
      return new Refusal((where) =>
        diagnostic('ARM013', { where, what: `the chain of ${what}s`, size: limit + 1, limit }),
      );
    }
    open.push(key);
    const outcome = evaluate(name) ?? null;
    open.pop();
    known.set(key, outcome);
    return outcome;
  };
}

/** Values that need values that need values …: what keeps the evaluator's own stack small. */
const deepestChain = 64;

function evaluateReporting(context: Context, value: Json, pointer: string): Outcome {
  return reporting(context, () => evaluateValue(value, context, pointer));
}

/** The value, unless a problem was reported while it was made. */
function reporting(context: Context, make: () => Json): Outcome {
  const before = context.run.problems.length;
  const value = make();
  return context.run.problems.length > before ? reportedElsewhere : value;
}

function unknownName(what: 'parameter' | 'variable', name: string, names: readonly string[]): Refusal {
  const near = didYouMean(name, names);
  return new Refusal((where) => diagnostic('ARM007', { where, what, name, near }));
}
