import { execFileSync } from 'node:child_process';
import { emptyFolder, write } from '../repository.test-support.ts';

export const rulePath = 'content/sign-in-logs/rules/many-failures.yaml';
export const testPath = 'content/sign-in-logs/tests/many-failures.yaml';

/** Ten failures from one address within the hour. */
const rule = `id: 8a3f6a52-6f0e-4b57-9d0c-2f4b7d1e9c01
name: Many failures from one address
version: 1.0.0
kind: Scheduled
description: Identifies many failed sign-ins from one address.
severity: Medium
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes: [SigninLogs]
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [CredentialAccess]
relevantTechniques: [T1110]
query: |
  SigninLogs
  | where ResultType == "50126"
  | summarize Failures = count() by IPAddress
  | where Failures >= 10
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: IPAddress
`;

const test = `# Ten are enough.
now: 2026-03-02T10:00:00Z
cases:
  - name: ten failures
    given:
      SigninLogs: { file: events/failures.jsonl, spread: 50m }
    expect:
      alerts: 1 # one address
      severity: Medium
  - name: nine failures
    given:
      SigninLogs: { row: { ResultType: "50126", IPAddress: 203.0.113.7 }, repeat: 9, spread: 50m }
    expect: { alerts: 0 }
`;

/** A repository with one rule and its cases, all of which hold; edits are put in by file. */
export function repositoryWith(edits: Readonly<Record<string, (text: string) => string>> = {}): string {
  const folder = emptyFolder();
  const manifest = { name: 'sign-in-logs', picket: { category: 'SignInLogs', table: 'SigninLogs' } };
  const files: Readonly<Record<string, string>> = {
    'picket.yaml': 'repository: contoso-detections\ntargets:\n  local:\n    kind: local\n',
    'content/sign-in-logs/package.json': JSON.stringify(manifest),
    [rulePath]: rule,
    [testPath]: test,
    'content/sign-in-logs/tests/events/failures.jsonl': '{"ResultType":"50126","IPAddress":"203.0.113.7"}\n'.repeat(10),
  };
  for (const [path, text] of Object.entries(files)) write(folder, path, edits[path]?.(text) ?? text);
  return folder;
}

export function git(folder: string, ...args: string[]): void {
  const as = ['-c', 'user.name=t', '-c', 'user.email=t@contoso.example'];
  execFileSync('git', [...as, ...args], { cwd: folder, stdio: 'pipe' });
}

/** The repository as the first commit of a git repository. */
export function committed(folder: string): string {
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'first');
  return folder;
}
