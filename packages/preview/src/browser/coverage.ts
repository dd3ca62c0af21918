import type { AttackCoverage, RuleLink } from '../page-data.ts';
import { el } from './dom.ts';
import { linkTo } from './pages.ts';

/** ATT&CK's tactics side by side, with the techniques that rules name and how many do. */
export function coverageMatrix({ version, tactics }: AttackCoverage): HTMLElement {
  const named = tactics.flatMap(({ techniques }) => techniques.map(({ id }) => id));
  const columns = tactics.map(({ name, rules, techniques }) => {
    const count = new Set(
      [...rules, ...techniques.flatMap((each) => each.rules)].map(({ slug, id }) => `${slug}/${id}`),
    ).size;
    return el(
      'li',
      { class: count === 0 ? 'tactic none' : 'tactic' },
      el('h3', {}, name, el('span', { class: 'soft' }, ` ${count}`)),
      ...techniques.map((technique) => techniqueBox(technique.id, technique.name, technique.rules)),
      rules.length > 0 && techniqueBox('', 'no technique named', rules),
    );
  });
  return el(
    'section',
    { class: 'coverage' },
    el(
      'p',
      { class: 'soft' },
      `${new Set(named).size} techniques of ATT&CK ${version}; the number is that of the rules that name one.`,
    ),
    el('ol', { class: 'matrix' }, ...columns),
  );
}

function techniqueBox(id: string, name: string, rules: readonly RuleLink[]): HTMLElement {
  const weight = Math.min(rules.length, 4);
  return el(
    'details',
    { class: `technique of-${weight}` },
    el(
      'summary',
      {},
      el('span', { class: 'mono' }, id),
      ' ',
      name,
      el('span', { class: 'count' }, String(rules.length)),
    ),
    el(
      'ul',
      {},
      ...rules.map((rule) => el('li', {}, el('a', { href: linkTo(rule.slug, 'rules', rule.id) }, rule.name))),
    ),
  );
}
