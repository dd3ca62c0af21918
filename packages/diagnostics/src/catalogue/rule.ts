import { entry } from '../entry.ts';

/** The form of an analytics rule: keys, values and limits, each on its own. What keys say together: rule-relations.ts. */
export const ruleProblems = {
  RULE101: entry<{ value: string }>({
    severity: 'error',
    title: 'the id is not a GUID',
    message: (p) => `the id '${p.value}' is not a GUID`,
    hint: () => 'write 32 hexadecimal digits in groups of 8-4-4-4-12, without braces; never change it afterwards',
  }),
  RULE102: entry<{ key: string; inside?: string | undefined }>({
    severity: 'error',
    title: 'a key is missing',
    message: (p) => (p.inside ? `${p.inside} lacks the key ${p.key}` : `the rule lacks the key ${p.key}`),
  }),
  RULE103: entry<{ key: string; inside?: string | undefined; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown key',
    message: (p) => `${p.inside ?? 'an analytics rule'} has no key '${p.key}': it would be ignored`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'remove it, or move it under documentation or tags'),
  }),
  RULE104: entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    title: 'a value of the wrong type',
    message: (p) => `${p.key} must be ${p.expected}; here it is ${p.found}`,
  }),
  RULE105: entry<{ key: string }>({
    severity: 'error',
    title: 'a key without a value',
    message: (p) => `${p.key} has no value`,
  }),
  RULE106: entry<{ key: string; length: number; limit: number }>({
    severity: 'error',
    title: 'a text that is too long',
    message: (p) => `${p.key} has ${p.length} characters; Sentinel takes ${p.limit}`,
  }),
  RULE107: entry<{ value: string; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown kind of rule',
    message: (p) => `there is no rule of the kind '${p.value}'; a rule is Scheduled or NRT`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  RULE108: entry<{ value: string; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown severity',
    message: (p) => `'${p.value}' is not a severity; it is one of Informational, Low, Medium and High`,
    hint: (p) => (p.near ? `write '${p.near}'` : undefined),
  }),
  RULE109: entry<{ key: string; value: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'a value that is not allowed',
    message: (p) => `${p.key} is '${p.value}'; it must be one of ${p.allowed.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  RULE110: entry<{ key: string; value: string }>({
    severity: 'error',
    title: 'a duration that cannot be read',
    message: (p) => `${p.key} is '${p.value}', which is not a duration`,
    hint: () => 'write a whole number with m, h or d (5m, 1h, 14d), or an ISO 8601 duration (PT5H)',
  }),
  RULE111: entry<{ key: string; value: string; minimum: string; maximum: string }>({
    severity: 'error',
    title: 'a duration out of range',
    message: (p) => `${p.key} is ${p.value}; Sentinel takes ${p.minimum} to ${p.maximum}`,
  }),
  RULE112: entry<{ key: string; value: number; minimum: number; maximum: number }>({
    severity: 'error',
    title: 'a number out of range',
    message: (p) => `${p.key} is ${p.value}; Sentinel takes ${p.minimum} to ${p.maximum}`,
  }),
  RULE113: entry<{ value: string; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown tactic',
    message: (p) => `Sentinel knows no tactic '${p.value}'`,
    hint: (p) => (p.near ? `write '${p.near}'` : 'tactics are written in one word, such as InitialAccess'),
  }),
  RULE114: entry<{ what: string; value: string; right: string }>({
    severity: 'warning',
    title: 'a name in another letter case',
    message: (p) => `Sentinel writes the ${p.what} '${p.value}' as '${p.right}'`,
    hint: (p) => `write '${p.right}'`,
  }),
  RULE115: entry<{ value: string; near?: string | undefined }>({
    severity: 'error',
    title: 'not the id of a technique',
    message: (p) => `'${p.value}' is not the id of an ATT&CK technique`,
    hint: (p) => (p.near ? `write '${p.near}'` : 'write T and four digits, as T1078, or T1078.004 for a sub-technique'),
  }),
  RULE116: entry({
    severity: 'warning',
    title: 'the rule has no version',
    message: () => 'the rule has no version, so nobody can tell whether a workspace has the newest',
    hint: () => 'write version: 1.0.0',
  }),
  RULE117: entry<{ value: string }>({
    severity: 'error',
    title: 'a version of the wrong form',
    message: (p) => `the version '${p.value}' is not of the form 1.0.0`,
    hint: () => 'write three whole numbers with dots between them',
  }),
  RULE118: entry({
    severity: 'warning',
    title: 'the rule names no data connectors',
    message: () => 'the rule does not say which data connectors it needs',
    hint: () => 'name them under requiredDataConnectors, or write requiredDataConnectors: [] if it needs none',
  }),
  RULE119: entry<{ connector: string }>({
    severity: 'warning',
    title: 'a data connector without its tables',
    message: (p) => `the rule needs the connector ${p.connector}, but does not say which of its tables`,
    hint: () => 'name them under dataTypes',
  }),
  RULE120: entry<{ value: string; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown entity type',
    message: (p) => `Sentinel knows no entity of the type '${p.value}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  RULE121: entry<{ value: string; entityType: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown identifier',
    message: (p) => `the entity ${p.entityType} has no identifier '${p.value}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : `it has ${p.allowed.join(', ')}`),
  }),
  RULE122: entry<{ key: string; count: number; limit: number }>({
    severity: 'error',
    title: 'too many entries',
    message: (p) => `${p.key} has ${p.count} entries; Sentinel takes ${p.limit}`,
  }),
  RULE123: entry<{ key: string }>({
    severity: 'error',
    title: 'a list that must not be empty',
    message: (p) => `${p.key} is empty; it needs at least one entry`,
  }),
  RULE124: entry<{ key: string; value: string }>({
    severity: 'error',
    title: 'not the name of a column',
    message: (p) => `'${p.value}' cannot be the name of a column`,
    hint: () =>
      'only letters, digits and underscores are allowed here, and no digit first; rename the column in the query',
  }),
  RULE125: entry<{ name: string; limit?: number | undefined }>({
    severity: 'error',
    title: 'not the name of a custom detail',
    message: (p) =>
      p.limit
        ? `the custom detail '${p.name}' has ${p.name.length} characters; Sentinel takes ${p.limit}`
        : `'${p.name}' cannot be the name of a custom detail`,
    hint: () => 'use letters, digits and underscores, a letter first, at most 20 characters',
  }),
  RULE126: entry<{ key: string }>({
    severity: 'error',
    title: 'a key that an NRT rule must not have',
    message: (p) => `an NRT rule runs every minute and alerts on every row, so it must not have ${p.key}`,
    hint: () => 'remove it, or make the rule Scheduled',
  }),
  RULE127: entry<{ key: string }>({
    severity: 'note',
    title: 'an empty value',
    message: (p) => `${p.key} is empty, as if it were not there`,
    hint: () => 'remove the key',
  }),
  RULE128: entry<{ key: string }>({
    severity: 'warning',
    title: 'a key that belongs under metadata',
    message: (p) => `${p.key} stands beside metadata, but is part of it; here it is ignored`,
    hint: () => 'indent it, so that it stands under metadata',
  }),
  RULE129: entry<{ value: string }>({
    severity: 'error',
    title: 'a time that cannot be read',
    message: (p) => `startTimeUtc is '${p.value}', which is not a time`,
    hint: () => 'write it as 2027-03-02T06:00:00Z',
  }),
  RULE130: entry<{ key: string; right: string }>({
    severity: 'warning',
    title: 'a key in another letter case',
    message: (p) => `the key '${p.key}' is written '${p.right}'`,
    hint: (p) => `write ${p.right}: some tools mind the letter case`,
  }),
  RULE131: entry<{ key: string }>({
    severity: 'warning',
    title: 'a key without effect',
    message: (p) => `${p.key} belongs to an ARM template; in a rule's YAML it has no effect`,
    hint: () => 'remove it',
  }),
};
