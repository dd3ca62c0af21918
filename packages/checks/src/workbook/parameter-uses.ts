import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { Document, Path } from '@picket/model';
import {
  type DeclaredParameter,
  formatNames,
  hasFormat,
  type ParameterReference,
  parameterFactsByName,
  referencesIn,
  type WorkbookParts,
} from '@picket/workbooks';
import { codeOnly } from '../kql-text.ts';

/** How a kind of parameter is called where it is told of. */
const kindWords = {
  'time-range': 'time range',
  text: 'text',
  choice: 'drop-down',
  resource: 'resource',
  subscription: 'subscription',
} as const;

/** WB110, WB111, WB118: every reference in braces has a parameter, and the parameter that format. */
export function references(document: Document<unknown>, parts: WorkbookParts): readonly Diagnostic[] {
  const facts = parameterFactsByName(parts.declared);
  const names = [...facts.keys()];
  const check = (text: string, path: Path, isQuery: boolean) =>
    referencesIn(text).flatMap((reference) => {
      const { name, format, start, end } = reference;
      const at = () => document.within(path, start, end);
      const known = facts.get(name);
      if (!known) {
        if (parts.isOpen) return [];
        if (isQuery && isFunctionBody(text, reference)) return [];
        return [diagnostic(isQuery ? 'WB110' : 'WB118', { parameter: name, near: didYouMean(name, names) }, at())];
      }
      if (format === undefined || hasFormat(known.kind, format)) return [];
      const formats = formatNames(known.kind);
      const near = didYouMean(format, formats);
      return [diagnostic('WB111', { parameter: name, format, kind: kindWords[known.kind], formats, near }, at())];
    });
  return [
    ...parts.queries.flatMap(({ text, path }) => check(text, path, true)),
    ...parts.texts.flatMap(({ text, path }) => check(text, path, false)),
  ];
}

/** `let f = () {T}` and a quantifier of a regular expression (`\p{L}`) are no references. */
function isFunctionBody(text: string, { start, name }: ParameterReference): boolean {
  const before = codeOnly(text).slice(0, start).trimEnd();
  return before.endsWith(')') || (name.length <= 2 && text.charAt(start - 2) === '\\');
}

/** WB112: what is set is looked at somewhere. */
export function unusedParameters(
  document: Document<unknown>,
  { declared, mentioned, isOpen }: WorkbookParts,
): readonly Diagnostic[] {
  const setters: Readonly<Record<DeclaredParameter['by'], string>> = {
    parameter: 'the field',
    export: 'the click',
    link: 'the link',
    tabs: 'the tabs',
  };
  const told = new Set<string>();
  return declared.flatMap(({ name, by, path }) => {
    if (isOpen || by === 'tabs' || mentioned.has(name) || told.has(name)) return [];
    told.add(name);
    return [diagnostic('WB112', { parameter: name, by: setters[by] }, document.at(path))];
  });
}

/** WB113, WB114: conditions and times name parameters that there are. */
export function bindings(document: Document<unknown>, parts: WorkbookParts): readonly Diagnostic[] {
  const facts = parameterFactsByName(parts.declared);
  const names = [...facts.keys()];
  const ranges = names.filter((name) => facts.get(name)?.kind === 'time-range');
  return parts.bindings.flatMap(({ name, path, by }) => {
    if (parts.isOpen && !facts.has(name)) return [];
    if (by === 'condition') {
      if (facts.has(name)) return [];
      return [diagnostic('WB113', { parameter: name, near: didYouMean(name, names) }, document.at(path))];
    }
    if (facts.get(name)?.kind === 'time-range') return [];
    return [diagnostic('WB114', { parameter: name, near: didYouMean(name, ranges) }, document.at(path))];
  });
}

/** WB115, WB116: one name, one thing. */
export function repeatedNames(document: Document<unknown>, { declared, names }: WorkbookParts): readonly Diagnostic[] {
  const seen = new Map<string, Path>();
  const again = (key: string, path: Path): Path | undefined => {
    const first = seen.get(key);
    if (!first) seen.set(key, path);
    return first;
  };
  const other = (path: Path) => [{ message: 'the first is here', at: document.at(path) }];
  const fields = declared.filter(({ by }) => by === 'parameter' || by === 'tabs');
  return [
    ...fields.flatMap(({ name, path, scope }) => {
      const first = again(`parameter ${name} ${scope ? JSON.stringify(scope) : scopeOf(path)}`, path);
      return first ? [diagnostic('WB115', { parameter: name }, document.at(path), other(first))] : [];
    }),
    ...names.flatMap(({ of, name, path }) => {
      const first = again(`${of} ${name}`, path);
      return first ? [diagnostic('WB116', { of, name }, document.at(path), other(first))] : [];
    }),
  ];
}

/** Names of a source are the workbook's; those of Azure's JSON may be hidden in their group: only a list's own are told. */
function scopeOf(path: Path): string {
  return path.includes('content') ? JSON.stringify(path.slice(0, -2)) : '';
}

/** WB119: values flow downwards, from each place that sets a parameter. Once a parameter, at the first use. */
export function usesAboveSetting(document: Document<unknown>, parts: WorkbookParts): readonly Diagnostic[] {
  const firstSet = new Map<string, Path>();
  const everywhere = new Set(parts.declared.flatMap(({ name, isGlobal }) => (isGlobal ? [name] : [])));
  for (const { name, path } of parts.declared) {
    const first = firstSet.get(name);
    if (!first || compareItems(path, first) < 0) firstSet.set(name, path);
  }
  const told = new Set<string>();
  const late = (name: string, path: Path): boolean => {
    const set = firstSet.get(name);
    if (!set || everywhere.has(name) || told.has(name) || compareItems(path, set) >= 0) return false;
    told.add(name);
    return true;
  };
  const used = [...parts.queries, ...parts.texts].flatMap(({ text, path }) =>
    referencesIn(text).map(({ name, start, end }) => ({ name, path, at: () => document.within(path, start, end) })),
  );
  const bound = parts.bindings.map(({ name, path }) => ({ name, path, at: () => document.at(path) }));
  return [...used, ...bound]
    .sort((a, b) => compareItems(a.path, b.path))
    .flatMap(({ name, path, at }) => (late(name, path) ? [diagnostic('WB119', { parameter: name }, at())] : []));
}

/**
 * Which of two places comes first: by the indices of the items on the way. What stands above the tabs and items is
 * before them; two places in one item are equal.
 */
function compareItems(a: Path, b: Path): number {
  const [left, right] = [indicesOf(a), indicesOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const holders = new Set(['parameters', 'tabs', 'items']);

/** The first index tells common parameters from what is below them. */
function indicesOf(path: Path): readonly number[] {
  const inside = path[0] === 'parameters' ? 0 : 1;
  const indices = path.flatMap((step, i) =>
    typeof step === 'number' && holders.has(String(path[i - 1])) ? [step] : [],
  );
  return [inside, ...indices];
}
