import { entry } from '../entry.ts';

/** The form of workbook.yaml: keys and values, each on its own; and what a workbook.json must be at least. */
export const workbookProblems = {
  WB101: entry<{ key: string; inside?: string | undefined }>({
    severity: 'error',
    title: 'a key is missing',
    message: (p) => (p.inside ? `${p.inside} lacks the key ${p.key}` : `the workbook lacks the key ${p.key}`),
  }),
  WB102: entry<{ key: string; inside?: string | undefined; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown key',
    message: (p) => `${p.inside ?? 'a workbook'} has no key '${p.key}': it would be ignored`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'remove it'),
  }),
  WB103: entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    title: 'a value of the wrong type',
    message: (p) => `${p.key} must be ${p.expected}; here it is ${p.found}`,
  }),
  WB104: entry<{ key: string }>({
    severity: 'error',
    title: 'nothing given',
    message: (p) => `${p.key} is empty`,
    hint: () => 'give it a value, or remove the key where it may be left out',
  }),
  WB105: entry<{ key: string; value: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'a value that is not allowed',
    message: (p) => `${p.key} is '${p.value}'; it must be one of ${p.allowed.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  WB106: entry<{ key: string; value: string; form: string }>({
    severity: 'error',
    title: 'a value of the wrong form',
    message: (p) => `${p.key} is '${p.value}'; it must be ${p.form}`,
  }),
  WB107: entry<{ keys: readonly string[]; found: readonly string[]; inside?: string | undefined }>({
    severity: 'error',
    title: 'not exactly one of several keys',
    message: (p) => {
      const place = p.inside ?? 'the workbook';
      const found = p.found.length === 0 ? 'none' : p.found.join(' and ');
      return `${place} must have exactly one of ${p.keys.join(', ')}; it has ${found}`;
    },
    hint: (p) => (p.found.length > 1 ? 'make two items of it, or remove one of the keys' : undefined),
  }),
  WB108: entry<{ fault: string }>({
    severity: 'error',
    title: 'not JSON',
    message: (p) => `workbook.json cannot be read as JSON: ${p.fault}`,
  }),
  WB109: entry<{ found: string }>({
    severity: 'error',
    title: 'not the JSON of a workbook',
    message: (p) => `workbook.json must be a workbook as Azure's advanced editor shows it; this is ${p.found}`,
    hint: () => "it begins with version 'Notebook/1.0' and has a list of items",
  }),
  WB451: entry<{ file: string; generated: boolean }>({
    severity: 'error',
    title: 'a person edited the workbook since it was generated',
    message: (p) =>
      p.generated
        ? `${p.file} was edited since it was generated; nothing was written`
        : `${p.file} was not generated; nothing was written`,
    hint: () => 'take over what you want of the difference by hand, or give up what is there with --force',
  }),
};
