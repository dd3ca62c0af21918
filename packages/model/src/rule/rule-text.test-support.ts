/** A rule without a fault, a key an entry. */
const base: Readonly<Record<string, string>> = {
  id: '3f1f4a57-7b0c-4f7e-9a52-6d6a0d3c1b11',
  name: 'Many failed sign-ins from one address',
  version: '1.0.0',
  kind: 'Scheduled',
  description: '|\n  One address fails to sign in to many accounts within an hour.',
  severity: 'Medium',
  requiredDataConnectors: '\n  - connectorId: AzureActiveDirectory\n    dataTypes:\n      - SigninLogs',
  queryFrequency: '1h',
  queryPeriod: '1h',
  triggerOperator: 'gt',
  triggerThreshold: '0',
  tactics: '\n  - CredentialAccess',
  relevantTechniques: '\n  - T1110.003',
  query:
    '|\n  SigninLogs\n  | where ResultType == "50126"\n  | summarize Users = dcount(UserPrincipalName) by IPAddress',
  entityMappings:
    '\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: IPAddress',
};

/** The same rule as near-real-time rule. */
export const nrt: Readonly<Record<string, string | undefined>> = {
  kind: 'NRT',
  queryFrequency: undefined,
  queryPeriod: undefined,
  triggerOperator: undefined,
  triggerThreshold: undefined,
};

/**
 * The base rule with some keys written otherwise, added, or (undefined) left out.
 * `⟦` and `⟧` mark a place; they are taken out of the text.
 */
export function ruleText(changes: Readonly<Record<string, string | undefined>> = {}): {
  readonly text: string;
  readonly marked: readonly string[];
} {
  const entries = Object.entries({ ...base, ...changes });
  const written = entries.flatMap(([key, value]) => (value === undefined ? [] : [writtenEntry(key, value)])).join('\n');
  const marked: string[] = [];
  let line = 1;
  let column = 1;
  for (const character of written) {
    if (character === '⟦') marked.push(`${line}:${column}`);
    else if (character === '\n') {
      line++;
      column = 1;
    } else if (character !== '⟧') column++;
  }
  return { text: `${written.replace(/[⟦⟧]/g, '')}\n`, marked };
}

/** A value that names its own key (`⟦severity⟧: …`) replaces the whole entry. */
function writtenEntry(key: string, value: string): string {
  if (/^⟦[^\n⟧]+⟧:/.test(value)) return value;
  return `${key}:${value.startsWith('\n') || value === '' ? '' : ' '}${value}`;
}
