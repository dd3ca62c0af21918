import { entry } from '../entry.ts';

/** What the service would do without a word when a rule runs. */
export const simulationProblems = {
  SIM101: entry<{ what: string; kept: number; of: number | undefined }>({
    severity: 'note',
    title: 'a limit cuts off part of an alert',
    message: (p) => `the alert keeps ${p.kept}${p.of === undefined ? '' : ` of ${p.of}`} ${p.what}`,
    hint: () => 'let the query return fewer rows an alert, or shorter values',
  }),
};
