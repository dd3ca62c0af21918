import { createInterface } from 'node:readline/promises';

/** What a command may touch of the outside world; tests hand in their own. */
export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and problems. */
  readonly err: (text: string) => void;
  /** True where stderr is a terminal, so that a progress line can be drawn over. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Characters in a line of the terminal that results go to; undefined where they go elsewhere. */
  readonly width?: number | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Asks yes or no; undefined where nobody can answer. */
  readonly confirm: (question: string) => Promise<boolean | undefined>;
  /** Resolves when the user asks a served command to end. */
  readonly stopped: () => Promise<void>;
}

export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  // `picket explain | head` closes the pipe early: the reader has what it wanted, and there is nobody left to tell.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
  const answers = Boolean(stdin.isTTY && stderr.isTTY) && !env.CI;
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    interactive: Boolean(stderr.isTTY) && !env.CI,
    colour: Boolean(stderr.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb',
    width: stdout.isTTY ? stdout.columns : undefined,
    cwd: process.cwd(),
    env,
    now: () => new Date(),
    confirm: async (question) => {
      if (!answers) return undefined;
      const lines = createInterface({ input: stdin, output: stderr });
      const answer = await lines.question(`${question} [y/N] `);
      lines.close();
      return /^y(es)?$/i.test(answer.trim());
    },
    stopped: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      }),
  };
}

/** A line with counts and the time left, for work that takes over a second; drawn over itself on a terminal only. */
export function progressLine(
  io: Io,
  label: string,
): { readonly at: (done: number, total: number) => void; readonly end: () => void } {
  const started = Date.now();
  let drawn = false;
  let last = 0;
  return {
    at: (done, total) => {
      const now = Date.now();
      if (!io.interactive || now - started < 1000 || now - last < 100 || done === 0) return;
      last = now;
      drawn = true;
      const left = Math.ceil(((now - started) / done) * ((total - done) / 1000));
      io.err(`\r\u001b[K${label} ${done}/${total}, about ${left} s left`);
    },
    end: () => {
      if (drawn) io.err('\r\u001b[K');
    },
  };
}
