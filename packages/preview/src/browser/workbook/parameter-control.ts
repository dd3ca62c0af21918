import type { DropDownParameter, TimeRangeParameter, WorkbookParameter } from '@picket/model';
import type { Choice, Choices, PageProblem, TimeChoice } from '../../page-data.ts';
import { isTexts } from '../../view/parts.ts';
import { sampleResource } from '../../view/sample-resources.ts';
import type { DropDownOption } from '../../view/settle.ts';
import { el, fill, newId } from '../dom.ts';
import { problemBoxes } from '../problems.ts';

/** The control of a parameter; hidden parameters have none. */
export interface ParameterControl {
  readonly element: HTMLElement;
  readonly set: (
    choice: Choice | undefined,
    options: readonly DropDownOption[],
    problems: readonly PageProblem[],
  ) => void;
}

type Choose = (choices: Choices) => void;
type Make = (parameter: WorkbookParameter, id: string, choose: Choose) => Control;

interface Control {
  readonly element: HTMLElement;
  readonly set: (choice: Choice | undefined, options: readonly DropDownOption[]) => void;
}

/** A control with its label and, below it, what is wrong with the parameter's query. */
export function parameterControl(
  parameter: WorkbookParameter,
  choose: Choose,
  clock: string,
): ParameterControl | undefined {
  if (parameter.hidden || parameter.type === 'query') return undefined;
  const id = newId('parameter');
  const make: Make =
    parameter.type === 'time-range'
      ? (each, own, then) => timeControl(each as TimeRangeParameter, own, then, clock)
      : parameter.type === 'drop-down'
        ? (each, own, then) => dropDown(each as DropDownParameter, own, then)
        : parameter.type === 'text'
          ? textControl
          : resourceControl;
  const control = make(parameter, id, choose);
  const problems = el('div');
  const element = el(
    'div',
    { class: 'parameter', 'data-parameter': parameter.parameter, title: parameter.description },
    el('label', { for: id }, parameter.label ?? parameter.parameter, parameter.required ? ' *' : undefined),
    control.element,
    problems,
  );
  return {
    element,
    set: (choice, options, told) => {
      control.set(choice, options);
      fill(problems, ...problemBoxes(told));
    },
  };
}

const words: readonly (readonly [unit: string, word: string])[] = [
  ['D', 'day'],
  ['H', 'hour'],
  ['M', 'minute'],
  ['S', 'second'],
];

/** `PT4H` as `Last 4 hours`. */
export function durationLabel(duration: string): string {
  const parts = words.flatMap(([unit, word]) => {
    const count = new RegExp(`(\\d+)${unit}`).exec(duration)?.[1];
    return count === undefined ? [] : [`${count === '1' ? '' : `${count} `}${word}${count === '1' ? '' : 's'}`];
  });
  return parts.length > 0 ? `Last ${parts.join(' ')}` : duration;
}

const custom = 'custom';
const usualOptions = ['PT1H', 'PT4H', 'P1D', 'P3D', 'P7D', 'P14D', 'P30D'];

function timeControl(parameter: TimeRangeParameter, id: string, choose: Choose, clock: string): Control {
  const durations = [...new Set([...(parameter.options ?? usualOptions), parameter.default])];
  const select = el(
    'select',
    { id },
    ...durations.map((duration) => el('option', { value: duration }, durationLabel(duration))),
    parameter.custom && el('option', { value: custom }, 'From … to …'),
  );
  const [from, to] = [moment('From'), moment('To')];
  const moments = el('span', { class: 'moments', hidden: true }, from, to);
  const tell = (): void => {
    moments.hidden = select.value !== custom;
    if (select.value !== custom) choose({ [parameter.parameter]: { duration: select.value } });
    else if (from.value !== '' && to.value !== '' && from.value < to.value) {
      choose({ [parameter.parameter]: { from: `${from.value}:00Z`, to: `${to.value}:00Z` } });
    }
  };
  from.value = new Date(new Date(clock).getTime() - 86_400_000).toISOString().slice(0, 16);
  to.value = clock.slice(0, 16);
  for (const input of [select, from, to]) input.addEventListener('change', tell);
  return {
    element: el('span', {}, select, moments),
    set: (choice) => {
      const span = choice as TimeChoice | undefined;
      if (span && 'duration' in span) select.value = span.duration;
      else if (span) {
        select.value = custom;
        from.value = span.from.slice(0, 16);
        to.value = span.to.slice(0, 16);
      }
      moments.hidden = select.value !== custom;
    },
  };
}

const moment = (label: string): HTMLInputElement =>
  el('input', { type: 'datetime-local', 'aria-label': `${label}, UTC`, title: `${label}, UTC` });

const textControl: Make = ({ parameter }, id, choose) => {
  const input = el('input', { id, type: 'text', onchange: () => choose({ [parameter]: input.value }) });
  return {
    element: input,
    set: (choice) => {
      if (typeof choice === 'string') input.value = choice;
    },
  };
};

/** There is nothing to choose: the one entry says so. */
const resourceControl: Make = ({ type }, id) => ({
  element: el(
    'select',
    {
      id,
      disabled: true,
      title: 'Azure offers the resources that the reader may see. The preview has this invented one.',
    },
    el('option', {}, `${sampleResource(type)?.label ?? ''} (invented)`),
  ),
  set: () => undefined,
});

const allLabel = 'All';

function dropDown(parameter: DropDownParameter, id: string, choose: Choose): Control {
  return parameter.multiple ? severalControl(parameter, id, choose) : oneControl(parameter, id, choose);
}

function oneControl({ parameter, all, required }: DropDownParameter, id: string, choose: Choose): Control {
  const select = el('select', { id, onchange: () => choose({ [parameter]: select.value }) });
  return {
    element: select,
    set: (choice, options) => {
      const none = !required && all === undefined ? [{ value: '', label: '(none)' }] : [];
      const everything = all === undefined ? [] : [{ value: all, label: allLabel }];
      fill(select, ...[...none, ...everything, ...options].map(({ value, label }) => el('option', { value }, label)));
      select.value = typeof choice === 'string' ? choice : '';
    },
  };
}

/** Several values: a button that opens a list of check boxes. "All" gives up the others, and they give up it. */
function severalControl({ parameter, all }: DropDownParameter, id: string, choose: Choose): Control {
  const summary = el('summary', { id });
  const list = el('div', { class: 'choices', role: 'group' });
  const element = el(
    'details',
    {
      class: 'several',
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        element.open = false;
        summary.focus();
      },
    },
    summary,
    list,
  );
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !element.contains(event.target)) element.open = false;
  });
  const tell = (changed: HTMLInputElement): void => {
    const boxes = [...list.querySelectorAll('input')];
    if (all !== undefined && changed.checked) {
      for (const box of boxes) if ((box.value === all) !== (changed.value === all)) box.checked = false;
    }
    const texts = boxes.filter((box) => box.checked).map((box) => box.value);
    choose({ [parameter]: texts.length === 0 && all !== undefined ? [all] : texts });
  };
  return {
    element,
    set: (choice, options) => {
      const chosen = new Set(choice !== undefined && isTexts(choice) ? choice : []);
      const entries = [...(all === undefined ? [] : [{ value: all, label: allLabel }]), ...options];
      const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : undefined;
      fill(
        list,
        ...entries.map(({ value, label }) => {
          const box = el('input', { type: 'checkbox', value, onchange: () => tell(box) });
          box.checked = chosen.has(value);
          return el('label', {}, box, ' ', label);
        }),
      );
      const again = [...list.querySelectorAll('input')].find((box) => box.value === focused);
      if (element.open) again?.focus();
      const labels = entries.filter(({ value }) => chosen.has(value)).map(({ label }) => label);
      summary.textContent =
        labels.length === 0 ? '(none)' : labels.length > 2 ? `${labels.length} chosen` : labels.join(', ');
    },
  };
}
