/** A workbook.yaml without a fault that has every form of item and parameter. */
export const workbookText = `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Sign-ins
description: Who signs in, from where, what fails and why.
version: 1.0.0
parameters:
  - parameter: TimeRange
    type: time-range
    default: P7D
    options: [PT1H, P7D]
  - parameter: App
    type: drop-down
    multiple: true
    all: '*'
    default: ['*']
    query: SigninLogs | distinct AppDisplayName
tabs:
  - title: Overview
    name: overview
    items:
      - title: Sign-ins by outcome
        query: |
          SigninLogs
          | summarize SignIns = count() by ResultType
        visualization: piechart
      - text: Sign-ins of people.
        style: info
      - parameters:
          - parameter: Person
            type: text
      - links:
          - label: All
            parameter: Person
            value: ''
      - group: Events
        visibleWhen:
          - parameter: Person
            isNot: ''
        items:
          - title: Events of {Person}
            query: SigninLogs | where UserPrincipalName == "{Person}" | take 10
            visualization: table
            grid:
              columns:
                - column: ResultType
                  format: thresholds
                  thresholds:
                    - when: ==
                      value: '0'
                      show: green
                    - show: redBright
          - raw:
              type: 1
              content:
                json: null
`;
