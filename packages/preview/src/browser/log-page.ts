import type { LogFacts } from '../page-data.ts';
import { el } from './dom.ts';

/** What is known of a log: where it lands, what it costs, how late it is, its columns. */
export function logView(log: LogFacts | undefined): HTMLElement {
  if (!log) return el('p', { class: 'empty' }, 'This package is not about one log.');
  const { delay } = log;
  const facts: readonly (readonly [string, string])[] = [
    ['Category', log.category],
    ['Table', log.table],
    ['Licence', log.licence],
    ['Delay', `${delay.typical} min as a rule, up to ${delay.most} min (${delay.confidence})`],
    [
      'Retention in Entra',
      Object.entries(log.retention)
        .map(([licence, days]) => `${licence}: ${days}`)
        .join('; '),
    ],
    ['Basic plan', log.basicPlan ? 'supported' : 'not supported'],
    ['Roles to read', log.rolesToRead.join(', ')],
    ['Roles to route', log.rolesToRoute.join(', ')],
    ['Notes', log.notes ?? ''],
    ['Source', log.source],
  ];
  const rows = log.columns.map(({ name, type, description = '' }) =>
    el('tr', {}, el('td', { class: 'mono' }, name), el('td', { class: 'mono soft' }, type), el('td', {}, description)),
  );
  const filter = el('input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter columns',
    'aria-label': 'Filter columns',
    oninput: () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !(row.textContent ?? '').toLowerCase().includes(wanted);
    },
  });
  return el(
    'div',
    { class: 'log' },
    el(
      'dl',
      { class: 'facts-list' },
      ...facts.flatMap(([name, value]) => (value === '' ? [] : [el('dt', {}, name), el('dd', {}, value)])),
    ),
    el('h2', {}, `${log.columns.length} columns`),
    filter,
    el(
      'div',
      { class: 'scroll' },
      el(
        'table',
        { class: 'grid' },
        el(
          'thead',
          {},
          el('tr', {}, ...['Column', 'Type', 'Description'].map((head) => el('th', { scope: 'col' }, head))),
        ),
        el('tbody', {}, ...rows),
      ),
    ),
  );
}
