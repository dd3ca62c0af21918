import { type Cell, isArray } from '../values/cell.ts';
import { asciiForm, isAsciiText, type SqlForm, type SqlValue, sqlBeyondAscii, sqlText } from './sql-form.ts';

/** What is done to both sides before they are compared. */
type Change = (value: SqlValue) => string;
const asIs: Change = (value) => value.text;
const lower: Change = (value) => `lower(${value.text})`;

type Search = (text: SqlValue, needle: SqlValue, change: Change) => string | undefined;

/** The same bytes in one are the same characters in the other, since both are UTF-8. */
const native =
  (name: string): Search =>
  (text, needle, change) =>
    `${name}(${change(text)}, ${change(needle)})`;

/** A regular expression, for an ASCII needle in ASCII text. */
function term(borders: 'both' | 'start' | 'end'): Search {
  return (text, needle, change) => {
    const { constant } = needle;
    if (!isAsciiText(constant)) return undefined;
    const start = borders !== 'end' && /^[a-z\d]/i.test(constant) ? '(?:^|[^a-zA-Z0-9])' : '';
    const end = borders !== 'start' && /[a-z\d]$/i.test(constant) ? '(?:$|[^a-zA-Z0-9])' : '';
    const written = change === lower ? constant.toLowerCase() : constant;
    const found = `contains(${change(text)}, ${sqlText(written)})`;
    const escaped = written.replace(/[^a-zA-Z0-9]/g, (each) => `\\x{${each.charCodeAt(0).toString(16)}}`);
    const pattern = sqlText(start + escaped + end);
    return start === '' && end === '' ? found : `(${found} AND regexp_matches(${change(text)}, ${pattern}))`;
  };
}

const searches: Readonly<Record<string, Search>> = {
  contains: native('contains'),
  startswith: native('starts_with'),
  endswith: native('ends_with'),
  has: term('both'),
  hasprefix: term('start'),
  hassuffix: term('end'),
};

interface SearchSql {
  readonly sql: SqlForm;
  readonly sqlKeeps: SqlForm;
}

const nothing: SqlForm = () => undefined;

/** The SQL of an operator's form. Terms are told in ASCII text alone, and so is case. */
export function searchSql(name: string, foldsCase: boolean, expected: boolean): SearchSql {
  const search = searches[name] ?? (() => undefined);
  const isTerm = name.startsWith('has');
  const change = foldsCase ? lower : asIs;
  const found: SqlForm = (text, needle) => text && needle && search(text, needle, change);
  const exact: SqlForm = foldsCase
    ? asciiForm(found)
    : (text, needle) => (isTerm && !text?.isAscii ? undefined : found(...[text, needle].flatMap((each) => each ?? [])));
  if (expected) return { sql: exact, sqlKeeps: foldsCase || isTerm ? orBeyondAscii(found) : nothing };
  return {
    sql: (...args) => {
      const text = exact(...args);
      return text && `(NOT ${text})`;
    },
    sqlKeeps: nothing,
  };
}

/** Rows with other characters are kept for the evaluator. */
const orBeyondAscii =
  (form: SqlForm): SqlForm =>
  (text, needle) => {
    const found = text && needle && isAsciiText(needle.constant) ? form(text, needle) : undefined;
    return found && text && `(${found} OR ${sqlBeyondAscii(text)})`;
  };

/** has_any and has_all: the searches for each needle, put together. */
export function needlesSql(kind: 'any' | 'all'): SearchSql {
  const { sql, sqlKeeps } = searchSql('has', true, true);
  const many =
    (form: SqlForm): SqlForm =>
    (text, ...needles) => {
      const flat = needles.flatMap(({ constant = null }): readonly Cell[] =>
        isArray(constant) ? constant : [constant],
      );
      const parts = flat.map((constant) => {
        const written = isAsciiText(constant) ? sqlText(constant) : undefined;
        return written && text && form(text, { text: written, type: 'string', isAscii: true, constant });
      });
      const isWhole = parts.length > 0 && parts.length <= mostParts && parts.every((part) => part !== undefined);
      return isWhole ? `(${parts.join(kind === 'any' ? ' OR ' : ' AND ')})` : undefined;
    };
  return { sql: many(sql), sqlKeeps: many(sqlKeeps) };
}

const mostParts = 200;
