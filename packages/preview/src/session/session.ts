import { type Diagnostic, lineIndex } from '@picket/diagnostics';
import { cellJson, type Engine, type Json, type Table } from '@picket/engine';
import type { Document, Workbook, WorkbookParameter } from '@picket/model';
import {
  declaredParameters,
  type FilledText,
  fillText,
  type ParameterValue,
  parameterFactsByName,
  referencesIn,
} from '@picket/workbooks';
import type { Answer, Choices } from '../page-data.ts';
import { pageProblem } from '../page-problem.ts';
import { isTexts, parameterParts } from '../view/parts.ts';
import { type Labels, listedLabels, parameterValue } from './parameter-values.ts';
import { type AnyPart, partAt, textsOf, timeParameter } from './part-texts.ts';
import { spanOfChoice, type TimeSpan } from './time-span.ts';

/** More rows than these are told, not sent. */
const mostRows = 10_000;
const keptAnswers = 2_000;

export interface SessionOptions {
  readonly engine: Engine;
  /** The clock of every query. */
  readonly now: Date;
}

/** Answers for the parts of workbooks, from one engine, one query at a time. */
export interface Session {
  /**
   * What a part shows under these choices. An unknown key has no answer. What is wrong with the part is in the answer, at
   * its place in the source.
   *
   * @param signal a question that is aborted before its turn is not asked; rejects with the signal's reason then
   */
  readonly answer: (
    workbook: Document<Workbook>,
    key: string,
    choices: Choices,
    signal?: AbortSignal,
  ) => Promise<Answer | undefined>;
}

export function openSession({ engine, now }: SessionOptions): Session {
  const known = new Map<string, Asked>();
  let turn: Promise<unknown> = Promise.resolve();

  async function ask(query: string, within: TimeSpan | undefined): Promise<Asked> {
    const key = JSON.stringify([query, within]);
    const before = known.get(key);
    if (before) return before;
    const began = performance.now();
    const { value, problems } = await engine.query(query, { now, file: queryFile, ...(within ? { within } : {}) });
    const asked: Asked = {
      problems,
      milliseconds: Math.round(performance.now() - began),
      ...(value ? { columns: value.columns, rows: rowsOf(value) } : {}),
      ...(value && value.rows.length > mostRows ? { total: value.rows.length } : {}),
    };
    const [oldest] = known.keys();
    if (known.size >= keptAnswers && oldest !== undefined) known.delete(oldest);
    known.set(key, asked);
    return asked;
  }

  /** The engine computes on this thread: one after the other, and what nobody waits for any more is left out. */
  function inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      return work();
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  /** What the values of a drop-down are called: by its list, or by its query as it answers under these choices. */
  async function labelsOf(workbook: Workbook, parameter: WorkbookParameter, choices: Choices): Promise<Labels> {
    if (parameter.type !== 'drop-down') return new Map();
    const listed = listedLabels(parameter);
    if (parameter.query === undefined) return listed;
    const { text } = await filled(workbook, parameter.query, choices, 'query');
    const { rows = [] } = await ask(text, timeOf(workbook, parameter, choices));
    return new Map([...listed, ...rows.map(([value, label]) => [String(value), String(label ?? value)] as const)]);
  }

  async function filled(
    workbook: Workbook,
    text: string,
    choices: Choices,
    place: 'query' | 'text',
  ): Promise<FilledText> {
    const parameters = new Map(parameterParts(workbook).map(({ part }) => [part.parameter, part]));
    const values = new Map<string, ParameterValue>();
    for (const { name, format } of referencesIn(text)) {
      const choice = choices[name];
      if (choice === undefined) continue;
      const parameter = parameters.get(name);
      const labels = parameter && format === 'label' ? await labelsOf(workbook, parameter, choices) : new Map();
      const value = parameterValue(choice, parameter, now, labels);
      if (value) values.set(name, value);
    }
    return fillText(text, parameterFactsByName(declaredParameters(workbook)), values, place);
  }

  function timeOf(workbook: Workbook, part: AnyPart, choices: Choices): TimeSpan | undefined {
    const name = timeParameter(workbook, part);
    const choice = name === undefined ? undefined : choices[name];
    return choice === undefined || typeof choice === 'string' || isTexts(choice)
      ? undefined
      : spanOfChoice(choice, now);
  }

  async function answer(document: Document<Workbook>, key: string, part: AnyPart, choices: Choices): Promise<Answer> {
    const workbook = document.value;
    const texts: { title?: string; text?: string } = {};
    let query: FilledText | undefined;
    for (const { as, text, place } of textsOf(part)) {
      const made = await filled(workbook, text, choices, place);
      if (as === 'query') query = made;
      else texts[as] = made.text;
    }
    if (!query) return { ...texts, problems: [] };
    const within = timeOf(workbook, part, choices);
    const { problems, ...result } = await ask(query.text, within);
    const span = within && { from: within.from.toISOString(), to: within.to.toISOString() };
    const placed = problems
      .filter(({ code }) => code !== emptyTable)
      .map((problem) => pageProblem(inSource(problem, query, document, key)));
    return { ...texts, query: query.text, ...(span ? { span } : {}), ...result, problems: placed };
  }

  return {
    answer: async (document, key, choices, signal) => {
      const part = partAt(document.value, key);
      return part && inTurn(signal, () => answer(document, key, part, choices));
    },
  };
}

interface Asked extends Pick<Answer, 'columns' | 'rows' | 'total' | 'milliseconds'> {
  readonly problems: readonly Diagnostic[];
}

const rowsOf = ({ columns, rows }: Table): readonly (readonly Json[])[] =>
  rows.slice(0, mostRows).map((row) => columns.map(({ type }, i) => cellJson(row[i] ?? null, type)));

/** That a table counts as empty is how a sample is meant; the tile says that it has no data. */
const emptyTable = 'ENG114';

/** What problems of a filled query are reported in. */
const queryFile = 'query';

/** A problem of a filled query at its place in the source; others stay where they are. */
function inSource(problem: Diagnostic, query: FilledText, document: Document<Workbook>, key: string): Diagnostic {
  const { at } = problem;
  if (at?.file !== queryFile) return problem;
  const { offsetAt } = lineIndex(query.text);
  const { start, end } = query.sourceOf(offsetAt(at.start), offsetAt(at.end));
  const path = key.split('/').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { ...problem, at: document.within([...path, 'query'], start, end) };
}
