import type { Answer } from '../../page-data.ts';
import { cellText } from '../../view/cell-text.ts';
import { el } from '../dom.ts';

/** Shows all columns of a row in a dialog at the side. Escape closes it. */
export function openDetails({ columns = [], rows = [], title = 'Row' }: Answer, row: number): void {
  const pairs = columns.flatMap(({ name, type }, i) => {
    const value = rows[row]?.[i];
    const text = type === 'dynamic' && value !== null ? JSON.stringify(value, null, 2) : cellText(value, type);
    return [el('dt', {}, name), el('dd', {}, text)];
  });
  const close = el('button', { class: 'quiet', onclick: () => dialog.close() }, 'Close');
  const dialog = el(
    'dialog',
    { class: 'details', 'aria-label': `Details of ${title}`, onclose: () => dialog.remove() },
    el('header', {}, el('h2', {}, title), close),
    el('dl', {}, ...pairs),
  );
  document.body.append(dialog);
  dialog.showModal();
}
