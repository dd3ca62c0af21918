import type { QueryPiece } from '../page-data.ts';
import { el } from './dom.ts';

/** KQL in colours. */
export function kqlBlock(pieces: readonly QueryPiece[]): HTMLElement {
  return el(
    'pre',
    { class: 'kql', tabindex: '0', role: 'region', 'aria-label': 'Query' },
    el('code', {}, ...pieces.map(([text, kind]) => (kind === '' ? text : el('span', { class: `kql-${kind}` }, text)))),
  );
}
