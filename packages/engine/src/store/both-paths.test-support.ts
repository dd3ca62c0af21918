import type { Column, Json, PreparedQuery, Table } from '../index.ts';
import { runPrepared, tableJson } from '../index.ts';
import { openRun, prepareQuery, refusedBy } from '../query.ts';
import { loadRows, type Pushed } from './load-rows.ts';
import { openStore } from './store.ts';
import type { LookupBounds } from './table-lookups.ts';

export const testClock = new Date('2026-03-02T10:00:00Z');

export interface Question {
  readonly text: string;
  readonly prepared: PreparedQuery;
}

/** Queries over one table called T, ready to run. Throws for one that is refused. */
export function questions(columns: readonly Column[], texts: readonly string[]): readonly Question[] {
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  const declarations = { tables: { T: types }, watchlists: {}, functions: {} };
  return texts.map((text) => {
    const { value, problems } = prepareQuery(text, { declarations, tables: new Map([['T', { columns, rows: [] }]]) });
    if (!value) throw new Error(`${text}: ${problems.map((each) => each.message).join('; ')}`);
    return { text, prepared: value };
  });
}

export interface BothAnswers {
  readonly text: string;
  /** What the evaluator alone says: rows, or why it refuses. */
  readonly reference: readonly Json[] | string;
  /** What the store and the evaluator say together. */
  readonly pushed: readonly Json[] | string;
  /** What DuckDB did. */
  readonly told: readonly Pushed[];
}

/** Values are looked up however few rows a table has: by all that it has, or by those of rows that count. */
export const anyTable: LookupBounds = { fewest: 0, many: Number.POSITIVE_INFINITY };
export const rowsThatCount: LookupBounds = { fewest: 0, many: 0 };

/** The answers of both paths. */
export async function bothAnswers(
  table: Table,
  asked: readonly Question[],
  lookups = anyTable,
): Promise<readonly BothAnswers[]> {
  const tables = new Map([['T', table]]);
  const store = await openStore({ threads: 2 });
  try {
    await store.put('T', table);
    const answers: BothAnswers[] = [];
    for (const { text, prepared } of asked) {
      const told: Pushed[] = [];
      const run = openRun(prepared, { now: testClock });
      const answer = async () => {
        try {
          const loaded = await loadRows(prepared.plan, run, store, { told: (each) => told.push(each), lookups });
          return runPrepared(prepared, { now: testClock, loaded });
        } catch (failure) {
          return refusedBy(failure, prepared);
        }
      };
      const said = ({ value, problems }: ReturnType<typeof runPrepared>): readonly Json[] | string =>
        value ? tableJson(value).rows : (problems[0]?.message ?? '');
      const reference = said(runPrepared(prepared, { now: testClock, tables }));
      answers.push({ text, reference, pushed: said(await answer()), told });
    }
    return answers;
  } finally {
    await store.close();
  }
}

/**
 * Answers that differ. Where the evaluator alone refuses a value, the store may have dropped its row for certain, so
 * that both together need not refuse.
 */
export function differing(answers: readonly BothAnswers[]): readonly BothAnswers[] {
  return answers.filter(
    ({ reference, pushed }) =>
      !(typeof reference === 'string' && typeof pushed !== 'string') &&
      JSON.stringify(reference) !== JSON.stringify(pushed),
  );
}
