import { entry } from '../entry.ts';

const meant = (near: string | undefined): string | undefined =>
  near === undefined ? undefined : `did you mean '${near}'?`;

const ownOfWorkspace = 'Tables and functions of your own workspace are declared in picket.yaml';

/**
 * Problems of queries, as Microsoft's analyser finds them. 1xx: the text, 2xx: names and types, 3xx: the result.
 * `ks` is Microsoft's own code, to look up or to compare with the portal.
 */
export const kqlProblems = {
  KQL101: entry<{ ks: string; what: string; near?: string | undefined }>({
    severity: 'error',
    title: 'the query is not valid KQL',
    message: (p) => `${p.what} (${p.ks})`,
    hint: (p) => meant(p.near),
  }),
  KQL102: entry<{ ks: string; what: string }>({
    severity: 'error',
    title: 'the query is too long or too deeply nested to analyse',
    message: (p) => `the query is ${p.what} (${p.ks})`,
    hint: () => 'Sentinel takes at most 10,000 characters; move lists into a watchlist or parts into a function',
  }),
  KQL201: entry<{
    ks: string;
    column: string;
    table?: string | undefined;
    dropped?: boolean | undefined;
    near?: string | undefined;
    columns?: readonly string[] | undefined;
  }>({
    severity: 'error',
    title: 'the column does not exist',
    message: (p) => {
      if (p.dropped)
        return `column '${p.column}' is no longer there: an operator before this one leaves it out (${p.ks})`;
      return p.table === undefined
        ? `there is no column '${p.column}' here (${p.ks})`
        : `${p.table} has no column '${p.column}' (${p.ks})`;
    },
    hint: (p) => meant(p.near) ?? (p.columns?.length ? `the columns here are ${p.columns.join(', ')}` : undefined),
  }),
  KQL202: entry<{ ks: string; table: string; near?: string | undefined }>({
    severity: 'error',
    title: 'the table does not exist',
    message: (p) => `there is no table, function or let named '${p.table}' (${p.ks})`,
    hint: (p) => [meant(p.near), ownOfWorkspace].join(' ').trim(),
  }),
  KQL203: entry<{ ks: string; name: string; near?: string | undefined }>({
    severity: 'error',
    title: 'the function does not exist',
    message: (p) => `there is no function '${p.name}' (${p.ks})`,
    hint: (p) => meant(p.near),
  }),
  KQL204: entry<{ ks: string; name: string; near?: string | undefined }>({
    severity: 'error',
    title: 'the name is not defined',
    message: (p) => `'${p.name}' is not defined here (${p.ks})`,
    hint: (p) => meant(p.near),
  }),
  KQL205: entry<{ ks: string; what: string; near?: string | undefined }>({
    severity: 'error',
    title: 'a value has the wrong type',
    message: (p) => `${p.what} (${p.ks})`,
    hint: (p) => meant(p.near),
  }),
  KQL206: entry<{ ks: string; table: string; near?: string | undefined }>({
    severity: 'warning',
    title: 'a table or function of the workspace is not declared',
    message: (p) => `'${p.table}' is not declared, so its columns cannot be checked (${p.ks})`,
    hint: (p) => meant(p.near) ?? 'declare its columns in picket.yaml, under tables or functions',
  }),
  KQL207: entry<{ ks: string; table: string; near?: string | undefined }>({
    severity: 'warning',
    title: 'a fuzzy union leaves out a table that does not exist',
    message: (p) => `'${p.table}' does not exist, and isfuzzy=true leaves it out without a word (${p.ks})`,
    hint: (p) => meant(p.near),
  }),
  KQL208: entry<{ ks: string; member: string; of: string }>({
    severity: 'error',
    title: 'a string has no members',
    message: (p) => `'${p.of}' is a string here, so it has no member '${p.member}' (${p.ks})`,
    hint: (p) => `if it holds JSON, parse it first: parse_json(${p.of})`,
  }),
  KQL209: entry<{ ks: string; what: string }>({
    severity: 'error',
    title: 'the analyser refuses the query',
    message: (p) => `${p.what} (${p.ks})`,
  }),
  KQL210: entry<{ ks: string; what: string }>({
    severity: 'warning',
    title: 'the analyser warns of a part of the query',
    message: (p) => `${p.what} (${p.ks})`,
  }),
  KQL211: entry<{ ks: string; pattern: string }>({
    severity: 'warning',
    title: 'the wildcard matches no column',
    message: (p) => `no column here matches '${p.pattern}' (${p.ks})`,
  }),
  KQL301: entry({
    severity: 'error',
    title: 'the query returns no rows',
    message: () => 'the query does not end in a statement that returns rows',
    hint: () => 'end with the table or the let that holds the result',
  }),
};
