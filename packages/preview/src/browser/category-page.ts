import type { Choices } from '../page-data.ts';
import { coverageMatrix } from './coverage.ts';
import { el, fill } from './dom.ts';
import { ruleCount } from './front-page.ts';
import { logView } from './log-page.ts';
import { type CategoryWorld, linkTo, type Page, type Route } from './pages.ts';
import { problemArea } from './problems.ts';
import { rulesView } from './rules-page.ts';
import { openWorkbook } from './workbook/workbook-view.ts';

/** What was chosen in each workbook, so that going away and coming back, or a reload after a change, loses nothing. */
const chosen = new Map<string, Choices>();

/** One category: its workbook, its rules, their coverage and the log. */
export function categoryPage(world: CategoryWorld, { view, rest }: Route): Page {
  const { category, site, source } = world;
  const { summary, workbook } = category;
  const { slug, title } = summary;
  const current = view === '' ? (workbook ? 'workbook' : 'rules') : view;
  const tabs: readonly (readonly [view: string, label: string])[] = [
    ['workbook', 'Workbook'],
    ['rules', `Rules ${ruleCount(summary)}`],
    ['coverage', 'Coverage'],
    ['log', 'Log'],
  ];
  const body = el('div', { class: 'view' });
  let remove: (() => void) | undefined;
  // After the tiles that are seen first: the checks take a while when they know nothing yet.
  let begin = (): void => undefined;
  const isBegun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const checked = isBegun.then(() => source.problems(slug));
  const views: Readonly<Record<string, () => void>> = {
    workbook: () => {
      if (!workbook) {
        fill(body, el('p', { class: 'empty' }, `No workbook here yet: picket workbook generate ${slug} makes one.`));
        return;
      }
      const opened = openWorkbook(slug, workbook, source, site.now, chosen.get(slug) ?? {}, begin);
      fill(body, opened.element);
      remove = () => {
        chosen.set(slug, opened.choices());
        opened.remove();
      };
    },
    rules: () => fill(body, rulesView(world, rest)),
    coverage: () => fill(body, coverageMatrix(category.attack)),
    log: () => fill(body, logView(category.log)),
  };
  (views[current] ?? views.rules)?.();
  if (!remove) begin();
  const element = el(
    'main',
    { id: 'main', tabindex: '-1' },
    el('h1', {}, current === 'workbook' && workbook ? workbook.source.name : title),
    current === 'workbook' && workbook && el('p', { class: 'lead' }, workbook.source.description),
    el(
      'nav',
      { class: 'views', 'aria-label': title },
      ...tabs.map(([name, label]) =>
        el('a', { href: linkTo(slug, name), 'aria-current': name === current ? 'page' : undefined }, label),
      ),
    ),
    problemArea([...category.problems, ...(workbook?.problems ?? [])], checked),
    body,
  );
  return { element, remove: () => remove?.() };
}
