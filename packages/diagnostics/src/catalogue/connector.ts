import { entry } from '../entry.ts';

/** The form of connector.yaml: keys and values, each on its own. What it must say: connector-content.ts. */
export const connectorProblems = {
  CON101: entry<{ key: string; inside?: string | undefined }>({
    severity: 'error',
    title: 'a key is missing',
    message: (p) => (p.inside ? `${p.inside} lacks the key ${p.key}` : `the connector lacks the key ${p.key}`),
  }),
  CON102: entry<{ key: string; inside?: string | undefined; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown key',
    message: (p) => `${p.inside ?? 'a connector'} has no key '${p.key}': it would be ignored`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'remove it'),
  }),
  CON103: entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    title: 'a value of the wrong type',
    message: (p) => `${p.key} must be ${p.expected}; here it is ${p.found}`,
  }),
  CON104: entry<{ key: string }>({
    severity: 'error',
    title: 'nothing given',
    message: (p) => `${p.key} is empty; the connector page needs it`,
  }),
  CON105: entry<{ key: string; value: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'a value that is not allowed',
    message: (p) => `${p.key} is '${p.value}'; it must be one of ${p.allowed.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  CON106: entry<{ key: string; value: string; form: string }>({
    severity: 'error',
    title: 'a value of the wrong form',
    message: (p) => `${p.key} is '${p.value}'; it must be ${p.form}`,
  }),
};
