import { entry } from '../entry.ts';

/** What the service would do without a word when a rule runs. */
export const simulationProblems = {
  SIM101: entry<{ what: string; kept: number; of: number | undefined }>({
    severity: 'note',
    title: 'a limit cuts off part of an alert',
    message: (p) => `the alert keeps ${p.kept}${p.of === undefined ? '' : ` of ${p.of}`} ${p.what}`,
    hint: () => 'let the query return fewer rows an alert, or shorter values',
  }),
  SIM102: entry<{ what: string; why: string }>({
    severity: 'note',
    title: "an override does not apply, and the rule's own value stands",
    message: (p) => `the alert's ${p.what} is not overridden: ${p.why}`,
    hint: () => 'let the query fill the column in every row, as with iff(isempty(Name), "unknown", Name)',
  }),
};
