/** A rule without a single problem, for tests that break it in one place. */
export const goodRule = `id: 6b8d9f2e-3c41-4b5a-9d7e-0f1a2b3c4d5e
name: Many accounts fail to sign in from one address
description: |
  Identifies an address from which many accounts failed to sign in within an hour, as in password spraying.
  Slow sprays over days stay below the threshold.
severity: Medium
kind: Scheduled
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes:
      - SigninLogs
queryFrequency: 1h
queryPeriod: 2h
triggerOperator: gt
triggerThreshold: 0
tactics:
  - CredentialAccess
relevantTechniques:
  - T1110.003
query: |
  let threshold = 10;
  SigninLogs
  | where TimeGenerated > ago(2h)
  | where ingestion_time() > ago(1h)
  | where ResultType in ("50126", "50053") and RiskLevelDuringSignIn != "hidden"
  | extend Country = tostring(LocationDetails.countryOrRegion)
  | summarize FailedUsers = dcount(UserPrincipalName), FirstFailure = min(TimeGenerated), Countries = make_set(Country, 10)
      by IPAddress, AppDisplayName
  | where FailedUsers >= threshold
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: IPAddress
  - entityType: CloudApplication
    fieldMappings:
      - identifier: Name
        columnName: AppDisplayName
customDetails:
  FailedUsers: FailedUsers
  Countries: Countries
alertDetailsOverride:
  alertDisplayNameFormat: "{{FailedUsers}} accounts fail to sign in from {{IPAddress}}"
eventGroupingSettings:
  aggregationKind: AlertPerResult
suppressionEnabled: true
suppressionDuration: 5h
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: false
    lookbackDuration: 5h
    matchingMethod: Selected
    groupByEntities:
      - IP
    groupByAlertDetails: []
    groupByCustomDetails:
      - FailedUsers
version: 1.0.0
`;
