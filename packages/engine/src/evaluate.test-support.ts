import { type Json, runQuery, tableJson } from './index.ts';

/** The moment that the tests run at. */
export const testClock = new Date('2026-03-02T10:00:00Z');

/** The rows of a query as JSON; a query that is refused gives the codes and messages. */
export function rowsOf(query: string): readonly Json[] {
  const { value, problems } = runQuery(query, { now: testClock });
  return value ? tableJson(value).rows : problems.map(({ code, message }) => `${code} ${message}`);
}

/** The value of a scalar expression. */
export function resultOf(expression: string): Json {
  const [row] = rowsOf(`print x = ${expression}`);
  return Array.isArray(row) ? (row[0] ?? null) : (row ?? null);
}

/** Types and names of a query's result. */
export function columnsOf(query: string): readonly string[] {
  const { value, problems } = runQuery(query, { now: testClock });
  return value ? value.columns.map(({ name, type }) => `${name}:${type}`) : problems.map(({ code }) => code);
}
