/** A connector.yaml without a fault. */
export const connectorText = `id: picket-sign-in-logs
title: Entra ID sign-in logs
publisher: Picket
version: 1.0.0
category: SignInLogs
table: SigninLogs
description: Sign-ins of people.
licence: Microsoft Entra ID P1
permissions:
  workspace: [read, write]
  tenantRoles: [Security Administrator]
connectivity:
  query: SigninLogs | take 1 | project IsConnected = true
graphQueries:
  - metricName: Events
    legend: SigninLogs
    baseQuery: SigninLogs
dataTypes:
  - name: SigninLogs
    lastDataReceivedQuery: SigninLogs | summarize Time = max(TimeGenerated)
sampleQueries:
  - description: Failed sign-ins
    query: SigninLogs | where ResultType != "0"
instructions:
  - title: Route the log
    description: Tick SignInLogs.
diagnosticSetting:
  resource: microsoft.aadiam/diagnosticSettings
  category: SignInLogs
  enabled: true
`;
