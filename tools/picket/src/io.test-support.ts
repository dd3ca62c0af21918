import type { Io } from './io.ts';
import { main } from './main.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process, as the shell would, and collects what it says. */
export async function runPicket(args: readonly string[], around: Partial<Io> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    colour: false,
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date('2026-06-01T09:00:00Z'),
    confirm: async () => undefined,
    stopped: async () => undefined,
    ...around,
  });
  return { code, out, err };
}
