import { type Diagnostic, renderProblem } from '@picket/diagnostics';
import type { ExitCode } from './command.ts';
import type { Io } from './io.ts';

/** Tells why a command does not do its work, without excerpts, and gives the code that it ends with. */
export function refuse(io: Io, problems: readonly Diagnostic[], code: ExitCode): ExitCode {
  for (const problem of problems) io.err(renderProblem(problem, () => undefined, io.colour));
  return code;
}
