import { type LogCategory, tableSchema } from '@picket/tables';

/** First texts of new content. What a person must decide is written so that `picket check` names it until it is done. */

export function newRule(
  category: LogCategory,
  slug: string,
  kind: 'Scheduled' | 'NRT',
  name: string,
  id: string,
): string {
  const schedule =
    kind === 'NRT' ? '' : 'queryFrequency: 1h\nqueryPeriod: 2h\ntriggerOperator: gt\ntriggerThreshold: 0\n';
  return `id: ${id}
name: ${quoted(name)}
version: 1.0.0
kind: ${kind}
description: |
  Identifies (say what behaviour).
  Misses: (say what it cannot see).
  Benign causes: (say who does this rightly).
severity: Medium
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes:
      - ${category.table}
${schedule}tactics: []
relevantTechniques: []
query: |
  ${category.table}
  | where TimeGenerated > ago(2h)
  | take 0 // replace by what ${slug} looks for
eventGroupingSettings:
  aggregationKind: SingleAlert
documentation:
  references: []
  falsePositives: []
  response: []
`;
}

/** Cases that run from the start; the first fails until the rule's query is written. */
export function newRuleTest({ table }: LogCategory, kind: 'Scheduled' | 'NRT'): string {
  const columns = new Set(tableSchema(table)?.columns.map(({ name }) => name));
  const cells = [
    ['Id', '00000000-0000-4000-8000-{n:12}'],
    ['UserPrincipalName', 'user{n}@contoso.example'],
    ['IPAddress', '203.0.113.7'],
  ].filter(([name = '']) => columns.has(name));
  const [within, before] = kind === 'NRT' ? ['-30s', '-2m'] : ['-10m', '-3h'];
  return `now: 2026-03-02T10:00:00Z
templates:
  event: ${cells.length === 0 ? '{}' : `\n${cells.map(([name, cell]) => `    ${name}: ${cell}`).join('\n')}`}
cases:
  - name: (say what happens when the rule fires)
    given:
      ${table}: { like: event, repeat: 1, at: ${within} }
    expect: { alerts: 1 }
  - name: (say what comes near and stays silent)
    given:
      ${table}: { like: event, repeat: 1, at: ${before} }
    expect: { alerts: 0 }
`.replaceAll(': \n', ':\n');
}

export function newConnector(category: LogCategory): string {
  const { table, slug, displayName } = category;
  return `id: picket-${slug}
title: ${quoted(`Microsoft Entra ${displayName.toLowerCase()}`)}
publisher: Picket
version: 1.0.0
category: ${category.category}
table: ${table}
description: |
  (Say what this log tells a security operations team.)
licence: ${quoted(category.licence)}
permissions:
  workspace:
    - read
    - write
  tenantRoles:
${category.rolesToRoute.map((role) => `    - ${quoted(role)}`).join('\n')}
connectivity:
  query: |
    ${table}
    | summarize LastEvent = max(TimeGenerated)
    | project IsConnected = LastEvent > ago(7d)
graphQueries:
  - metricName: Total events received
    legend: ${table}
    baseQuery: ${table}
dataTypes:
  - name: ${table}
    lastDataReceivedQuery: |
      ${table}
      | summarize Time = max(TimeGenerated)
      | where isnotempty(Time)
sampleQueries:
  - description: The newest events
    query: |
      ${table}
      | top 100 by TimeGenerated
instructions:
  - title: Route the log
    description: |
      In the Entra admin center, open Monitoring & health, Diagnostic settings, and send ${category.category} to this workspace.
diagnosticSetting:
  resource: ${category.settingsResource}
  category: ${category.category}
  enabled: true
`;
}

export function newPackageJson(category: LogCategory): string {
  const manifest = {
    name: `@picket-content/${category.slug}`,
    version: '1.0.0',
    private: true,
    license: 'MIT',
    description: `Microsoft Sentinel content for the Entra log category ${category.category}.`,
    type: 'module',
    scripts: { check: 'picket check .', build: 'picket build . --out dist' },
    devDependencies: { '@picket/cli': '*' },
    picket: { category: category.category, table: category.table },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function newReadme(category: LogCategory): string {
  return `# ${category.displayName}

Category \`${category.category}\`, table \`${category.table}\`. Licence: ${category.licence}.

This package has no analytics rules yet.
`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
