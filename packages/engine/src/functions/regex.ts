import { Refusal } from '../values/refusal.ts';

/**
 * Regular expressions of KQL are those of Rust's regex crate. They are rewritten into JavaScript's; what has no exact
 * counterpart here is refused. Microsoft Learn, "RE2 syntax" and "Regex syntax".
 */
const word = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}';
const insideWord = `[${word}]`;
const border = `(?:(?<=${insideWord})(?!${insideWord})|(?<!${insideWord})(?=${insideWord}))`;
const noBorder = `(?:(?<=${insideWord})(?=${insideWord})|(?<!${insideWord})(?!${insideWord}))`;

/** Escapes as they stand outside and inside a class. */
const classEscapes: Readonly<Record<string, readonly [outside: string, inside: string | undefined]>> = {
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  s: ['\\p{White_Space}', '\\p{White_Space}'],
  S: ['\\P{White_Space}', '\\P{White_Space}'],
  w: [insideWord, word],
  W: [`[^${word}]`, undefined],
  b: [border, undefined],
  B: [noBorder, undefined],
  A: ['(?<![\\s\\S])', undefined],
  z: ['(?![\\s\\S])', undefined],
  n: ['\\n', '\\n'],
  r: ['\\r', '\\r'],
  t: ['\\t', '\\t'],
  f: ['\\f', '\\f'],
  v: ['\\v', '\\v'],
};

interface Reading {
  readonly pattern: string;
  at: number;
  flags: string;
  inClass: boolean;
}

const kept = new Map<string, RegExp>();
const mostKept = 1000;

/** A pattern with the flags i, m, s or none. Throws a refusal when it has no exact counterpart. */
export function compileRegex(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`;
  const known = kept.get(key);
  if (known) return known;
  const reading: Reading = { pattern, at: 0, flags, inClass: false };
  const leading = /^(?:\^?\(\?:)?\(\?([ims]+)\)/.exec(pattern);
  let source = '';
  while (reading.at < pattern.length) source += piece(reading, leading?.[0]);
  try {
    const regex = new RegExp(source, `u${[...new Set(reading.flags)].join('')}`);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, regex);
    return regex;
  } catch (failure) {
    if (failure instanceof SyntaxError) throw refusal(pattern, 'it cannot be read');
    throw failure;
  }
}

const refusal = (pattern: string, why: string): Refusal => new Refusal(`the regular expression ${pattern}`, why);

function piece(reading: Reading, leading: string | undefined): string {
  const { pattern, at } = reading;
  const next = pattern[at] ?? '';
  reading.at++;
  if (next === '\\') return escaped(reading);
  if (reading.inClass) {
    if (next === '[') return posixClass(reading);
    if (/^(&&|--|~~)/.test(pattern.slice(at))) throw refusal(pattern, 'it uses a set operation');
    if (next === ']') reading.inClass = false;
    return next;
  }
  if (next === '[') {
    reading.inClass = true;
    const start = /^\^?\]?/.exec(pattern.slice(reading.at))?.[0] ?? '';
    reading.at += start.length;
    return `[${start.replace(']', '\\]')}`;
  }
  if (next === '.') return reading.flags.includes('s') ? '[\\s\\S]' : '[^\\n]';
  if (next === '(' && pattern[reading.at] === '?') return group(reading, leading);
  if ((next === '^' || next === '$') && reading.flags.includes('m')) {
    return next === '^' ? '(?<=\\n|(?<![\\s\\S]))' : '(?=\\n|(?![\\s\\S]))';
  }
  if (/[*+?}]/.test(next) && pattern[reading.at] === '+') throw refusal(pattern, 'it repeats a repetition');
  if (next === ']') return '\\]';
  if (next === '}' || next === '{') return braces(reading, next);
  return next;
}

function braces(reading: Reading, next: string): string {
  const counted = next === '{' ? /^\d+(,\d*)?\}/.exec(reading.pattern.slice(reading.at))?.[0] : undefined;
  if (!counted) return `\\${next}`;
  reading.at += counted.length;
  return `{${counted}`;
}

function group(reading: Reading, leading: string | undefined): string {
  const rest = reading.pattern.slice(reading.at);
  const flags = /^\?([ims]+)\)/.exec(rest);
  if (flags && leading?.endsWith(`(${flags[0]}`) && reading.at - 1 + flags[0].length + 1 === leading.length) {
    reading.flags += flags[1] ?? '';
    reading.at += flags[0].length;
    return '';
  }
  if (rest.startsWith('?:')) {
    reading.at += 2;
    return '(?:';
  }
  const named = /^\?P?<([A-Za-z_]\w*)>/.exec(rest);
  if (!named) throw refusal(reading.pattern, 'it uses a group of a kind that is not known here');
  reading.at += named[0].length;
  return `(?<${named[1] ?? ''}>`;
}

function escaped(reading: Reading): string {
  const { pattern } = reading;
  const next = pattern[reading.at] ?? '';
  reading.at++;
  const row = Object.hasOwn(classEscapes, next) ? classEscapes[next] : undefined;
  if (row) {
    const text = reading.inClass ? row[1] : row[0];
    if (text === undefined || (next === 'b' && pattern[reading.at] === '{'))
      throw refusal(pattern, `it uses \\${next} in a way not known here`);
    return text;
  }
  const hex = /^(?:x([\da-fA-F]{2})|[xu]\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4}))/.exec(pattern.slice(reading.at - 1));
  if (hex) {
    reading.at += hex[0].length - 1;
    return `\\u{${hex[1] ?? hex[2] ?? hex[3] ?? ''}}`;
  }
  const property = /^[pP](?:\{\^?[\w=]+\}|[A-Z])/.exec(pattern.slice(reading.at - 1));
  if (property) {
    reading.at += property[0].length - 1;
    return `\\${property[0].replace(/^([pP])([A-Z])$/, '$1{$2}')}`;
  }
  if (/[A-Za-z0-9<>]/.test(next) || next === '') throw refusal(pattern, `it uses \\${next}, which is not known here`);
  return /[\^$\\.*+?()[\]{}|/-]/.test(next) && (next !== '-' || reading.inClass) ? `\\${next}` : next;
}

const posix: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t\\n\\v\\f\\r ',
  punct: '!-\\/:-@\\[-`\\{-~',
  xdigit: '0-9A-Fa-f',
  word: '0-9A-Za-z_',
};

function posixClass(reading: Reading): string {
  const match = /^:(\w+):\]/.exec(reading.pattern.slice(reading.at));
  const text = match && posix[match[1] ?? ''];
  if (!match || !text) throw refusal(reading.pattern, 'it uses a class within a class');
  reading.at += match[0].length;
  return text;
}
