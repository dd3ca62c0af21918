import { catalogue, diagnostic, findCode, pageOf, renderProblem } from '@picket/diagnostics';
import { exitCodes, type RunCommand } from '../command.ts';

export const run: RunCommand = async (io, [written], options) => {
  if (written === undefined) {
    const rows = Object.entries(catalogue).map(([code, { severity, title }]) => ({ code, severity, title }));
    if (options.json) io.out(`${JSON.stringify(rows, null, 2)}\n`);
    else for (const { code, severity, title } of rows) io.out(`${code}  ${severity.padEnd(7)}  ${title}\n`);
    return exitCodes.fine;
  }
  const { code, near } = findCode(written);
  if (!code) {
    io.err(renderProblem(diagnostic('CMD005', { written, near }), () => undefined, io.colour));
    return exitCodes.usage;
  }
  const page = pageOf(code);
  const { severity, title } = catalogue[code];
  io.out(options.json ? `${JSON.stringify({ code, severity, title, page }, null, 2)}\n` : page);
  return exitCodes.fine;
};
