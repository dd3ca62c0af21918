import { entry } from '../entry.ts';

/** A rule's test file, and what its cases say of the rule. */
export const ruleTestProblems = {
  TEST101: entry<{ key: string; inside?: string | undefined }>({
    severity: 'error',
    title: 'a key of a test is missing',
    message: (p) => (p.inside ? `${p.inside} lacks the key ${p.key}` : `the key ${p.key} is missing`),
  }),
  TEST102: entry<{ key: string; inside?: string | undefined; near?: string | undefined }>({
    severity: 'error',
    title: 'an unknown key of a test',
    message: (p) => (p.inside ? `${p.inside} has no key '${p.key}'` : `a test has no key '${p.key}'`),
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'remove it'),
  }),
  TEST103: entry<{ key: string; expected: string; found: string }>({
    severity: 'error',
    title: 'a value of the wrong type in a test',
    message: (p) => `${p.key} must be ${p.expected}; here it is ${p.found}`,
  }),
  TEST104: entry<{ key: string }>({
    severity: 'error',
    title: 'a key of a test without a value',
    message: (p) => `${p.key} has no value`,
  }),
  TEST105: entry<{ key: string; value: string; allowed: readonly string[]; near?: string | undefined }>({
    severity: 'error',
    title: 'a value that a test may not have',
    message: (p) => `${p.key} is '${p.value}'; it must be one of ${p.allowed.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  TEST106: entry<{ key: string; value: string; form: string }>({
    severity: 'error',
    title: 'a value of the wrong form in a test',
    message: (p) => `${p.key} is '${p.value}'; it must be ${p.form}`,
  }),
  TEST201: entry<{ rule: string }>({
    severity: 'error',
    title: 'a test without its rule',
    message: (p) => `there is no rule ${p.rule} that these cases could test`,
    hint: () => 'give the test file the name of its rule',
  }),
  TEST202: entry<{ slug: string }>({
    severity: 'error',
    title: 'a rule without a test',
    message: (p) => `the rule has no cases: tests/${p.slug}.yaml is missing`,
    hint: () => 'write a case that fires and a near miss that stays silent',
  }),
  TEST203: entry<{ lacking: 'fires' | 'is silent' }>({
    severity: 'error',
    title: 'a test that shows one side only',
    message: (p) => `no case says when the rule ${p.lacking}`,
    hint: (p) =>
      p.lacking === 'fires'
        ? 'add a case that expects alerts: a rule that never fires passes all others'
        : 'add a near miss with `alerts: 0`: a rule that always fires passes all others',
  }),
  TEST204: entry<{ name: string }>({
    severity: 'error',
    title: 'two cases of one name',
    message: (p) => `another case above is called '${p.name}' too`,
  }),
  TEST205: entry<{ name: string; near: string | undefined }>({
    severity: 'error',
    title: 'an unknown template',
    message: (p) => `there is no template '${p.name}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'name it under templates'),
  }),
  TEST206: entry<{ name: string }>({
    severity: 'warning',
    title: 'a template that nothing uses',
    message: (p) => `no source builds on the template '${p.name}'`,
  }),
  TEST207: entry<{ table: string; near: string | undefined }>({
    severity: 'error',
    title: 'events of an unknown table',
    message: (p) => `there is no table ${p.table}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : 'declare it in picket.yaml, under tables'),
  }),
  TEST208: entry<{ table: string; column: string; near: string | undefined }>({
    severity: 'error',
    title: 'an event with an unknown column',
    message: (p) => `${p.table} has no column '${p.column}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  TEST209: entry<{ column: string; type: string; value: string }>({
    severity: 'error',
    title: 'an event with a value of the wrong type',
    message: (p) => `${p.column} is ${p.type}, and ${p.value} is none`,
    hint: (p) => (p.type === 'string' ? 'put it in quotes' : undefined),
  }),
  TEST210: entry<{ table: string }>({
    severity: 'error',
    title: 'an event without a time',
    message: (p) => `this event of ${p.table} has no TimeGenerated`,
    hint: () => 'say when it happens: `TimeGenerated: -10m` in the row, or `at: -10m` beside it',
  }),
  TEST211: entry<{ said: string }>({
    severity: 'error',
    title: 'a source of events that cannot be read',
    message: (p) => p.said,
  }),
  TEST212: entry<{ key: string; value: string; form: string }>({
    severity: 'error',
    title: 'an expectation that cannot be read',
    message: (p) => `${p.key} is ${p.value}; it must be ${p.form}`,
  }),
  TEST301: entry<{ name: string; said: string }>({
    severity: 'error',
    title: 'a case that does not hold',
    message: (p) => `${p.name}: ${p.said}`,
    hint: () => 'picket test --explain shows how many rows each step of the query lets through',
  }),
  TEST401: entry<{ domain: string }>({
    severity: 'error',
    title: 'a domain in test data that somebody could own',
    message: (p) => `${p.domain} could be somebody's: test data is invented`,
    hint: () => 'use contoso.example, or another name below .example; contoso.onmicrosoft.com for a tenant',
  }),
  TEST402: entry<{ address: string }>({
    severity: 'error',
    title: 'a public address in test data',
    message: (p) => `${p.address} could be somebody's: test data is invented`,
    hint: () => 'use 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32',
  }),
  TEST403: entry<{ number: string }>({
    severity: 'error',
    title: 'a telephone number in test data that could ring',
    message: (p) => `${p.number} could be somebody's: test data is invented`,
    hint: () => 'use +1 425 555 0100 to 0199, or a masked number: +1 XXXXXXX42',
  }),
};
