import type { Bag, Cell, Decimal } from '../values/cell.ts';
import { decimalOf } from '../values/decimal.ts';
import { PartlyKnownBag } from '../values/partly-known-bag.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionTable, fn } from './blueprint.ts';

const queryMember = 'Query Parameters';

/** Names and values of a URL's query. Whether escapes are read is not said: they are refused, as what is not of that form. */
function queryParameters(what: string, query: string): Bag | Refusal {
  const pairs: (readonly [string, Cell])[] = [];
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value, ...more] = pair.split('=');
    if (name === '' || value === undefined || more.length > 0)
      return new Refusal(what, 'a query that is not of names and values');
    pairs.push([name, value]);
  }
  if (/[%+]/.test(query) || new Set(pairs.map(([name]) => name)).size < pairs.length)
    return new Refusal(what, 'a query with escapes or with a name twice');
  return bagOf(pairs);
}

const urlForm =
  /^([A-Za-z][A-Za-z\d+.-]*):\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([A-Za-z\d._-]+)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?$/;

/** A text without a scheme is a path, with perhaps a query and a fragment. A colon in its first part may end a scheme. */
const relativeForm = /^([^:/?#]*(?:\/[^?#]*)?)(?:\?([^#]*))?(?:#(.*))?$/;

/**
 * The parts of an absolute URL. The page asks for one; of a text without `scheme://` (as of a bare host name) all is the
 * path up to the query, as people find who then write "http://" in front. Another form, as `mailto:`, is refused; so is
 * what reads the parameters of a query with escapes.
 */
function parseUrl(text: string): Bag {
  const relative = relativeForm.exec(text);
  const match = relative ? [text, '', '', '', '', '', relative[1], relative[2], relative[3]] : urlForm.exec(text);
  if (!match) throw new Refusal('parse_url()', 'a text that is neither a plain absolute URL nor a path');
  const [, scheme = '', user = '', password = '', host = '', port = '', path = '', query = '', fragment = ''] = match;
  const parameters = queryParameters('parse_url()', query);
  const members: readonly (readonly [string, Cell])[] = [
    ['Scheme', scheme],
    ['Host', host],
    ['Port', port],
    ['Path', path],
    ['Username', user],
    ['Password', password],
    [queryMember, parameters instanceof Refusal ? null : parameters],
    ['Fragment', fragment],
  ];
  return parameters instanceof Refusal ? new PartlyKnownBag(members, queryMember, parameters) : bagOf(members);
}

function parseUrlQuery(text: string): Bag {
  if (/^\?|[#/]/.test(text) || text === '') throw new Refusal('parse_urlquery()', 'a text that is no plain query');
  const parameters = queryParameters('parse_urlquery()', text);
  if (parameters instanceof Refusal) throw parameters;
  return bagOf([[queryMember, parameters]]);
}

/** Scheme, root with its separator, directories that may start with a share, and a name with perhaps a stream behind it. */
const pathForm =
  /^(?:([A-Za-z]{2,})(?::\/\/(?=[A-Za-z]:)))?((?:([A-Za-z]:[\\/])|\\\\(?=[\w.-])|\/)?(?:[^\\/:?*"<>|]+[\\/])*)([^\\/:?*"<>|]+)(?::([^\\/:?*"<>|]+))?$/;

/** The parts of a path to a file. Paths to a directory, right under a root, or of a form without an example are refused. */
function parsePath(text: string): Bag {
  const [, scheme = '', directory = '', root = '', filename = '', stream = ''] = pathForm.exec(text) ?? [];
  const path = directory.slice(0, -1);
  const separator = path.includes('\\') ? '\\' : '/';
  const isMixed = directory.includes('\\') && directory.includes('/');
  const isClear =
    filename !== '' && !isMixed && !/^\.|\.$/.test(filename) && (directory === '' || /[^\\/:]$/.test(path));
  if (!isClear || (path !== '' && path.length < root.length)) throw new Refusal('parse_path()', `the path '${text}'`);
  return bagOf([
    ['Scheme', scheme],
    ['RootPath', root],
    ['DirectoryPath', path],
    ['DirectoryName', path.slice(path.lastIndexOf(separator) + 1)],
    ['Filename', filename],
    ['Extension', filename.includes('.') ? filename.slice(filename.lastIndexOf('.') + 1) : ''],
    ['AlternateDataStreamName', stream],
  ]);
}

const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;

/** The values of the first record; quotes inside quotes are doubled. Quotes elsewhere are refused. */
function parseCsv(text: string): Cell {
  if (text === '') throw new Refusal('parse_csv()', 'an empty text');
  const values: string[] = [];
  for (let at = 0; ; at++) {
    field.lastIndex = at;
    const match = field.exec(text);
    values.push(match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? '');
    at = field.lastIndex;
    const next = text[at];
    if (next === undefined || next === '\n' || next === '\r') return values;
    if (next !== ',') throw new Refusal('parse_csv()', 'a quotation mark within a value');
  }
}

/**
 * Arguments as Windows' CommandLineToArgvW splits them: backslashes are literal but in front of a quotation mark. Where
 * versions of that function differ (two quotation marks in a row, a program's name that is quoted in part) it is refused.
 */
function parseCommandLine(text: string, parser: string): Cell {
  const [, quoted, plain, rest = ''] = /^(?:"([^"]*)"|([^\s"]+))(?![^ \t])([\s\S]*)$/.exec(text) ?? [];
  const program = quoted ?? plain;
  const argument =
    /[ \t]+((?:[^\s"\\]|\\+(?!["\\])|(?:\\\\)*\\"|(?:\\\\)*"(?:[^"\\]|\\+(?!["\\])|(?:\\\\)*\\")*(?:\\\\)*"(?!"))+)/y;
  if (parser.toLowerCase() !== 'windows' || program === undefined)
    throw new Refusal('parse_command_line()', 'another parser, or a command line of an odd form');
  const values = [program];
  while (!/^[ \t]*$/.test(rest.slice(argument.lastIndex))) {
    const from = argument.lastIndex;
    const match = argument.exec(rest);
    if (!match || !/^(?![^ \t])/.test(rest.slice(argument.lastIndex)))
      throw new Refusal('parse_command_line()', `the arguments from '${rest.slice(from)}' on`);
    values.push(unquoted(match[1] ?? ''));
  }
  return values;
}

/** Pairs of backslashes in front of a quotation mark are one each, a single one makes it literal. */
function unquoted(argument: string): string {
  return argument.replace(/(\\*)"/g, (_, slashes: string) => {
    return '\\'.repeat(Math.floor(slashes.length / 2)) + (slashes.length % 2 === 1 ? '"' : '');
  });
}

/**
 * One to four whole numbers of up to eight digits each, as one number that orders as they do; missing ones are zero. Null
 * when the text is no version.
 */
function parseVersion(text: string): Decimal | null {
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every((part) => /^\d{1,8}$/.test(part))) return null;
  const digits = [...parts, '', '', ''].slice(0, 4).map((part) => part.padStart(8, '0'));
  return decimalOf(BigInt(digits.join('')), 0);
}

const dynamicOf = (run: (text: string) => Cell) => fn({ takes: ['text'], returns: 'dynamic', run });

/** Texts of a known form, taken apart. Microsoft Learn: a page for each, as "parse_path()". */
export const parsedText: FunctionTable = {
  parse_url: dynamicOf(parseUrl),
  parseurl: dynamicOf(parseUrl),
  parse_urlquery: dynamicOf(parseUrlQuery),
  parseurlquery: dynamicOf(parseUrlQuery),
  parse_path: dynamicOf(parsePath),
  parse_csv: dynamicOf(parseCsv),
  parse_version: fn({ takes: ['string'], returns: 'decimal', run: parseVersion }),
  parse_command_line: fn({ takes: ['text', 'string'], returns: 'dynamic', run: parseCommandLine }),
};
