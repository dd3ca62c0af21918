import { type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import type { Document, Path, RuleTest } from '@picket/model';
import { type RealThing, realThings } from './invented-data.ts';

/**
 * Test data that could belong to somebody, at its place in a test file: in templates, events, watchlists and
 * expectations. What the rule's own query names may be there: a rule about a mail provider needs its domain.
 *
 * @param query of the rule, when it is at hand
 */
export function checkRuleTest(test: Document<RuleTest>, query = ''): readonly Diagnostic[] {
  const { templates = {}, cases } = test.value;
  const parts: readonly (readonly [Path, unknown])[] = [
    [['templates'], templates],
    ...cases.flatMap(({ given, watchlists, expect }, i) =>
      Object.entries({ given, watchlists, expect }).map(([key, value]) => [['cases', i, key], value] as const),
    ),
  ];
  return parts.flatMap(([start, value]) =>
    textsIn(value, start).flatMap(({ text, path, column }) =>
      realThings(text, column)
        .filter((thing) => !isNamed(thing, query))
        .map((thing) => problemOf(thing, test.within(path, thing.start, thing.end))),
    ),
  );
}

/**
 * The same for a file of events, JSON lines: `content/<category>/tests/events/*.jsonl`. Lines that are no JSON are told
 * by whoever runs the cases.
 *
 * @param query of the rules whose tests name the file
 */
export function checkEventFile(file: string, text: string, query = ''): readonly Diagnostic[] {
  return text.split(/\r?\n/).flatMap((line, i) =>
    textsIn(parsed(line), []).flatMap(({ text: value, column }) =>
      realThings(value, column)
        .filter((thing) => !isNamed(thing, query))
        .map((thing) => problemOf(thing, placeIn(line, thing.text, { file, line: i + 1 }))),
    ),
  );
}

interface Written {
  readonly text: string;
  readonly path: Path;
  /** The nearest key above. */
  readonly column: string;
}

function textsIn(value: unknown, path: Path): readonly Written[] {
  if (typeof value === 'string') {
    const column = path.findLast((step) => typeof step === 'string') ?? '';
    return [{ text: value, path, column: String(column) }];
  }
  if (Array.isArray(value)) return value.flatMap((each, i) => textsIn(each, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]));
}

const isNamed = ({ text }: RealThing, query: string): boolean => query.toLowerCase().includes(text.toLowerCase());

function problemOf({ kind, text }: RealThing, at: Span): Diagnostic {
  if (kind === 'domain') return diagnostic('TEST401', { domain: text }, at);
  return kind === 'address'
    ? diagnostic('TEST402', { address: text }, at)
    : diagnostic('TEST403', { number: text }, at);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function placeIn(line: string, text: string, at: { readonly file: string; readonly line: number }): Span {
  const start = Math.max(0, line.indexOf(text));
  const column = (offset: number) => ({ line: at.line, column: offset + 1 });
  return { file: at.file, start: column(start), end: column(start + text.length) };
}
