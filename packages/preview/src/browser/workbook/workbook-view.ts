import type { Visibility, WorkbookItem, WorkbookLinks, WorkbookParameters } from '@picket/model';
import type { Answer, Choices, WorkbookData } from '../../page-data.ts';
import {
  answerKey,
  choicesRead,
  initialChoices,
  isTile,
  isVisible,
  parameterParts,
  tabParameter,
} from '../../view/parts.ts';
import { type Settled, settle } from '../../view/settle.ts';
import { el, fill } from '../dom.ts';
import { markdownNodes } from '../markdown.ts';
import type { Source } from '../source.ts';
import { webAddress } from './cells.ts';
import type { ItemView, ItemWorld } from './item.ts';
import { type ParameterControl, parameterControl } from './parameter-control.ts';
import { tileView } from './tile.ts';

/** A workbook on the page. */
export interface WorkbookView {
  readonly element: HTMLElement;
  /** What is chosen now, to begin again with. */
  readonly choices: () => Choices;
  readonly remove: () => void;
}

interface Placed {
  readonly key: string;
  readonly view: ItemView;
  /** Its own conditions and those of the groups and the tab around it. */
  readonly conditions: readonly Visibility[];
  /** The answer that it shows or waits for. */
  asked?: string;
  abort?: AbortController;
}

const notFixed =
  'These choices are not in this export. It holds what the page shows at first, and one change of that at a time: listed choices, the first and the last time range, a click on a first row. picket preview answers all.';

/**
 * Shows a workbook and keeps it in step with its parameters: an item is asked for when it is seen and when something
 * that its answer depends on has changed.
 */
export function openWorkbook(
  slug: string,
  data: WorkbookData,
  source: Source,
  clock: string,
  begin: Choices,
  onShown: () => void,
): WorkbookView {
  const { source: workbook, reads } = data;
  const placed: Placed[] = [];
  const controls = new Map<string, ParameterControl>();
  const shownWhen: { readonly element: HTMLElement; readonly conditions: readonly Visibility[] }[] = [];
  const tabs: { readonly name: string; readonly button: HTMLButtonElement }[] = [];
  const stop = new AbortController();
  let state: Settled = { choices: { ...initialChoices(workbook), ...begin }, options: new Map(), problems: new Map() };
  let turn: Promise<void> = Promise.resolve();

  const ask = async (key: string, read: Choices, signal: AbortSignal): Promise<Answer | undefined> => {
    try {
      return await source.answer({ slug, key, choices: read }, signal);
    } catch (failure) {
      if (signal.aborted) throw failure;
      const message = failure instanceof Error ? failure.message : String(failure);
      return { problems: [{ code: 'preview', severity: 'error', message: `no answer: ${message}` }] };
    }
  };
  const askNow = async (key: string, read: Choices): Promise<Answer> =>
    (await ask(key, read, stop.signal)) ?? { problems: [] };

  /** One change after the other: what a change means depends on the ones before it. */
  const choose = (next: Choices): void => {
    turn = turn.then(async () => {
      const changed = new Set(
        Object.keys(next).filter((name) => JSON.stringify(next[name]) !== JSON.stringify(state.choices[name])),
      );
      if (changed.size === 0 || stop.signal.aborted) return;
      const choices = { ...state.choices, ...next };
      state = await settle(data, choices, askNow, { settled: { ...state, choices }, changed });
      refresh();
    });
    turn.catch(() => undefined);
  };
  const world: ItemWorld = { choose, isFixed: source.isFixed, notFixed };

  function refresh(): void {
    const { choices, options, problems } = state;
    for (const { key, part } of parameterParts(workbook)) {
      controls.get(key)?.set(choices[part.parameter], options.get(key) ?? [], problems.get(key) ?? []);
    }
    for (const { element, conditions } of shownWhen) element.hidden = !isVisible(conditions, choices);
    for (const { name, button } of tabs) {
      const isShown = choices[tabParameter] === name;
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
    }
    void Promise.all(placed.map((each) => refreshItem(each, choices))).then(onShown);
  }

  async function refreshItem(each: Placed, choices: Choices): Promise<void> {
    const { key, view, conditions } = each;
    if (!view.show || !isVisible(conditions, choices)) return;
    const read = choicesRead(reads[key] ?? [], choices);
    const wanted = answerKey(key, read);
    if (each.asked === wanted) {
      view.marks?.(choices);
      return;
    }
    each.asked = wanted;
    each.abort?.abort();
    const abort = new AbortController();
    each.abort = abort;
    view.wait?.();
    try {
      const answer = await ask(key, read, AbortSignal.any([abort.signal, stop.signal]));
      if (!abort.signal.aborted && !stop.signal.aborted) view.show(answer, state.choices);
    } catch {
      // Given up for another question, or with the page.
    }
  }

  const place = (items: readonly WorkbookItem[], prefix: string, around: readonly Visibility[]): HTMLElement =>
    el(
      'div',
      { class: 'items' },
      ...items.map((item, i) => {
        const key = `${prefix}/${i}`;
        const conditions = [...around, ...(item.visibleWhen ?? [])];
        const view = itemView(item, key, conditions);
        placed.push({ key, view, conditions });
        const box = el('div', { class: 'item' }, view.element);
        box.style.setProperty('--width', String(share(item.width)));
        if (item.visibleWhen) shownWhen.push({ element: box, conditions: item.visibleWhen });
        return box;
      }),
    );

  function itemView(item: WorkbookItem, key: string, conditions: readonly Visibility[]): ItemView {
    if (isTile(item)) return tileView(key, item, world);
    if ('text' in item) return textView(item.style);
    if ('parameters' in item) return { element: parameterBar(item, key) };
    if ('links' in item) return { element: linksView(item, world) };
    if ('group' in item) return groupView(item, place(item.items, `${key}/items`, conditions), key, reads);
    if ('raw' in item) return { element: rawView(item.raw, item.because) };
    return { element: el('div') };
  }

  function parameterBar({ parameters }: Pick<WorkbookParameters, 'parameters'>, key: string): HTMLElement {
    const made = parameters.flatMap((parameter, i) => {
      const control = parameterControl(parameter, choose, clock);
      if (control) controls.set(key === '' ? `parameters/${i}` : `${key}/parameters/${i}`, control);
      return control ? [control.element] : [];
    });
    return el('div', { class: 'parameters', role: 'group', 'aria-label': 'Parameters' }, ...made);
  }

  const bar = workbook.parameters && parameterBar({ parameters: workbook.parameters }, '');
  const tabList = workbook.tabs && tabButtons();
  const panels = (workbook.tabs ?? []).map((tab, i) => {
    const condition: Visibility = { parameter: tabParameter, is: tab.name };
    const panel = el(
      'div',
      { role: 'tabpanel', 'aria-label': tab.title },
      place(tab.items, `tabs/${i}/items`, [condition]),
    );
    shownWhen.push({ element: panel, conditions: [condition] });
    return panel;
  });

  function tabButtons(): HTMLElement {
    const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': workbook.name });
    for (const { title, name } of workbook.tabs ?? []) {
      const button = el('button', { role: 'tab', onclick: () => choose({ [tabParameter]: name }) }, title);
      tabs.push({ name, button });
      list.append(button);
    }
    list.addEventListener('keydown', (event) => {
      const at = tabs.findIndex(({ button }) => button === document.activeElement);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (at < 0 || step === undefined) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      next?.button.focus();
      next?.button.click();
    });
    return list;
  }

  const element = el(
    'div',
    { class: 'workbook' },
    source.isFixed &&
      el(
        'p',
        { class: 'fixed-note' },
        'A static export: results are fixed for the first choices and for one change of them at a time (listed choices, the first and the last time range, a click on a first row). Text fields, other times and changes together need picket preview.',
      ),
    bar,
    tabList,
    ...panels,
    place(workbook.items ?? [], 'items', []),
  );
  turn = settle(data, state.choices, askNow).then((settled) => {
    state = settled;
    refresh();
  });
  turn.catch(() => undefined);
  refreshShown();

  /** Before any answer, so that the page does not jump. */
  function refreshShown(): void {
    for (const { element: box, conditions } of shownWhen) box.hidden = !isVisible(conditions, state.choices);
  }

  return {
    element,
    choices: () => state.choices,
    remove: () => {
      stop.abort();
      for (const { view } of placed) view.remove?.();
    },
  };
}

/** Whole numbers for thirds leave a gap at the end of their line. */
const share = (width = 100): number => thirds[width] ?? width;
const thirds: Readonly<Record<number, number>> = { 33: 100 / 3, 34: 100 / 3, 66: 200 / 3, 67: 200 / 3 };

function textView(style: string | undefined): ItemView {
  const element = el('div', { class: style ? `text ${style}` : 'text' });
  return { element, show: (answer) => fill(element, markdownNodes(answer?.text ?? notFixed)) };
}

function groupView(
  item: Extract<WorkbookItem, { readonly group: string }>,
  inner: HTMLElement,
  key: string,
  reads: WorkbookData['reads'],
): ItemView {
  const title = el('summary', {}, item.group);
  const element = el('details', { class: 'group', open: !item.collapsed }, title, inner);
  if ((reads[key] ?? []).length === 0) return { element };
  return {
    element,
    show: (answer) => {
      title.textContent = answer?.title ?? item.group;
    },
  };
}

function linksView({ links, style = 'list' }: WorkbookLinks, { choose }: ItemWorld): HTMLElement {
  const made = links.map(({ label, url, parameter, value }) => {
    if (parameter !== undefined)
      return el('button', { class: 'link', onclick: () => choose({ [parameter]: value ?? '' }) }, label);
    const address = url === undefined ? undefined : webAddress(url);
    if (address === undefined) return el('span', {}, label);
    return el('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, label);
  });
  return el('ul', { class: `links ${style}` }, ...made.map((link) => el('li', {}, link)));
}

function rawView(raw: Readonly<Record<string, unknown>>, because = 'the source form has no words for it'): HTMLElement {
  return el(
    'section',
    { class: 'tile raw', 'data-state': 'raw' },
    el('header', {}, el('h3', {}, `Raw item${typeof raw.name === 'string' ? `: ${raw.name}` : ''}`)),
    el('p', { class: 'empty' }, `Azure shows this item, the preview does not: ${because}.`),
    el('details', { class: 'query' }, el('summary', {}, 'JSON'), el('pre', {}, JSON.stringify(raw, null, 2))),
  );
}
