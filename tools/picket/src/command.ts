import type { PlanPolicy } from '@picket/deploy';
import type { Io } from './io.ts';

/** Documented everywhere the same: what the shell gets back. */
export const exitCodes = { fine: 0, problems: 1, usage: 2, outside: 3, changes: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One option of a command, in commander's notation. */
export interface OptionRow {
  readonly flags: string;
  readonly says: string;
  readonly choices?: readonly string[];
  readonly standard?: string;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type RunCommand = (io: Io, args: readonly string[], options: Options) => Promise<ExitCode>;

/** A command as data: help, shell completion and the parser are made from it; its code is loaded only when it runs. */
export interface CommandRow {
  /** `check`, or `new rule` for a command below another. */
  readonly name: string;
  /** In commander's notation: `[paths...]`, `<code>`. */
  readonly args?: string;
  readonly summary: string;
  readonly details?: string;
  readonly options: readonly OptionRow[];
  readonly examples: readonly (readonly [command: string, says: string])[];
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** The text of an option, or undefined; for options that take a value. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** What the plan may do about resources that are not simply ours. */
export function planPolicy(options: Options): PlanPolicy {
  return { adopt: options.adopt === true, overwriteConflicts: options.overwriteConflicts === true };
}

/** The files and folders of --data. */
export function pathsOf(options: Options): readonly string[] {
  const given: unknown = options.data;
  if (typeof given === 'string') return [given];
  return Array.isArray(given) ? given.map(String) : [];
}
