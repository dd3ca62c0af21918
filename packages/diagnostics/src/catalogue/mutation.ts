import { entry } from '../entry.ts';

/** How well a rule's cases hold it: what picket test --mutate finds. */
export const mutationProblems = {
  MUT101: entry<{ original: string; replacement: string; change: string; hint: string }>({
    severity: 'warning',
    title: 'a change of the rule that no case notices',
    message: (p) => `no case notices when this is ${p.change}: ${p.original} → ${p.replacement}`,
    hint: (p) => p.hint,
  }),
  MUT102: entry<{ at: string }>({
    severity: 'error',
    title: 'an explanation for no mutant',
    message: (p) => `the rule has no mutant at '${p.at}'`,
    hint: () => "copy the text that the mutant changes out of the rule's query",
  }),
  MUT103: entry<{ at: string }>({
    severity: 'warning',
    title: 'an explanation that is not needed',
    message: (p) => `the cases notice every change of '${p.at}', so that nothing has to be explained`,
    hint: () => 'take the explanation out',
  }),
};
