import type { CategorySummary } from '../page-data.ts';
import { coverageMatrix } from './coverage.ts';
import { el } from './dom.ts';
import { linkTo, type Page, type PageWorld } from './pages.ts';

export const severities = ['High', 'Medium', 'Low', 'Informational'] as const;
const number = new Intl.NumberFormat('en-GB');

/** All categories at a glance, and what the rules cover together. */
export function frontPage({ site }: PageWorld): Page {
  const { categories } = site;
  const total = (count: (each: CategorySummary) => number): string =>
    number.format(categories.reduce((sum, each) => sum + count(each), 0));
  const facts = [
    [String(categories.length), 'packages'],
    [total((each) => Number(each.hasWorkbook)), 'workbooks'],
    [total(ruleCount), 'rules'],
  ];
  const element = el(
    'main',
    { id: 'main', tabindex: '-1' },
    el('h1', {}, site.name),
    el('p', { class: 'lead' }, site.sample),
    el('ul', { class: 'facts' }, ...facts.map(([count, what]) => el('li', {}, el('strong', {}, count), ` ${what}`))),
    el('div', { class: 'scroll' }, categoryTable(categories)),
    el('h2', {}, 'ATT&CK coverage'),
    coverageMatrix(site.attack),
  );
  return { element };
}

export const ruleCount = ({ rules }: CategorySummary): number =>
  Object.values(rules).reduce((sum, count) => sum + count, 0);

function categoryTable(categories: readonly CategorySummary[]): HTMLElement {
  const heads = ['Log', 'Table', 'Workbook', 'Rules', 'Licence'];
  return el(
    'table',
    { class: 'grid list' },
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...categories.map(categoryRow)),
  );
}

function categoryRow(category: CategorySummary): HTMLElement {
  const { slug, title, table = '', licence = '', hasWorkbook, errors } = category;
  return el(
    'tr',
    {},
    el(
      'td',
      {},
      el('a', { href: linkTo(slug) }, title),
      errors > 0 && el('span', { class: 'mark on-red' }, `${errors} errors`),
    ),
    el('td', { class: 'mono' }, table),
    el('td', {}, hasWorkbook ? el('a', { href: linkTo(slug, 'workbook') }, 'open') : '–'),
    el('td', {}, ...ruleMarks(category)),
    el('td', { class: 'soft' }, licence),
  );
}

/** How many rules of each severity, in words for who cannot tell the colours. */
export function ruleMarks(category: CategorySummary): readonly (Node | string)[] {
  if (ruleCount(category) === 0) return ['–'];
  const marks = severities.flatMap((severity) => {
    const count = category.rules[severity] ?? 0;
    return count === 0
      ? []
      : [
          el(
            'span',
            { class: `mark on-${severityColour(severity)}`, title: `${count} ${severity}` },
            `${count} ${severity}`,
          ),
        ];
  });
  return [el('a', { class: 'marks', href: linkTo(category.slug, 'rules') }, ...marks)];
}

const colours: Readonly<Record<string, string>> = { High: 'red', Medium: 'orange', Low: 'blue', Informational: 'gray' };
export const severityColour = (severity: string): string => colours[severity] ?? 'gray';
