import type { RuleCases, RuleData } from '../page-data.ts';
import { el, fill } from './dom.ts';
import { severityColour } from './front-page.ts';
import { kqlBlock } from './kql-block.ts';
import { markdownNodes } from './markdown.ts';
import type { CategoryWorld } from './pages.ts';
import { problemBoxes } from './problems.ts';

/** The rules of a category: what each detects, its query, and what becomes of its cases. */
export function rulesView({ category, source }: CategoryWorld, open: string): HTMLElement {
  const { slug } = category.summary;
  const host = el('div', { class: 'rules', 'aria-busy': 'true' }, el('p', { class: 'soft' }, 'Reading the rules …'));
  const results = new Map<string, HTMLElement>();
  const show = async (): Promise<void> => {
    const rules = await source.rules(slug);
    const boxes = rules.map((rule) => {
      const result = el(
        'div',
        { class: 'cases', 'aria-busy': 'true' },
        el('p', { class: 'soft' }, 'Running the cases …'),
      );
      results.set(rule.id, result);
      return ruleBox(rule, rule.id === open || rules.length === 1, result);
    });
    fill(host, ...(boxes.length > 0 ? boxes : [el('p', { class: 'empty' }, 'This package has no rules.')]));
    host.setAttribute('aria-busy', 'false');
    boxes.find((box) => open !== '' && box.open)?.scrollIntoView();
    const cases = await source.cases(slug);
    for (const [id, result] of results) showCases(result, cases[id]);
  };
  show().catch((failure: unknown) => {
    const said = failure instanceof Error ? failure.message : String(failure);
    const places = results.size > 0 ? [...results.values()] : [host];
    for (const place of places) fill(place, el('p', { class: 'empty' }, `No answer: ${said}`));
  });
  return host;
}

function ruleBox(rule: RuleData, isOpen: boolean, cases: HTMLElement): HTMLDetailsElement {
  const facts: readonly (readonly [string, string])[] = [
    ['Runs', rule.schedule],
    ['Entities', rule.entities.join(', ')],
    ['ATT&CK', [...rule.tactics, ...rule.techniques].join(', ')],
    ['File', rule.file],
  ];
  return el(
    'details',
    { class: 'rule', open: isOpen, 'data-rule': rule.id },
    el(
      'summary',
      {},
      el('span', { class: `mark on-${severityColour(rule.severity)}` }, rule.severity),
      el('span', { class: 'rule-name' }, rule.name),
      el('span', { class: 'soft' }, rule.kind),
    ),
    el('div', { class: 'text' }, markdownNodes(rule.description)),
    el(
      'dl',
      { class: 'facts-list' },
      ...facts.flatMap(([name, value]) => (value === '' ? [] : [el('dt', {}, name), el('dd', {}, value)])),
    ),
    el('h4', {}, 'Query'),
    kqlBlock(rule.query),
    ...list('Known benign causes', rule.falsePositives),
    ...list('Response', rule.response),
    el('h4', {}, 'Cases'),
    cases,
  );
}

function list(title: string, lines: readonly string[]): readonly HTMLElement[] {
  return lines.length === 0 ? [] : [el('h4', {}, title), el('ul', {}, ...lines.map((line) => el('li', {}, line)))];
}

function showCases(host: HTMLElement, found: RuleCases | undefined): void {
  host.setAttribute('aria-busy', 'false');
  if (!found || (found.cases.length === 0 && found.problems.length === 0)) {
    fill(host, el('p', { class: 'empty' }, 'This rule has no cases.'));
    return;
  }
  const rows = found.cases.map(({ name, passed, mismatches }) =>
    el(
      'li',
      { class: passed ? 'passed' : 'failed' },
      el('span', { class: `sign on-${passed ? 'green' : 'red'}`, 'aria-hidden': 'true' }, passed ? '✓' : '✕'),
      el('span', { class: 'hidden-text' }, passed ? 'holds: ' : 'does not hold: '),
      ` ${name}`,
      mismatches.length > 0 && el('pre', {}, mismatches.join('\n')),
    ),
  );
  fill(host, ...problemBoxes(found.problems), el('ul', { class: 'case-list' }, ...rows));
}
