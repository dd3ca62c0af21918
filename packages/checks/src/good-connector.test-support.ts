/** A connector definition without a single problem. */
export const goodConnector = `id: picket-sign-in-logs
title: Microsoft Entra ID sign-in logs
publisher: Contoso
version: 1.0.0
category: SignInLogs
table: SigninLogs
description: Interactive sign-ins of users.
licence: Microsoft Entra ID P1 or P2
permissions:
  workspace: [read, write]
  tenantRoles: [Security Administrator]
connectivity:
  query: |
    SigninLogs
    | summarize LastLog = max(TimeGenerated)
    | project IsConnected = LastLog > ago(7d)
graphQueries:
  - metricName: Sign-ins received
    legend: SigninLogs
    baseQuery: SigninLogs
dataTypes:
  - name: SigninLogs
    lastDataReceivedQuery: |
      SigninLogs
      | summarize Time = max(TimeGenerated)
      | where isnotempty(Time)
sampleQueries:
  - description: Failed sign-ins by application
    query: |
      SigninLogs
      | where ResultType != "0"
      | summarize Failures = count() by AppDisplayName
instructions:
  - title: Route the log
    description: Switch on the category in the tenant's diagnostic settings.
diagnosticSetting:
  resource: microsoft.aadiam/diagnosticSettings
  category: SignInLogs
  enabled: true
`;
