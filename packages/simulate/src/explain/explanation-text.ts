import type { TraceCondition, TraceStep } from '@picket/engine';
import { oneLine } from '../one-line.ts';
import type { EventFate } from './event-fates.ts';
import { type RunExplanation, shownValue, type TableSeen } from './explain-run.ts';

const mostCharacters = 88;

/**
 * An explanation as text, to be read from top to bottom: what came in, each step with the rows in and out, the step that
 * lost the last row marked, the parts of its filter with the values that failed them, and where each event is lost.
 */
export function explanationText({ at, tables, steps, rows, rule, events, notFollowed }: RunExplanation): string {
  const lines = [`run at ${at.toISOString()}`, ...tables.map(tableLine)];
  // Several where a union's branches each lose theirs.
  const losing = (step: TraceStep): boolean =>
    rows === 0 && step.isMain && step.rowsIn !== undefined && step.rowsIn > 0 && step.rowsOut === 0;
  const width = Math.max(5, ...steps.map((step) => countsOf(step).length));
  for (const step of steps) lines.push(...stepLines(step, losing(step), width));
  lines.push(`${counted(rows, 'row')} in the result`);
  if (rule) {
    const said = rule.isTriggered ? `holds: ${counted(rule.alerts, 'alert')}` : 'does not hold: no alert';
    lines.push(
      `rows ${rule.operator} ${rule.threshold} ${said}`,
      ...rule.notes.map((note) => `  ${oneLine(note, mostCharacters)}`),
    );
  }
  if (events.length > 0) lines.push('each event:', ...events.flatMap(fateLines));
  if (notFollowed > 0) lines.push(`  ${counted(notFollowed, 'more event')} not followed`);
  return `${lines.join('\n')}\n`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function tableLine({ table, given, seen, tooOld, tooNew, notYetIn }: TableSeen): string {
  const unseen = [
    tooOld > 0 ? `${tooOld} too old` : '',
    tooNew > 0 ? `${tooNew} not before the run` : '',
    notYetIn > 0 ? `${notYetIn} not yet ingested` : '',
  ].filter((each) => each !== '');
  return `${table}: ${counted(given, 'event')}, ${seen} seen by the run${unseen.length > 0 ? ` (${unseen.join(', ')})` : ''}`;
}

const countsOf = ({ rowsIn, rowsOut }: TraceStep): string =>
  rowsIn === undefined ? `${rowsOut}` : `${rowsIn} → ${rowsOut}`;

function stepLines(step: TraceStep, isLosing: boolean, width: number): readonly string[] {
  const { conditions = [], depth, rowsIn = 0, rowsOut } = step;
  const indent = '  '.repeat(depth);
  const line = `${isLosing ? '✗' : ' '} ${countsOf(step).padStart(width)}  ${indent}${oneLine(step.text, mostCharacters - indent.length)}`;
  if (rowsOut === rowsIn || rowsIn === 0) return [line];
  return [
    line,
    ...conditions
      .filter(({ keeps }) => keeps < rowsIn)
      .map((each) => conditionLine(each, rowsIn, `  ${' '.repeat(width)}  ${indent}    `)),
  ];
}

function conditionLine(condition: TraceCondition, of: number, indent: string): string {
  const { text, keeps, keepsOut } = condition;
  const alone = keepsOut > 0 && keepsOut < of - keeps ? `, ${keepsOut} kept out by it alone` : '';
  return `${indent}${oneLine(text, mostCharacters)}: keeps ${keeps} of ${of}${alone}${exampleText(condition)}`;
}

function exampleText({ examples: [example] }: TraceCondition): string {
  if (!example) return '';
  const values = Object.entries(example.values).map(([name, value]) => `${name} is ${oneLine(shownValue(value), 60)}`);
  const letters = example.differsInCase ? ', the same but for the letter case' : '';
  return values.length > 0 ? ` (${values.join(', ')}${letters})` : '';
}

const unseen = { 'too old': 'too old', 'too new': 'not before the run', 'not yet in': 'not yet ingested' } as const;

const passed = {
  nowhere: 'counts in the result',
  aside: 'only read beside the others, and the result is the same without it',
  unread: 'the query does not read this table',
  unknown: 'cannot be followed, since the engine refuses the query without it',
} as const;

function fateLines({ table, numbers, lost }: EventFate): readonly string[] {
  const who = `  ${table} ${numbersText(numbers)}`;
  if (lost.at === 'window') return [`${who}: ${unseen[lost.why]}`];
  if (lost.at !== 'step') return [`${who}: ${passed[lost.at]}`];
  const { step, failing } = lost;
  const where = `${who}: lost at ${oneLine(step.text, 60)}`;
  return [
    where,
    ...failing.map((condition) => `      ${oneLine(condition.text, mostCharacters)}${exampleText(condition)}`),
  ];
}

/** `1-9, 12`. */
function numbersText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
