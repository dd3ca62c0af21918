import type { PageProblem } from '../page-data.ts';
import { el, fill } from './dom.ts';

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

/** More problems than these are folded away under their number. */
const shownAtOnce = 3;

/** The problems of a category's files, those of the checks when they are told. */
export function problemArea(
  first: readonly PageProblem[],
  checked: Promise<readonly PageProblem[] | undefined>,
): HTMLElement {
  const area = el('div', { class: 'problems', role: 'region', 'aria-label': 'Problems' });
  const draw = (problems: readonly PageProblem[]): void => {
    const boxes = problemBoxes(problems);
    area.hidden = boxes.length === 0;
    if (boxes.length <= shownAtOnce) fill(area, ...boxes);
    else fill(area, el('details', {}, el('summary', {}, `${boxes.length} problems`), ...boxes));
  };
  draw(first);
  // Without the checks, the page shows what reading found.
  checked.then((all) => all && draw(all)).catch(() => undefined);
  return area;
}

export const problemBoxes = (problems: readonly PageProblem[]): readonly HTMLElement[] => problems.map(problemBox);
