/**
 * The ATT&CK tactics that Sentinel takes, as its REST contract spells them (AttackTactic of 2025-09-01), those for
 * industrial control systems included.
 */
export const tactics: readonly string[] = [
  'Collection',
  'CommandAndControl',
  'CredentialAccess',
  'DefenseEvasion',
  'Discovery',
  'Execution',
  'Exfiltration',
  'Impact',
  'ImpairProcessControl',
  'InhibitResponseFunction',
  'InitialAccess',
  'LateralMovement',
  'Persistence',
  'PreAttack',
  'PrivilegeEscalation',
  'Reconnaissance',
  'ResourceDevelopment',
];
