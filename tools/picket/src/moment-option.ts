import { type Options, textOption } from './command.ts';

/** A day of UTC, or a moment that says its zone: what it means must not depend on the machine. */
const writtenMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** The moment that an option says; undefined when it is not given, or says none. */
export function momentOption(options: Options, name: string): Date | undefined {
  const text = textOption(options, name);
  if (text === undefined || !writtenMoment.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
