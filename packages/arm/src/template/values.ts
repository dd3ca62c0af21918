import { diagnostic } from '@picket/diagnostics';
import { isBracketed, isExpression, unescapeTemplateString } from '../escape.ts';
import { evaluateExpression } from '../expression/evaluate.ts';
import { limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { Json, JsonObject } from '../template.ts';
import { isArray, isObject, typeOfValue } from '../value.ts';
import { type Context, environmentOf, insideLoop } from './context.ts';
import { below, place } from './run.ts';

/**
 * The value that a template value stands for: expressions evaluated, escaped texts unescaped, property loops unrolled,
 * in names of properties too. What cannot be evaluated is reported and stands as null.
 */
export function evaluateValue(value: Json, context: Context, pointer: string): Json {
  if (typeof value === 'string') return evaluateText(value, context, pointer);
  if (value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map((item, i) => evaluateValue(item, context, below(pointer, i)));
  const copies = copyEntries(value);
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    const at = below(pointer, key);
    if (key === 'copy' && copies.length > 0) continue;
    const name = evaluateText(key, context, at);
    if (typeof name === 'string') entries.push([name, evaluateValue(member, context, at)]);
    else report(context, at, `the name of a property must be a text, not ${typeOfValue(name)}`);
  }
  for (const entry of copies) {
    const at = below(below(pointer, 'copy'), entry.position);
    entries.push([entry.name, evaluateCopy(entry, context, at, false)]);
  }
  return Object.fromEntries(entries);
}

export function evaluateText(text: string, context: Context, pointer: string): Json {
  if (!isBracketed(text)) return text;
  if (!isExpression(text)) {
    if (!context.evaluatedByParent) return unescapeTemplateString(text);
    context.run.report(
      diagnostic('ARM018', {
        where: place(pointer),
        what: "a text with '[[' in a nested template of outer scope",
        reason: "it would be evaluated twice; set expressionEvaluationOptions to 'inner'",
      }),
    );
    return null;
  }
  const node = context.run.parse(text);
  const outcome = node instanceof Refusal ? node : evaluateExpression(node, environmentOf(context));
  if (!(outcome instanceof Refusal)) return outcome;
  context.run.reportRefusal(outcome, pointer);
  return null;
}

/** One loop of a `copy` list: makes the property `name`, an array. */
export interface CopyEntry {
  readonly name: string;
  readonly count: Json;
  readonly input: Json;
  readonly position: number;
}

/** The loops of an object: its member `copy`, when that is a list of loops. Any other `copy` is a member like others. */
export function copyEntries(value: JsonObject): readonly CopyEntry[] {
  const copy = value.copy;
  if (!isArray(copy)) return [];
  const entries = copy.map((entry, position): CopyEntry | undefined => {
    if (!isObject(entry)) return undefined;
    const { name, count, input } = entry;
    return typeof name === 'string' && count !== undefined && input !== undefined
      ? { name, count, input, position }
      : undefined;
  });
  return entries.every((entry) => entry !== undefined) ? entries : [];
}

export function evaluateCopy(
  entry: Pick<CopyEntry, 'name' | 'count' | 'input'>,
  context: Context,
  pointer: string,
  makesResources: boolean,
): Json {
  const count = evaluateCount(entry.count, context, below(pointer, 'count'));
  const before = context.run.problems.length;
  const items: Json[] = [];
  const turn = (index: number) =>
    evaluateValue(
      entry.input,
      insideLoop(context, { name: entry.name, index, makesResources }),
      below(pointer, 'input'),
    );
  for (let index = 0; index < count && context.run.problems.length === before; index++) items.push(turn(index));
  const refusal = context.run.admit(items);
  if (refusal) context.run.reportRefusal(refusal, pointer);
  return items;
}

/** The number of turns of a loop; 0 after a problem. */
export function evaluateCount(value: Json, context: Context, pointer: string): number {
  const before = context.run.problems.length;
  const count = evaluateValue(value, context, pointer);
  if (context.run.problems.length > before) return 0;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= limits.copyCount) return count;
  if (typeof count === 'number' && count > limits.copyCount) {
    const limit = limits.copyCount;
    context.run.report(
      diagnostic('ARM013', { where: place(pointer), what: 'the count of the loop', size: count, limit }),
    );
  } else {
    report(context, pointer, 'the count of a loop must be a whole number from 0');
  }
  return 0;
}

function report(context: Context, pointer: string, what: string): void {
  context.run.report(diagnostic('ARM012', { where: place(pointer), what }));
}
