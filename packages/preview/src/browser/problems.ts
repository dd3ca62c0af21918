import type { PageProblem } from '../page-data.ts';
import { el } from './dom.ts';

/** A problem with its code, place and way out. */
export function problemBox({ code, severity, message, hint, place }: PageProblem): HTMLElement {
  return el(
    'div',
    { class: `problem ${severity}`, role: severity === 'error' ? 'alert' : 'note' },
    el('p', {}, el('strong', {}, `${severity} ${code}`), ' ', message),
    hint === undefined ? undefined : el('p', { class: 'soft' }, `hint: ${hint}`),
    place === undefined ? undefined : el('p', { class: 'soft mono' }, place),
  );
}

export const problemBoxes = (problems: readonly PageProblem[]): readonly HTMLElement[] => problems.map(problemBox);
