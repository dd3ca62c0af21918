import { diagnostic, OutsideFailure, renderProblem } from '@picket/diagnostics';
import { Command, CommanderError, Option } from 'commander';
import { type CommandRow, exitCodes, type Options } from './command.ts';
import { commands } from './commands/index.ts';
import { type Io, processIo } from './io.ts';
import { ownVersion } from './version.ts';

/**
 * Runs the command that the arguments name and answers with the exit code: 0 fine, 1 problems found, 2 wrong usage,
 * 3 the outside world failed, 4 changes (plan --detailed-exitcode). The only place where failures become text.
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  let code: number = exitCodes.fine;
  const program = new Command('picket')
    .description('Detection engineering for Microsoft Sentinel, as code.')
    .version(ownVersion(), '--version', 'print the version of picket')
    .helpCommand('help [command]', 'tell more about a command')
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 problems found, 2 wrong usage, 3 the outside world failed, 4 changes planned.\n',
    )
    .showHelpAfterError("Run 'picket --help' for the commands.");
  prepare(program, io);
  for (const row of commands) {
    addCommand(program, row, io, (result) => {
      code = result;
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof OutsideFailure) {
      io.err(renderProblem(error.problem, () => undefined, io.colour));
      return exitCodes.outside;
    }
    io.err(renderProblem(diagnostic('CMD900', { text: wholeStory(error) }), () => undefined, io.colour));
    return exitCodes.outside;
  }
}

/** An error with its stack and those of its causes. */
function wholeStory(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\nbecause of ${wholeStory(error.cause)}`;
}

function prepare(command: Command, io: Io): void {
  command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
}

function addCommand(program: Command, row: CommandRow, io: Io, done: (code: number) => void): void {
  const words = row.name.split(' ');
  const parent = words.length === 1 ? program : groupCommand(program, words[0] ?? '', io);
  const command = parent.command(`${words.at(-1)}${row.args ? ` ${row.args}` : ''}`).summary(row.summary);
  prepare(command, io);
  command.description(row.details ? `${row.summary}\n\n${row.details}` : row.summary);
  for (const option of row.options) {
    const made = new Option(option.flags, option.says);
    if (option.choices) made.choices([...option.choices]);
    if (option.standard !== undefined) made.default(option.standard);
    command.addOption(made);
  }
  const width = Math.max(...row.examples.map(([line]) => line.length));
  const examples = row.examples.map(([line, says]) => `  ${line.padEnd(width)}   ${says}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${examples}\n`);
  command.action(async (...received: unknown[]) => {
    const options = command.opts<Options>();
    const args = received.slice(0, -2).flatMap((value) => (Array.isArray(value) ? value : [value]));
    const { run } = await row.load();
    done(
      await run(
        io,
        args.filter((value): value is string => typeof value === 'string'),
        options,
      ),
    );
  });
}

function groupCommand(program: Command, name: string, io: Io): Command {
  const existing = program.commands.find((command) => command.name() === name);
  if (existing) return existing;
  const group = program.command(name).description('begin a new piece of content');
  prepare(group, io);
  return group;
}
