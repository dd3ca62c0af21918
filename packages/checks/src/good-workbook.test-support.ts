/** A workbook.yaml without a problem, in which the mutants find something to change. */
export const goodWorkbook = `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Sign-ins
description: Who signs in, from where, what fails and why.
version: 1.0.0
parameters:
  - parameter: TimeRange
    type: time-range
    default: P7D
  - parameter: App
    type: drop-down
    multiple: true
    all: '*'
    default: '*'
    query: |
      SigninLogs
      | summarize SignIns = count() by AppDisplayName
      | top 50 by SignIns
      | project AppDisplayName
  - parameter: Least
    type: text
  - parameter: Newest
    type: query
    query: SigninLogs | summarize max(TimeGenerated)
tabs:
  - title: Overview
    name: overview
    items:
      - title: Sign-ins of {App:label}
        name: over-time
        query: |
          SigninLogs
          | where '*' in ({App}) or AppDisplayName in ({App})
          | summarize SignIns = dcount(Id) by ResultType, bin(TimeGenerated, {TimeRange:grain})
          | where SignIns > {Least}
        visualization: timechart
        chart: {x: TimeGenerated, y: [SignIns], group: ResultType}
      - title: People with most failures
        name: people
        query: |
          let quiet = () {SigninLogs | where ResultType != "0"};
          quiet
          | summarize Failures = dcount(Id), Last = max(TimeGenerated) by UserPrincipalName
          | top 50 by Failures
        visualization: table
        grid:
          columns:
            - {column: Failures, format: bar}
            - {column: Last, format: datetime}
          sort: [{column: Failures, order: descending}]
        exports:
          - {column: UserPrincipalName, parameter: Person}
      - text: Choose somebody above; the newest sign-in was at {Newest}.
        visibleWhen:
          - {parameter: Person, is: ''}
  - title: Events
    name: events
    items:
      - links:
          - {label: Everybody, parameter: Scope, value: all}
      - title: Countries
        query: |
          SigninLogs
          | where "{Scope}" == "all" or UserPrincipalName == "{Person:escape}"
          | summarize SignIns = count() by Location
        visualization: map
        map: {country: Location, label: Location, size: SignIns}
      - raw:
          type: 3
          content:
            query: |
              SigninLogs
              | summarize SignIns = count() by AppDisplayName
            queryType: 0
            resourceType: microsoft.operationalinsights/workspaces
            timeContextFromParameter: TimeRange
            visualization: table
            gridSettings:
              formatters: [{columnMatch: SignIns, formatter: 4}]
        because: A table with all its settings.
`;
