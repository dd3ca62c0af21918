import type { Diagnostic } from '@picket/diagnostics';
import { type Event, parseEvents, YAMLException } from 'js-yaml';
import type { SourceText } from './decode.ts';
import { syntaxProblem } from './syntax-problem.ts';

/** Nobody nests a rule this deep; the parser recurses. */
const maxDepth = 64;
/** Of the entries of one file that cannot be read, so many are named. */
const namedEntries = 25;

/** A top-level entry that cannot be read; the rest of the file was read without it. */
export interface UnreadEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly end: number;
}

export interface Parsed {
  readonly events: readonly Event[];
  readonly unread: readonly UnreadEntry[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Text to events. The parser stops at the first fault, so when it does, each top-level entry is parsed on its own:
 * every entry with a fault gets its problem, and the others are read as if the faulty ones were blank. A file with
 * more faulty entries than anyone will look through is not read at all.
 */
export function parse(source: SourceText): Parsed {
  const { text } = source;
  const whole = attempt(text);
  if (whole.events) return { events: whole.events, unread: [], problems: [] };
  const faulty = faultyEntries(text);
  const problems = faulty.map(({ keyStart, end, fault }) => {
    const offset = Math.min(keyStart + fault.offset, text.length);
    return syntaxProblem({ reason: fault.reason, offset, entry: { start: keyStart, end }, maxDepth }, source);
  });
  if (faulty.length >= namedEntries) return { events: [], unread: [], problems };
  const rest = faulty.length > 0 ? attempt(blank(text, faulty)) : undefined;
  if (rest?.events) return { events: rest.events, unread: faulty, problems };
  const fault = { ...whole.fault, entry: entryAround(text, whole.fault.offset), maxDepth };
  return { events: [], unread: [], problems: [syntaxProblem(fault, source)] };
}

type FaultyEntry = UnreadEntry & { readonly fault: ParserFault };

function faultyEntries(text: string): readonly FaultyEntry[] {
  const faulty: FaultyEntry[] = [];
  for (const entry of topLevelEntries(text)) {
    const { fault } = attempt(text.slice(entry.keyStart, entry.end));
    if (fault) faulty.push({ ...entry, fault });
    if (faulty.length >= namedEntries) break;
  }
  return faulty;
}

interface ParserFault {
  readonly reason: string;
  readonly offset: number;
}

type Attempt =
  | { readonly events: readonly Event[]; readonly fault?: undefined }
  | { readonly events?: undefined; readonly fault: ParserFault };

function attempt(text: string): Attempt {
  try {
    return { events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { fault: { reason: error.reason, offset: Math.min(error.mark?.position ?? 0, text.length) } };
  }
}

const topLevelKey = /^(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#"'\-[\]{}][^:\r\n]*?)) *:(?=\s|$)/gm;

function topLevelEntries(text: string): readonly UnreadEntry[] {
  const found = [...text.matchAll(topLevelKey)];
  return found.map((match, i) => ({
    key: match[1] ?? match[2] ?? match[3] ?? '',
    keyStart: match.index,
    end: found[i + 1]?.index ?? text.length,
  }));
}

function entryAround(text: string, offset: number): { readonly start: number; readonly end: number } {
  const entries = topLevelEntries(text);
  const entry = entries.findLast(({ keyStart }) => keyStart <= offset);
  return { start: entry?.keyStart ?? 0, end: entry?.end ?? text.length };
}

/** The same text, all offsets kept, with these entries replaced by spaces. */
function blank(text: string, entries: readonly UnreadEntry[]): string {
  let result = '';
  let at = 0;
  for (const { keyStart, end } of entries) {
    result += text.slice(at, keyStart) + text.slice(keyStart, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}
