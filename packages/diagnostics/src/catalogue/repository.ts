import { entry } from '../entry.ts';

/** What must hold over all files together, and against an earlier state of the repository. */
export const repositoryProblems = {
  REPO101: entry<{ id: string }>({
    severity: 'error',
    title: 'two rules with one id',
    message: (p) => `the id ${p.id} is already used by another rule: one would overwrite the other`,
    hint: () => 'give the newer rule a fresh GUID',
  }),
  REPO102: entry<{ name: string }>({
    severity: 'warning',
    title: 'two rules with one name',
    message: (p) => `another rule is called '${p.name}' too; a name must be unique in the workspace`,
  }),
  REPO103: entry<{ count: number; limit: number; kind: string }>({
    severity: 'warning',
    title: 'more rules than a workspace takes',
    message: (p) => `the repository holds ${p.count} enabled ${p.kind} rules; a workspace runs ${p.limit}`,
  }),
  REPO104: entry<{ id: string }>({
    severity: 'error',
    title: 'two workbooks with one id',
    message: (p) => `the id ${p.id} is already used by another workbook: one would overwrite the other`,
    hint: () => 'give the newer workbook a fresh GUID',
  }),
  REPO105: entry<{ name: string }>({
    severity: 'error',
    title: 'two workbooks with one name',
    message: (p) => `another workbook is called '${p.name}' too; Azure refuses the second one`,
  }),
  REPO201: entry<{ file: string; expected: string }>({
    severity: 'error',
    title: 'the file name is not in kebab case',
    message: (p) => `the file is called '${p.file}'; rule files are named in lower case with hyphens and end in .yaml`,
    hint: (p) => `call it '${p.expected}'`,
  }),
  REPO202: entry<{ folder: string; expected: string; category: string }>({
    severity: 'error',
    title: 'the folder is not called after its category',
    message: (p) => `the content package of ${p.category} lies in '${p.folder}'`,
    hint: (p) => `call the folder '${p.expected}'`,
  }),
  REPO203: entry<{ category: string; near?: string | undefined }>({
    severity: 'error',
    title: 'no such log category',
    message: (p) => `Microsoft Entra ID has no log category '${p.category}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  REPO204: entry<{ category: string; table: string; right: string }>({
    severity: 'error',
    title: 'the category fills another table',
    message: (p) => `the log category ${p.category} fills the table ${p.right}${p.table ? `, not ${p.table}` : ''}`,
    hint: (p) => `write "table": "${p.right}"`,
  }),
  REPO301: entry<{ what: 'rule' | 'workbook'; version: string }>({
    severity: 'error',
    title: 'changed without a new version',
    message: (p) => `the ${p.what} has changed, but its version is still ${p.version}`,
    hint: () =>
      'raise the version: the last number for a repair, the middle one for a change in what is detected or shown',
  }),
  REPO302: entry<{ version: string; before: string }>({
    severity: 'error',
    title: 'a lower version than before',
    message: (p) => `the version went back from ${p.before} to ${p.version}`,
  }),
  REPO303: entry<{ what: 'rule' | 'workbook'; id: string; before: string }>({
    severity: 'error',
    title: 'the id of a rule or workbook has changed',
    message: (p) =>
      `the id was ${p.before} and is now ${p.id}: the ${p.what} would be deleted${p.what === 'rule' ? ' with its history' : ''} and a new one made`,
    hint: (p) => `keep ${p.before}`,
  }),
};
