import { type Diagnostic, diagnostic, didYouMean } from '@picket/diagnostics';
import type { LiteralComparison } from '@picket/kql';
import { type ValueDomain, valueDomain } from '@picket/tables';
import type { RuleCheck } from '../rule-check.ts';

type Value = LiteralComparison['values'][number];

const numbers = new Set(['int', 'long', 'real', 'decimal']);
/** Operators that compare whole values, by whether they mind letter case (page datatypes-string-operators). */
const whole: Readonly<Record<string, 'exact' | 'any-case'>> = {
  '==': 'exact',
  '!=': 'exact',
  '<>': 'exact',
  in: 'exact',
  '!in': 'exact',
  '=~': 'any-case',
  '!~': 'any-case',
  'in~': 'any-case',
  '!in~': 'any-case',
};

/**
 * VAL101: said once for each column; the binder takes a number there and compares as text. Columns whose values are all
 * documented are VAL102's.
 */
export const numbersAgainstText: RuleCheck = (rule, analysis) => {
  const seen = new Set<string>();
  return (analysis?.literals ?? []).flatMap(({ origins, path, values }): readonly Diagnostic[] => {
    const [origin] = origins;
    const number = values.find((value) => numbers.has(value.type));
    const isText = path.length === 0 && origins.every(({ type }) => type === 'string');
    if (!origin || !number || !isText || seen.has(origin.column)) return [];
    if (valueDomain(origin.table, origin.column)?.open === false) return [];
    seen.add(origin.column);
    const at = rule.within(['query'], number.start, number.end);
    return [diagnostic('VAL101', { column: origin.column, value: number.text }, at)];
  });
};

/** VAL102 to VAL104: only for columns whose values are documented, and only for operators that compare whole values. */
export const documentedValues: RuleCheck = (rule, analysis) =>
  (analysis?.literals ?? []).flatMap((comparison): readonly Diagnostic[] => {
    const { origins, path, operator, values } = comparison;
    const mode = Object.hasOwn(whole, operator) ? whole[operator] : undefined;
    const domains = origins.map(({ table, column }) => valueDomain(table, column, path));
    const known = domains.filter((domain): domain is ValueDomain => domain !== undefined);
    const [origin] = origins;
    if (!mode || !origin || known.length < domains.length) return [];
    const column = [origin.column, ...path].join('.').replaceAll('.[]', '[]');
    const texts = values.map((value) => value.text);
    return values.flatMap((value) => {
      return doubtful(value, known, mode, texts).map((doubt) => {
        const at = rule.within(['query'], value.start, value.end);
        const words = { column, value: value.text };
        if (doubt.kind === 'case') return diagnostic('VAL103', { ...words, operator, right: doubt.right }, at);
        if (doubt.kind === 'logged') return diagnostic('VAL104', { ...words, logged: doubt.logged }, at);
        return diagnostic('VAL102', { ...words, near: doubt.near }, at);
      });
    });
  });

type Doubt =
  | { readonly kind: 'logged'; readonly logged: string }
  | { readonly kind: 'case'; readonly right: string }
  | { readonly kind: 'unknown'; readonly near: string | undefined };

/** `texts` are all literals of the comparison: a spelling that stands beside the one in the log does no harm. */
function doubtful(
  { text, type }: Value,
  domains: readonly ValueDomain[],
  mode: 'exact' | 'any-case',
  texts: readonly string[],
): readonly Doubt[] {
  if ((type !== 'string' && !numbers.has(type)) || text.trim() === '') return [];
  const logged = domains.flatMap(({ loggedAs = {} }) => (Object.hasOwn(loggedAs, text) ? (loggedAs[text] ?? []) : []));
  const [first] = logged;
  if (first !== undefined && logged.length === domains.length) {
    return texts.some((other) => isSame(first, other, mode)) ? [] : [{ kind: 'logged', logged: first }];
  }
  const known = domains.map(spellingsOf);
  if (known.some(({ exact }) => exact.has(text))) return [];
  const right = known.flatMap(({ byLowerCase }) => byLowerCase.get(text.toLowerCase()) ?? [])[0];
  if (right !== undefined) return mode === 'exact' ? [{ kind: 'case', right }] : [];
  if (domains.some((domain) => domain.open)) return [];
  const all = known.flatMap(({ exact }) => [...exact]);
  return [{ kind: 'unknown', near: didYouMean(text, all) }];
}

interface Spellings {
  readonly exact: ReadonlySet<string>;
  readonly byLowerCase: ReadonlyMap<string, string>;
}

const spellings = new WeakMap<ValueDomain, Spellings>();

function spellingsOf(domain: ValueDomain): Spellings {
  const before = spellings.get(domain);
  if (before) return before;
  const all = [...domain.values, ...domain.observed];
  const made = { exact: new Set(all), byLowerCase: new Map(all.map((each) => [each.toLowerCase(), each])) };
  spellings.set(domain, made);
  return made;
}

function isSame(a: string, b: string, mode: 'exact' | 'any-case'): boolean {
  return mode === 'exact' ? a === b : a.toLowerCase() === b.toLowerCase();
}
