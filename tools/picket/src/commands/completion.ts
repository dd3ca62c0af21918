import { diagnostic, renderProblem } from '@picket/diagnostics';
import { exitCodes, type RunCommand } from '../command.ts';
import { completionScript, isShell } from '../completion-script.ts';
import { commands } from './index.ts';

export const run: RunCommand = async (io, [shell = '']) => {
  if (!isShell(shell)) {
    io.err(renderProblem(diagnostic('CMD006', { shell }), () => undefined, io.colour));
    return exitCodes.usage;
  }
  io.out(completionScript(shell, commands));
  return exitCodes.fine;
};
