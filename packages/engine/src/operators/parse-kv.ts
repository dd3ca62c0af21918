import type { KqlNode } from '@picket/kql';
import { allMatches } from '../functions/regex.ts';
import { translateExpr } from '../plan/expression.ts';
import { cast } from '../plan/overload.ts';
import type { PairSyntax } from '../plan/plan.ts';
import { columnsOf, refuseRel, withColumns } from '../plan/scope.ts';
import { settlesReplaced } from '../plan/stages.ts';
import { elements, nameOf, part } from '../plan/syntax.ts';
import { compileExpr } from '../run/expression.ts';
import { evaluateRel } from '../run/relation.ts';
import type { RunRel } from '../run/run.ts';
import { absent, type Column } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { Refusal } from '../values/refusal.ts';
import { delimitedValues, type FindValues, greedyValues, looseValues } from './key-values.ts';
import type { TranslateOperator } from './operator.ts';

/** Values by their keys out of a text, the first of each key; a column that is there already is replaced, as by extend. Microsoft Learn, "parse-kv operator". */
export const translateParseKv: TranslateOperator = (input, node, scope) => {
  const written = part(node, 'Expression');
  const keys = elements(part(node, 'Keys'), 'Columns').map((each) => part(each, 'Name'));
  const targets = keys.flatMap((key): Column[] =>
    key?.type && key.type !== 'unknown' && key.type !== 'dynamic' ? [{ name: nameOf(key), type: key.type }] : [],
  );
  const syntax = syntaxOf(part(node, 'WithClause'));
  if (!written || !syntax || targets.length !== keys.length) return refuseRel(scope, 'parse-kv in this form', node);
  const columns = [...input.columns];
  for (const target of targets) {
    const at = columns.findIndex(({ name }) => name === target.name);
    if (at < 0) columns.push(target);
    else columns[at] = target;
  }
  const given = columnsOf(node, scope);
  const isTwice = new Set(targets.map(({ name }) => name)).size !== targets.length;
  if (isTwice || !settlesReplaced(columns, given, node, scope))
    return refuseRel(scope, 'parse-kv with these columns', node);
  const text = cast(translateExpr(written, withColumns(scope, input)), 'string');
  return { op: 'parse-kv', input, text, targets, syntax, columns, serialized: input.serialized };
};

/** What stands behind `with`; undefined for a mixture that the page does not name. */
function syntaxOf(clause: KqlNode | undefined): PairSyntax | undefined {
  const properties = elements(clause, 'Properties').map((each) => {
    const value = part(each, 'Expression');
    return [nameOf(part(each, 'Name')).toLowerCase(), value?.literal ?? ''] as const;
  });
  const all = (name: string): readonly string[] => properties.flatMap(([key, value]) => (key === name ? [value] : []));
  const known = ['pair_delimiter', 'kv_delimiter', 'quote', 'escape', 'greedy', 'regex'];
  const [pair, ...morePairs] = all('pair_delimiter');
  const [kv, ...moreKvs] = all('kv_delimiter');
  const [regex] = all('regex');
  const quotes = all('quote').map((quote) => [quote[0] ?? '', quote[1] ?? quote[0] ?? ''] as const);
  const escapes = all('escape');
  const greedy = all('greedy').at(-1) === 'true';
  const isOdd =
    properties.some(([name]) => !known.includes(name)) ||
    morePairs.length + moreKvs.length > 0 ||
    all('quote').some((quote) => quote.length < 1 || quote.length > 2) ||
    escapes.some((character) => character.length !== 1);
  if (isOdd) return undefined;
  if (regex !== undefined) return properties.length === 1 ? { kind: 'regex', regex } : undefined;
  if (pair && kv) return { kind: 'delimited', pair, kv, quotes, escapes, greedy };
  return pair === undefined && kv === undefined && !greedy ? { kind: 'loose', quotes, escapes } : undefined;
}

function finder(syntax: PairSyntax, keys: ReadonlySet<string>): FindValues {
  if (syntax.kind === 'regex') return regexValues(syntax.regex);
  if (syntax.kind === 'loose') return (text) => looseValues(text, syntax, keys);
  return syntax.greedy ? (text) => greedyValues(text, syntax, keys) : (text) => delimitedValues(text, syntax);
}

/** The first group of a match is a key, the second its value. */
function regexValues(pattern: string): FindValues {
  return (text) =>
    allMatches(pattern, text).map(({ groups }) => {
      const [, key, value] = groups;
      if (groups.length !== 3) throw new Refusal('parse-kv', 'a regular expression without exactly two groups');
      return [(key ?? '').trim(), (value ?? '').trim()] as const;
    });
}

export const runParseKv: RunRel<'parse-kv'> = ({ input, text, targets, syntax, columns }, run) => {
  const rows = evaluateRel(input, run);
  const subject = compileExpr(text, input.columns, run);
  const find = finder(syntax, new Set(targets.map(({ name }) => name)));
  const places = targets.map(({ name }) => columns.findIndex((column) => column.name === name));
  return rows.map((row, index) => {
    const values = new Map<string, string>();
    for (const [key, value] of find(String(subject({ row, index, rows }) ?? '')))
      if (!values.has(key)) values.set(key, value);
    const out = row.slice();
    targets.forEach(({ name, type }, i) => {
      const value = values.get(name);
      out[places[i] ?? 0] = value === undefined ? absent(type) : convert(value, 'string', type);
    });
    return out;
  });
};
