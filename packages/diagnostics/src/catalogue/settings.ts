import { entry } from '../entry.ts';

/** What picket.yaml and the "picket" key of a package.json say. */
export const settingsProblems = {
  SET101: entry<{ key: string; inside?: string | undefined }>({
    severity: 'error',
    title: 'a setting is missing',
    message: (p) => (p.inside ? `${p.inside} lacks the key ${p.key}` : `the key ${p.key} is missing`),
  }),
  SET102: entry<{ key: string; inside?: string | undefined; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown setting',
    message: (p) => (p.inside ? `${p.inside} has no key '${p.key}'` : `there is no setting '${p.key}'`),
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'remove it'),
  }),
  SET103: entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    title: 'a setting of the wrong type',
    message: (p) => `${p.key} must be ${p.expected}; here it is ${p.found}`,
  }),
  SET104: entry<{ key: string }>({
    severity: 'error',
    title: 'a setting without a value',
    message: (p) => `${p.key} has no value`,
  }),
  SET105: entry<{ key: string; value: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'a setting that is not allowed',
    message: (p) => `${p.key} is '${p.value}'; it must be one of ${p.allowed.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  SET106: entry<{ key: string; value: string; form: string }>({
    severity: 'error',
    title: 'a setting of the wrong form',
    message: (p) => `${p.key} is '${p.value}'; it must be ${p.form}`,
  }),
  SET107: entry<{ key: string; inside: string; kind: string }>({
    severity: 'error',
    title: 'a setting of the other kind of target',
    message: (p) => `${p.inside} is a target of the kind ${p.kind}, which has no ${p.key}`,
  }),
  SET108: entry<{ name: string; inside: string }>({
    severity: 'error',
    title: 'a name that is not allowed',
    message: (p) => `'${p.name}' cannot be a name under ${p.inside}`,
    hint: () => 'use letters, digits, hyphens (not in tables and functions) and underscores, a letter first',
  }),
  SET201: entry<{ folder: string }>({
    severity: 'error',
    title: 'a content folder without package.json',
    message: (p) => `${p.folder} holds content, but no package.json that says which log category it belongs to`,
    hint: () => "begin a category with 'picket new category', or move the files into the package they belong to",
  }),
};
