import { bindQuery, type KqlNode } from '@picket/kql';
import { elements, nameOf, part } from '../plan/syntax.ts';
import { clockTicks, datetimeText } from '../values/ticks.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The query with its clock written into it: `now()` becomes the moment, `ago(x)` the moment less x, so that a service
 * answers as of then. What functions stored in the service do with the clock is out of reach.
 * A query that cannot be parsed is given back as it is: the service will say what is wrong with it.
 * Microsoft Learn, "now()", "ago()".
 */
export function atMoment(query: string, now: Date): string {
  const { root } = bindQuery(query);
  if (!root) return query;
  const declared = declaredNames(root);
  const moment = `datetime(${datetimeText(clockTicks(now))})`;
  const edits = clockCalls(root, declared).flatMap((call) => editsOf(call, moment));
  let written = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    written += query.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return written + query.slice(at);
}

/** A let function of the query may be called now or ago too. */
function declaredNames(node: KqlNode): ReadonlySet<string> {
  const own = node.kind === 'LetStatement' ? [nameOf(part(node, 'Name'))] : [];
  return new Set([...own, ...node.children.flatMap((child) => [...declaredNames(child)])]);
}

function clockCalls(node: KqlNode, declared: ReadonlySet<string>): readonly KqlNode[] {
  const name = node.kind === 'FunctionCallExpression' ? nameOf(part(node, 'Name')) : '';
  const own = (name === 'now' || name === 'ago') && !declared.has(name) ? [node] : [];
  return [...own, ...node.children.flatMap((child) => clockCalls(child, declared))];
}

/** Around the argument, so that calls within it can be written anew as well. */
function editsOf(call: KqlNode, moment: string): readonly Edit[] {
  const list = part(call, 'ArgumentList');
  if (!list) return [];
  const args = elements(list).filter((arg) => arg.end > arg.start);
  const name = nameOf(part(call, 'Name'));
  if (args.length === 0) return name === 'now' ? [{ start: call.start, end: call.end, text: moment }] : [];
  const sign = name === 'ago' ? '-' : '+';
  return [
    { start: call.start, end: list.start + 1, text: `(${moment} ${sign} (` },
    { start: list.end - 1, end: list.end, text: '))' },
  ];
}
