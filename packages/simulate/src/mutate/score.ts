import { type Diagnostic, diagnostic, type Span } from '@picket/diagnostics';
import { oneLine } from '../one-line.ts';
import type { Change, Mutant } from './mutant.ts';

/** Why no case can notice a mutant, in the words of the rule's author. */
export interface Explanation {
  /** The text that the mutant changes, as the query has it. */
  readonly at: string;
  /** The kind of change; all kinds unless told. */
  readonly change?: Change;
  readonly because: string;
}

/**
 * What became of a mutant. `killed`: a case noticed. `invalid`: no query any more, so that it says nothing.
 * `explained`: no case noticed, and the author says why.
 */
export type Fate = 'killed' | 'survived' | 'explained' | 'invalid';

export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** Of a killed one: the name of the case that noticed. */
  readonly by?: string;
  /** Of an explained one. */
  readonly because?: string;
}

/** How well the cases of a rule hold it. */
export interface MutationScore {
  readonly mutants: readonly JudgedMutant[];
  readonly killed: number;
  readonly survived: number;
  readonly explained: number;
  /** killed / (killed + survived), from 0 to 1; 1 when there was nothing to kill. Explained mutants do not count. */
  readonly score: number;
  /** Explanations that name no mutant, and those of which each mutant was killed. */
  readonly strayExplanations: readonly Explanation[];
  readonly needlessExplanations: readonly Explanation[];
}

/** What the cases said of a mutant: the first case that noticed; nothing; or that there is no query to run. */
export type Verdict = { readonly killedBy: string } | 'survived' | 'invalid';

/** Puts verdicts, in the order of the mutants, and explanations together. Pure. */
export function scoreOf(
  mutants: readonly Mutant[],
  verdicts: readonly Verdict[],
  explanations: readonly Explanation[],
): MutationScore {
  const judged = mutants.map((mutant, i): JudgedMutant => {
    const verdict = verdicts[i] ?? 'survived';
    if (typeof verdict === 'object') return { mutant, fate: 'killed', by: verdict.killedBy };
    if (verdict === 'invalid') return { mutant, fate: 'invalid' };
    const explanation = explanations.find((each) => explains(each, mutant));
    return explanation ? { mutant, fate: 'explained', because: explanation.because } : { mutant, fate: 'survived' };
  });
  const count = (fate: Fate): number => judged.filter((each) => each.fate === fate).length;
  const [killed, survived] = [count('killed'), count('survived')];
  const explained = (explanation: Explanation) => judged.filter(({ mutant }) => explains(explanation, mutant));
  return {
    mutants: judged,
    killed,
    survived,
    explained: count('explained'),
    score: killed + survived === 0 ? 1 : killed / (killed + survived),
    strayExplanations: explanations.filter((each) => explained(each).length === 0),
    needlessExplanations: explanations.filter((each) => {
      const mine = explained(each);
      return mine.length > 0 && mine.every(({ fate }) => fate !== 'explained');
    }),
  };
}

/** Explanations that explain nothing. `placeOf` tells where one stands. */
export function explanationProblems(
  { strayExplanations, needlessExplanations }: MutationScore,
  placeOf: (explanation: Explanation) => Span | undefined,
): readonly Diagnostic[] {
  return [
    ...strayExplanations.map((each) => diagnostic('MUT102', { at: each.at }, placeOf(each))),
    ...needlessExplanations.map((each) => diagnostic('MUT103', { at: each.at }, placeOf(each))),
  ];
}

function explains({ at, change }: Explanation, mutant: Mutant): boolean {
  if (change !== undefined && change !== mutant.change) return false;
  return mutant.place.key === 'query' ? oneLine(mutant.original) === oneLine(at) : at === mutant.place.key;
}
