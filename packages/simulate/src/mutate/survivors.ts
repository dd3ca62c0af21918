import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document, Rule } from '@picket/model';
import { oneLine } from '../one-line.ts';
import type { Change, Mutant } from './mutant.ts';
import type { MutationScore } from './score.ts';

const words: Readonly<Record<Change, string>> = {
  drop: 'left out',
  negate: 'turned round',
  widen: 'twice as long',
  narrow: 'half as long',
  raise: 'higher',
  lower: 'lower',
  'letter case': 'made to mind letter case otherwise',
};

const hints: Readonly<Record<Change, string>> = {
  drop: 'add a near miss: a firing case with one event that only this keeps out',
  negate: 'add a case that fires because of this alone',
  widen: 'add a near miss that lies between one and two windows back',
  narrow: 'add a case that needs the far half of the window',
  raise: 'add a case that fires at exactly this number',
  lower: 'add a near miss that falls short of this number by one',
  'letter case': 'write the value in another letter case in one case, as logs do, or compare exactly',
};

/**
 * A problem for each mutant that no case notices, at its place in the rule.
 *
 * @param rule to tell the places in
 */
export function survivors(rule: Document<Rule>, { mutants }: MutationScore): readonly Diagnostic[] {
  return mutants.flatMap(({ mutant, fate }) => {
    if (fate !== 'survived') return [];
    const { change } = mutant;
    const told = {
      original: oneLine(mutant.original, most),
      replacement: oneLine(mutant.replacement, most),
      change: words[change],
      hint: hints[change],
    };
    return [diagnostic('MUT101', told, placeOf(rule, mutant))];
  });
}

function placeOf(rule: Document<Rule>, { place }: Mutant) {
  return place.key === 'query' ? rule.within(['query'], place.start, place.end) : rule.at([place.key]);
}

const most = 60;
