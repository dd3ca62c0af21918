import { entry } from '../entry.ts';

/** Literals in the query against the values that a documented column takes. */
export const valueProblems = {
  VAL101: entry<{ column: string; value: string }>({
    severity: 'note',
    title: 'a text column compared with a number',
    message: (p) => `${p.column} is text; comparing it with the number ${p.value} works only for == and in`,
    hint: (p) => `write "${p.value}"`,
  }),
  VAL102: entry<{ column: string; value: string; near?: string | undefined }>({
    severity: 'warning',
    title: 'a value that the column does not take',
    message: (p) => `${p.column} is not known to take the value '${p.value}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  VAL103: entry<{ column: string; value: string; operator: string; right: string }>({
    severity: 'warning',
    title: 'a value in another letter case',
    message: (p) => `${p.column} takes '${p.right}'; '${p.value}' differs in letter case, and ${p.operator} minds it`,
    hint: (p) => `write '${p.right}', or use an operator that ignores letter case (=~, in~)`,
  }),
  VAL104: entry<{ column: string; value: string; logged: string }>({
    severity: 'warning',
    title: 'documented one way, logged another',
    message: (p) =>
      `'${p.value}' is how ${p.column} is documented, but the log writes '${p.logged}': this finds nothing`,
    hint: () => 'list both spellings, or compare a part of the text with has',
  }),
};
