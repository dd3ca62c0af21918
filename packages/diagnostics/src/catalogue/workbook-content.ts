import { entry } from '../entry.ts';

/** What the parts of a workbook say together: parameters and those who use them, queries and how their rows are shown. */
export const workbookContentProblems = {
  WB110: entry<{ parameter: string; near?: string | undefined }>({
    severity: 'error',
    title: 'a query uses a parameter that nothing sets',
    message: (p) =>
      `nothing in the workbook sets a parameter '${p.parameter}': the query would be sent with the braces`,
    hint: (p) => (p.near ? `did you mean '{${p.near}}'?` : undefined),
  }),
  WB111: entry<{
    parameter: string;
    format: string;
    kind: string;
    formats: readonly string[];
    near?: string | undefined;
  }>({
    severity: 'error',
    title: 'a format that the parameter does not have',
    message: (p) => `'${p.parameter}' is a ${p.kind} and has no format '${p.format}'; it has ${p.formats.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '{${p.parameter}:${p.near}}'?` : undefined),
  }),
  WB112: entry<{ parameter: string; by: string }>({
    severity: 'warning',
    title: 'a parameter that nothing uses',
    message: (p) => `${p.by} sets '${p.parameter}', and no query, text or condition looks at it`,
    hint: () => 'use it, or remove it',
  }),
  WB113: entry<{ parameter: string; near?: string | undefined }>({
    severity: 'error',
    title: 'a condition on a parameter that nothing sets',
    message: (p) => `nothing in the workbook sets '${p.parameter}', so the condition always has the same answer`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  WB114: entry<{ parameter: string; near?: string | undefined }>({
    severity: 'error',
    title: 'no such time range',
    message: (p) => `'${p.parameter}' is not a time-range parameter of this workbook`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  WB115: entry<{ parameter: string }>({
    severity: 'error',
    title: 'a parameter twice',
    message: (p) => `there are two parameters '${p.parameter}', and what one is set to the other does not see`,
    hint: () => 'give one of them another name',
  }),
  WB116: entry<{ of: 'item' | 'tab'; name: string }>({
    severity: 'error',
    title: 'a name twice',
    message: (p) =>
      p.of === 'tab'
        ? `two tabs are named '${p.name}', so both are shown at once`
        : `two items are named '${p.name}', so a change to one cannot be told from a change to the other`,
    hint: () => 'give one of them another name',
  }),
  WB117: entry<{ what: string; id: string }>({
    severity: 'error',
    title: "the id of somebody's subscription or workspace",
    message: (p) => `the ${p.what} ${p.id} is written into the workbook, which then works in one place only`,
    hint: () => 'let a parameter of type subscription, workspace or resource choose it',
  }),
  WB118: entry<{ parameter: string; near?: string | undefined }>({
    severity: 'warning',
    title: 'a text uses a parameter that nothing sets',
    message: (p) => `nothing in the workbook sets a parameter '${p.parameter}': readers see the braces`,
    hint: (p) => (p.near ? `did you mean '{${p.near}}'?` : undefined),
  }),
  WB119: entry<{ parameter: string }>({
    severity: 'error',
    title: 'a parameter is used above the place that sets it',
    message: (p) => `'${p.parameter}' is set further down, and values only flow downwards`,
    hint: () => 'move what sets it above what uses it',
  }),
  WB201: entry<{ table: string }>({
    severity: 'warning',
    title: 'a query that reads all time',
    message: (p) =>
      `neither the workbook nor the query bounds the time of ${p.table}: each view reads all that is kept`,
    hint: () => 'give the workbook a time range TimeRange, or name another with time',
  }),
  WB202: entry<{ purpose: string }>({
    severity: 'warning',
    title: 'a query without a bound on rows',
    message: (p) => `the query returns a row for each event, and ${p.purpose} shows the first few thousand of them`,
    hint: () => 'end it with summarize, top or take',
  }),
  WB203: entry<{ found: readonly string[] }>({
    severity: 'error',
    title: 'the query of a drop-down has the wrong columns',
    message: (p) =>
      `a drop-down takes value, label, selected (bool) and group in this order; the query returns ${p.found.join(', ') || 'no column'}`,
    hint: () => 'end it with project',
  }),
  WB204: entry<{ parameter: string }>({
    severity: 'note',
    title: 'a query that cannot be checked',
    message: (p) =>
      `'${p.parameter}' stands for a part of the query, not for a value, so what the query means is not known`,
    hint: () => 'give the parameter a default that makes a whole query of it',
  }),
  WB301: entry<{ column: string; use: string; near?: string | undefined }>({
    severity: 'error',
    title: "a column that the tile's query does not return",
    message: (p) => `${p.use} is the column '${p.column}', which the query does not return`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  WB302: entry<{ column: string; use: string; wants: string; type: string }>({
    severity: 'error',
    title: 'a column of the wrong type',
    message: (p) => `${p.use} needs a ${p.wants}; the column '${p.column}' is a ${p.type}`,
  }),
  WB303: entry<{ visualization: string; wants: string; found: readonly string[] }>({
    severity: 'error',
    title: 'the rows cannot be drawn so',
    message: (p) => `a ${p.visualization} needs a ${p.wants} column; the query returns ${p.found.join(', ')}`,
  }),
  WB304: entry<{ key: string; visualization: string }>({
    severity: 'warning',
    title: 'settings of another visualization',
    message: (p) => `a ${p.visualization} has no use for ${p.key}`,
    hint: () => 'remove it, or change the visualization',
  }),
  WB305: entry<{ key: string; visualization: string }>({
    severity: 'error',
    title: 'a visualization without its settings',
    message: (p) => `a ${p.visualization} needs ${p.key}: without it nothing says what to draw`,
  }),
  WB306: entry<{ column: string; use: string }>({
    severity: 'note',
    title: 'a setting of a column that is gone',
    message: (p) => `${p.use} is the column '${p.column}', which the query does not return; the setting has no effect`,
    hint: () => 'remove it',
  }),
  WB401: entry<{ fault: string }>({
    severity: 'error',
    title: 'the file to import is not JSON',
    message: (p) => `it cannot be read as JSON: ${p.fault}`,
  }),
  WB402: entry({
    severity: 'error',
    title: 'no workbook in the file',
    message: () => 'nothing in the file is an Azure workbook',
    hint: () => "export it in the workbook's advanced editor, as a gallery or an ARM template",
  }),
  WB403: entry<{ what: string; fault: string }>({
    severity: 'error',
    title: 'a workbook that cannot be read',
    message: (p) => `${p.what} in this file cannot be read: ${p.fault}`,
    hint: () => 'deploy the template, and export the workbook from there',
  }),
  WB404: entry<{ what: string }>({
    severity: 'error',
    title: 'a file that no workbook is like',
    message: (p) => `the file is ${p.what}; it is not read`,
  }),
  WB405: entry<{ what: readonly string[] }>({
    severity: 'note',
    title: 'what the source does not keep',
    message: (p) => `not kept: ${p.what.join(', ')}`,
    hint: (p) =>
      p.what.some((each) => each.startsWith('parts of'))
        ? undefined
        : 'none of it is an item, a query or a setting of one',
  }),
  WB406: entry<{ file: string }>({
    severity: 'error',
    title: 'a workbook is there already',
    message: (p) => `${p.file} exists, and import writes over nothing`,
    hint: () => 'name another file with --out, or remove it',
  }),
};
