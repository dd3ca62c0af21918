import { entry } from '../entry.ts';

export const attackProblems = {
  ATT101: entry<{ technique: string; version: string; parent?: string | undefined }>({
    severity: 'error',
    title: 'no such technique',
    message: (p) => `MITRE ATT&CK ${p.version} has no technique ${p.technique}`,
    hint: (p) => (p.parent ? `${p.parent} exists, but has no such sub-technique` : undefined),
  }),
  ATT102: entry<{ technique: string; name: string; status: string; version: string }>({
    severity: 'warning',
    title: 'a technique that is no longer in use',
    message: (p) => `${p.technique} (${p.name}) is ${p.status} in MITRE ATT&CK ${p.version}`,
    hint: (p) => `its page names the successor: https://attack.mitre.org/techniques/${p.technique.replace('.', '/')}`,
  }),
  ATT103: entry<{ technique: string; name: string; tactics: readonly string[] }>({
    severity: 'warning',
    title: 'a technique of another tactic',
    message: (p) => `${p.technique} (${p.name}) belongs to ${p.tactics.join(', ')}, none of which the rule lists`,
    hint: (p) => `add ${p.tactics.join(' or ')} to tactics, or choose another technique`,
  }),
};
