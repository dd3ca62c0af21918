import type { SiteData } from '../page-data.ts';
import { categoryPage } from './category-page.ts';
import { el, fill } from './dom.ts';
import { frontPage } from './front-page.ts';
import { linkTo, type Page, routeOf } from './pages.ts';
import { fixedSource, liveSource, type Source } from './source.ts';
import { themeButton } from './theme.ts';

const source: Source = 'fixed' in document.documentElement.dataset ? fixedSource() : liveSource();
const nav = el('nav', { class: 'side', 'aria-label': 'Logs' });
const stage = el('div', { class: 'stage' });
let page: Page | undefined;
let turn = 0;

function drawNav({ categories }: SiteData, current: string): void {
  const links = categories.map(({ slug, title }) =>
    el('a', { href: linkTo(slug), 'aria-current': slug === current ? 'page' : undefined }, title),
  );
  const select = el(
    'select',
    { 'aria-label': 'Log', onchange: () => location.assign(linkTo(...(select.value === '' ? [] : [select.value]))) },
    el('option', { value: '' }, 'All logs'),
    ...categories.map(({ slug, title }) => el('option', { value: slug }, title)),
  );
  select.value = current;
  fill(nav, select, el('a', { href: '#/', 'aria-current': current === '' ? 'page' : undefined }, 'All logs'), ...links);
}

async function pageFor(
  hash: string,
): Promise<{ readonly site: SiteData; readonly made: Page; readonly title: string }> {
  const route = routeOf(hash);
  const [site, category] = await Promise.all([
    source.site(),
    route.slug === '' ? undefined : source.category(route.slug),
  ]);
  if (route.slug === '') return { site, made: frontPage({ source, site }), title: site.name };
  if (!category) return { site, made: message('There is no such log here.'), title: site.name };
  return {
    site,
    made: categoryPage({ source, site, category }, route),
    title: `${category.summary.title} · ${site.name}`,
  };
}

const message = (text: string): Page => ({ element: el('main', { id: 'main' }, el('p', { class: 'empty' }, text)) });

/** Shows what the address names. A later call wins over one that still waits. */
async function show(isReload: boolean): Promise<void> {
  const mine = ++turn;
  try {
    // What was chosen is kept when the old page goes, and read when the new one is made.
    if (isReload) page?.remove?.();
    const { site, made, title } = await pageFor(location.hash);
    if (mine !== turn) return;
    if (!isReload) page?.remove?.();
    page = made;
    document.title = title;
    drawNav(site, routeOf(location.hash).slug);
    const top = scrollY;
    fill(stage, made.element);
    if (isReload) scrollTo(0, top);
    else {
      scrollTo(0, 0);
      if (turn > 1) made.element.focus({ preventScroll: true });
    }
  } catch (failure) {
    if (mine !== turn) return;
    page = message(`The preview does not answer: ${failure instanceof Error ? failure.message : String(failure)}`);
    fill(stage, page.element);
  }
}

document.body.append(
  el(
    'a',
    {
      class: 'skip',
      href: '#main',
      onclick: (event: Event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      },
    },
    'Skip to content',
  ),
  el(
    'header',
    { class: 'top' },
    el('a', { href: '#/', class: 'brand' }, 'Picket', el('span', { class: 'soft' }, ' preview')),
    themeButton(),
  ),
  el('div', { class: 'frame' }, nav, stage),
);
addEventListener('hashchange', () => void show(false));
source.onChange(() => void show(true));
void show(false);
