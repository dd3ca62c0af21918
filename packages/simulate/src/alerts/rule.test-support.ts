import type { Rule } from '@picket/model';

/** A small rule with other values for some of its keys. */
export const ruleWith = (over: Partial<Rule> = {}): Rule => ({
  id: '5e1f3c2a-7b60-4d8e-9a41-0c2d3e4f5a6b',
  name: 'A rule',
  description: 'What it finds.',
  severity: 'Medium',
  kind: 'Scheduled',
  tactics: ['CredentialAccess'],
  query: 'SigninLogs',
  queryFrequency: '1h',
  queryPeriod: '1h',
  triggerOperator: 'gt',
  triggerThreshold: 0,
  ...over,
});
