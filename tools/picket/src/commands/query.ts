import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Diagnostic, diagnostic, renderProblem } from '@picket/diagnostics';
import { type Engine, tableJson } from '@picket/engine';
import { exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import type { Io } from '../io.ts';
import { openQueryEngine } from '../pipeline/query-engine.ts';
import { renderers } from './query-output.ts';

/** Runs a query on local files or where the data lives, or a batch of queries: JSON lines in, JSON lines out. */
export const run: RunCommand = async (io, [written], given) => {
  const { kql, options } = asked(io, written, given);
  const clock = textOption(options, 'now');
  const now = clock === undefined ? io.now() : new Date(clock);
  const render = renderers[textOption(options, 'format') ?? 'table'];
  const wrong = Number.isNaN(now.getTime())
    ? diagnostic('CMD009', { option: '--now', value: clock ?? '', want: 'a moment as 2026-03-02T10:00:00Z' })
    : options.batch || kql !== undefined
      ? undefined
      : diagnostic('CMD009', { option: '[kql]', value: '', want: 'a query, or --batch' });
  if (wrong || !render) {
    if (wrong) tell(io, [wrong], '');
    return exitCodes.usage;
  }
  const opened = await openQueryEngine(io, options);
  if (!opened.value) {
    tell(io, opened.problems, '');
    return opened.problems.every(({ code }) => code === 'CMD009') ? exitCodes.usage : exitCodes.problems;
  }
  const engine = opened.value;
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    if (options.batch) {
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() !== '') io.out(`${await answerLine(line, now, engine)}\n`);
      }
      return exitCodes.fine;
    }
    const { value, problems } = await engine.query(kql ?? '', { now });
    tell(io, problems, kql ?? '');
    if (!value) return exitCodes.problems;
    io.out(render(value, { width: io.width, colour: io.colour }));
    if (io.interactive) io.err(`${value.rows.length} ${value.rows.length === 1 ? 'row' : 'rows'}\n`);
    return exitCodes.fine;
  } finally {
    await engine.close();
    for (const signal of stopSignals) process.off(signal, stop);
  }
};

/** Ends the process as at its end, which removes what the engine keeps in files; a signal by itself leaves them. */
const stop = (): never => process.exit(exitCodes.outside);
const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** `--data` takes all that follows it: a last value that is no file is the query. */
function asked(
  io: Io,
  kql: string | undefined,
  options: Options,
): { readonly kql: string | undefined; readonly options: Options } {
  const { data } = options;
  if (kql !== undefined || options.batch || !Array.isArray(data)) return { kql, options };
  const last: unknown = data.at(-1);
  if (typeof last !== 'string' || existsSync(resolve(io.cwd, last))) return { kql, options };
  return { kql: last, options: { ...options, data: data.slice(0, -1) } };
}

/** One question of a batch and its answer: rows, why it is refused, or why it failed. */
export async function answerLine(line: string, now: Date, engine: Engine): Promise<string> {
  let id: unknown;
  try {
    const asked: unknown = JSON.parse(line);
    const { query, ...rest } = (typeof asked === 'object' && asked !== null ? asked : {}) as {
      readonly id?: unknown;
      readonly query?: unknown;
    };
    id = rest.id;
    const { value, problems } = await engine.query(String(query), { now });
    if (value) return JSON.stringify({ id, ...tableJson(value) });
    return JSON.stringify({ id, refused: problems.map(({ code, message }) => ({ code, message })) });
  } catch (failure) {
    // One query's failure is its answer; the others still get theirs.
    return JSON.stringify({ id, error: failure instanceof Error ? failure.message : String(failure) });
  }
}

function tell(io: Io, problems: readonly Diagnostic[], kql: string): void {
  for (const problem of problems) {
    io.err(renderProblem(problem, (file) => (file === 'query' ? kql : undefined), io.colour));
  }
}
