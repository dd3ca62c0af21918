/** A valid rule; the examples of pages are laid over it. */
const baseRule = `id: 8a3f6a52-6f0e-4b57-9d0c-2f4b7d1e9c01
name: Sign-ins to the example application
version: 1.0.0
kind: Scheduled
description: Identifies sign-ins to the example application from many addresses.
severity: Medium
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes:
      - SigninLogs
queryFrequency: 1h
queryPeriod: 2h
triggerOperator: gt
triggerThreshold: 0
tactics:
  - InitialAccess
relevantTechniques:
  - T1078
query: |
  SigninLogs
  | where ResultType == "0"
  | summarize Addresses = dcount(IPAddress), Country = take_any(Location) by UserPrincipalName, IPAddress
`;

/** A valid connector.yaml. */
const baseConnector = `id: picket-sign-in-logs
title: Example sign-in logs
publisher: Contoso
version: 1.0.0
category: SignInLogs
table: SigninLogs
description: What the log tells.
licence: Microsoft Entra ID P1 or P2
permissions:
  workspace:
    - read
    - write
  tenantRoles:
    - Security Administrator
connectivity:
  query: |
    SigninLogs
    | where TimeGenerated > ago(7d)
    | take 1
    | count
    | project IsConnected = Count > 0
graphQueries:
  - metricName: Total events received
    legend: SigninLogs
    baseQuery: SigninLogs
dataTypes:
  - name: SigninLogs
    lastDataReceivedQuery: |
      SigninLogs
      | summarize Time = max(TimeGenerated)
      | where isnotnull(Time)
sampleQueries:
  - description: The newest events
    query: |
      SigninLogs
      | top 100 by TimeGenerated
instructions:
  - title: Route the log
    description: Send the category to this workspace.
diagnosticSetting:
  resource: microsoft.aadiam/diagnosticSettings
  category: SignInLogs
  enabled: true
`;

/** A valid workbook.yaml. */
const baseWorkbook = `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Example sign-ins
description: Who signs in.
version: 1.0.0
items:
  - title: Results
    query: |
      SigninLogs
      | where TimeGenerated > ago(1d)
      | summarize Events = count() by ResultType
    visualization: piechart
    time: none
`;

const bases = { rule: baseRule, connector: baseConnector, workbook: baseWorkbook } as const;

export interface Example {
  readonly wanted: 'bad' | 'good';
  readonly kind: keyof typeof bases;
  /** The complete file. */
  readonly text: string;
}

/** The examples of a page: fenced blocks "yaml bad" and "yaml good", with "whole", "connector" or "workbook" behind. */
export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/^```yaml (bad|good)((?: \w+)*)\n([\s\S]*?)^```$/gm)].map(
    ([, wanted, words = '', text = '']) => {
      const kind = words.includes('connector') ? 'connector' : words.includes('workbook') ? 'workbook' : 'rule';
      const whole = words.includes('whole') ? text : overlay(bases[kind], text);
      return { wanted: wanted === 'bad' ? 'bad' : 'good', kind, text: whole };
    },
  );
}

/** The test file that a page names as its case. */
export function caseOf(page: string): string | undefined {
  return /^Case: (\S+)$/m.exec(page)?.[1];
}

/** Top-level entries of `text` take the place of those of `base`; `key: !remove` takes one away. */
function overlay(base: string, text: string): string {
  const entries = new Map(entriesOf(base));
  for (const [key, entry] of entriesOf(text)) {
    if (/:\s*!remove\s*$/.test(entry.trimEnd())) entries.delete(key);
    else entries.set(key, entry);
  }
  return [...entries.values()].join('');
}

/** Key and text of each top-level entry, with the comments before it. */
function entriesOf(text: string): [string, string][] {
  const entries: [string, string][] = [];
  let comments = '';
  for (const line of text.split(/(?<=\n)/)) {
    const last = entries.at(-1);
    const [, key] = /^["']?([^\s"'#:][^"':]*)["']?\s*:/.exec(line) ?? [];
    if (key !== undefined) {
      entries.push([key, comments + line]);
      comments = '';
    } else if (/^#/.test(line)) comments += line;
    else if (last) last[1] += line;
    else entries.push([`(${entries.length})`, line]);
  }
  return entries;
}
