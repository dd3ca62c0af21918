import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Checked, type Diagnostic, diagnostic, linesOf, renderProblem } from '@picket/diagnostics';
import { type Engine, type OutsideData, prepareSteps, type Table, tablesRead } from '@picket/engine';
import { type Declarations, noDeclarations } from '@picket/kql';
import { type Rule, readRule } from '@picket/model';
import { explainQuery, explainRun, explanationText, type RunExplanation } from '@picket/simulate';
import { type ExitCode, exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import type { Io } from '../io.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { openQueryEngine } from '../pipeline/query-engine.ts';
import { openRepository } from '../pipeline/repository.ts';
import { readBytes } from '../pipeline/select-files.ts';

/** Rows are brought into memory to be followed. */
const mostRows = 200_000;

/** Shows how many rows each step of a query or of a rule's query lets through, on local files. */
export const run: RunCommand = async (io, [asked = ''], options) => {
  const clock = textOption(options, 'now');
  const now = clock === undefined ? io.now() : new Date(clock);
  if (Number.isNaN(now.getTime())) {
    return told(
      io,
      [diagnostic('CMD009', { option: '--now', value: clock ?? '', want: 'a moment as 2026-03-02T10:00:00Z' })],
      '',
      exitCodes.usage,
    );
  }
  const file = /\.ya?ml$/i.test(asked) && existsSync(resolve(io.cwd, asked)) ? asked : undefined;
  const read = file === undefined ? undefined : readRule({ path: file, bytes: readBytes(resolve(io.cwd, file)) });
  if (read && !read.rule) return told(io, read.problems, '', exitCodes.problems);
  const rule = read?.rule?.value;
  const query = rule?.query ?? asked;
  const declarations =
    findRoot(io.cwd) === undefined ? noDeclarations : (openRepository(io.cwd).value?.declarations ?? noDeclarations);
  const { value: explained, problems } = await explanation(io, options, rule, query, declarations, now);
  if (!explained) return told(io, problems, query, exitCodes.problems);
  io.out(options.json ? `${JSON.stringify(explained, null, 2)}\n` : explanationText(explained));
  return exitCodes.fine;
};

async function explanation(
  io: Io,
  options: Options,
  rule: Rule | undefined,
  query: string,
  declarations: Declarations,
  now: Date,
): Promise<Checked<RunExplanation>> {
  const prepared = prepareSteps(query, { declarations, missing: 'empty' });
  if (!prepared.value) return { problems: prepared.problems };
  const opened = await openQueryEngine(io, options);
  if (!opened.value) return { problems: opened.problems };
  try {
    const data = await dataOf(opened.value, [...tablesRead(prepared.value).keys()], now);
    if (!data.value) return { problems: data.problems };
    return rule
      ? explainRun(rule, { declarations }, data.value, now)
      : explainQuery(query, { declarations }, data.value, now);
  } finally {
    await opened.value.close();
  }
}

/** The rows of tables with the times at which they came in. */
async function dataOf(engine: Engine, names: readonly string[], now: Date): Promise<Checked<OutsideData>> {
  const tables = new Map<string, Table>();
  for (const name of names) {
    const arrived = '__arrived';
    const { value, problems } = await engine.query(`['${name}'] | extend ${arrived} = ingestion_time()`, { now });
    if (!value) return { problems };
    if (value.rows.length > mostRows) {
      return {
        problems: [
          diagnostic('CMD009', {
            option: '--data',
            value: `${value.rows.length} rows of ${name}`,
            want: `at most ${mostRows} rows to follow`,
          }),
        ],
      };
    }
    const last = value.columns.length - 1;
    tables.set(name, {
      columns: value.columns.slice(0, last),
      rows: value.rows.map((row) => row.slice(0, last)),
      ingested: value.rows.map((row) => row[last] ?? null),
    });
  }
  return { value: { tables }, problems: [] };
}

function told(io: Io, problems: readonly Diagnostic[], query: string, code: ExitCode): ExitCode {
  const lines = linesOf((path) => (path === 'query' ? query : undefined));
  for (const problem of problems) io.err(renderProblem(problem, lines, io.colour));
  return code;
}
