import { entry } from '../entry.ts';

/** What a rule expects of its query's output columns, and what a query expects below a column. */
export const columnProblems = {
  COL101: entry<{ column: string; use: string; near?: string | undefined }>({
    severity: 'error',
    title: 'the query returns no such column',
    message: (p) => `${p.use} uses column '${p.column}', which the query does not return`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : "add it to the query's last project or summarize"),
  }),
  COL102: entry<{ column: string; use: string; right: string }>({
    severity: 'error',
    title: 'the column is written in another letter case',
    message: (p) => `${p.use} uses column '${p.column}', but the query returns '${p.right}'; letter case matters`,
    hint: (p) => `write '${p.right}'`,
  }),
  COL201: entry<{ column: string; identifier: string; holds: 'array' | 'bag' }>({
    severity: 'error',
    title: 'many values where an entity needs one',
    message: (p) =>
      `'${p.column}' holds ${p.holds === 'array' ? 'an array' : 'a property bag'}, so ${p.identifier} gets its JSON text and no entity is recognised`,
    hint: () => 'keep one row per value (mv-expand, or take the column into by), or pick one value with tostring(x[0])',
  }),
  COL202: entry<{ column: string; identifier: string }>({
    severity: 'note',
    title: 'an identifier of type dynamic',
    message: (p) => `'${p.column}' is dynamic, so what ${p.identifier} gets is known only when the query runs`,
    hint: () => 'wrap it in tostring() if it is a single value',
  }),
  COL203: entry<{ column: string; type: string; identifier: string; expected: string }>({
    severity: 'error',
    title: 'a column of the wrong type',
    message: (p) => `'${p.column}' is of type ${p.type}, but ${p.identifier} takes ${p.expected}`,
  }),
  COL204: entry<{ column: string; type: string; property: string; expected: string }>({
    severity: 'warning',
    title: 'an alert property that falls back to its default',
    message: (p) =>
      `'${p.column}' is of type ${p.type}, but ${p.property} takes ${p.expected}; Sentinel then keeps the rule's own value`,
  }),
  COL301: entry<{ property: string; of: string; near?: string | undefined; members?: readonly string[] | undefined }>({
    severity: 'warning',
    title: 'no such member is documented',
    message: (p) => `${p.of} is not known to have a member '${p.property}', so the expression is likely null`,
    hint: ({ near, members = [] }) => {
      if (near) return `did you mean '${near}'? Letter case matters`;
      return members.length > 0 && members.length <= 12 ? `it has ${members.join(', ')}` : undefined;
    },
  }),
  COL302: entry<{ property: string; of: string }>({
    severity: 'warning',
    title: 'a member is taken of an array',
    message: (p) => `${p.of} is an array, so '.${p.property}' is null`,
    hint: (p) => `take an element first, as in ${p.of}[0].${p.property}, or use mv-expand`,
  }),
  COL303: entry<{ column: string; split: readonly string[] }>({
    severity: 'note',
    title: 'a column with different types in the united tables',
    message: (p) =>
      `'${p.column}' differs in type between the tables of the union, which therefore has ${p.split.join(' and ')} instead`,
    hint: (p) =>
      `bring it to one type before the union, as in extend ${p.column} = todynamic(${p.column}) for the table where it is a string`,
  }),
};
