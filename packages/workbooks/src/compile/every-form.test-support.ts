import { readWorkbook, type Workbook } from '@picket/model';

/** A source with every form of item, parameter, visualization and column format. */
export const everyForm = `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Every form
description: All that a workbook can hold.
version: 1.0.0
parameters:
  - parameter: TimeRange
    type: time-range
    label: Time
    required: true
    default: P7D
    options: [PT1H, P1D, P7D]
    custom: true
  - parameter: Span
    type: time-range
    default: P1D
  - {parameter: Person, type: text, description: Part of a name., default: ''}
  - parameter: App
    type: drop-down
    multiple: true
    all: '*'
    default: '*'
    query: |
      SigninLogs
      | summarize by AppDisplayName
  - parameter: Kind
    type: drop-down
    options: [{value: people, label: People}, {value: apps}]
    default: people
    quote: '"'
    delimiter: ';'
  - {parameter: Workspace, type: workspace, hidden: true}
  - {parameter: Subscriptions, type: subscription, multiple: true}
  - {parameter: Group, type: resource-group}
  - {parameter: Vault, type: resource, resourceTypes: [microsoft.keyvault/vaults], default: /subscriptions/x}
  - {parameter: Newest, type: query, query: SigninLogs | summarize max(TimeGenerated), time: none}
tabs:
  - title: Charts
    name: charts
    items:
      - title: Sign-ins over time
        query: |
          SigninLogs
          | summarize Events = count(),   People = dcount(UserId)
              by bin(TimeGenerated, {TimeRange:grain})
        visualization: timechart
        size: large
        noData: Nobody signed in.
        chart:
          x: TimeGenerated
          y: [Events, People]
          group: AppDisplayName
          legend: true
          unit: count
          series: [{name: Events, label: Sign-ins, colour: blue}, {name: People}]
      - {title: Bars, query: SigninLogs | count, visualization: barchart, time: Span, width: 50}
      - title: Tiles
        query: SigninLogs | summarize Events = count() by ResultType
        visualization: tiles
        tiles: {title: ResultType, value: Events, subtitle: ResultType, palette: greenRed, tileSize: auto}
      - title: Coloured tiles
        query: SigninLogs | summarize Events = count() by ResultType
        visualization: tiles
        tiles: {title: ResultType, value: Events, unit: '%', thresholds: [{when: '>', value: 10, show: redBright}]}
      - title: One number
        query: SigninLogs | summarize Events = count()
        visualization: stat
        tiles: {title: Events, value: Events, unit: s}
      - title: Countries
        query: SigninLogs | summarize Events = count() by Location
        visualization: map
        map: {country: Location, label: Location, size: Events}
      - title: Places
        query: SigninLogs | take 10
        visualization: map
        map: {latitude: Latitude, longitude: Longitude, label: City, size: Events, colour: Risk}
  - title: Tables
    name: tables
    items:
      - title: Columns
        query: SigninLogs | take 10
        visualization: table
        size: full
        grid:
          rows: 100
          filter: true
          sort: [{column: Bar, order: descending}, {column: Text, order: ascending}]
          columns:
            - {column: Text, format: text, label: A text, width: 30ch, tooltip: The text.}
            - {column: Bar, format: bar, palette: red, max: 100}
            - {column: Number, format: number, unit: bytes}
            - {column: Time, format: datetime}
            - {column: Span, format: duration}
            - {column: Heat, format: heatmap, min: 1}
            - column: Colours
              format: thresholds
              thresholds:
                - {when: ==, value: '0', show: green, text: success}
                - {show: redBright}
            - {column: Icons, format: icons, thresholds: [{when: contains, value: fail, show: failed}]}
            - {column: Severity, format: severity}
            - {column: Address, format: link, link: {opens: url, column: Url, label: Open}}
            - {column: Details, format: json}
            - {column: Secret, format: hidden}
            - {column: Plain, label: As it is}
        exports:
          - {column: UserPrincipalName, parameter: SelectedUser}
          - {column: AppDisplayName, parameter: SelectedApp, default: none}
      - title: Columns
        query: SigninLogs | take 10
        visualization: table
        visibleWhen:
          - {parameter: SelectedUser, isNot: ''}
          - {parameter: Kind, is: people}
  - title: Others
    name: others
    items:
      - text: |
          ## Of {SelectedUser}
          [Page](https://contoso.example/)
        style: warning
        note: Never deployed.
      - text: Second.
        width: 30
      - links:
          - {label: Page, url: https://contoso.example/}
          - {label: All, parameter: SelectedUser, value: ''}
        style: toolbar
      - parameters:
          - {parameter: Address, type: text}
        name: address
      - group: Details
        collapsed: true
        visibleWhen: [{parameter: Address, is: 192.0.2.7}]
        items:
          - text: Inner.
          - raw: {type: 10, content: {chartId: workbook1}, name: metrics, extra: [null, 1.5]}
            because: Metrics are no logs.
          - raw: {type: 1, content: {json: Raw.}}
            name: renamed
            width: 20
`;

/** @throws Error when a source is not whole: a test's own mistake */
export function workbookOf(text: string): Workbook {
  const { workbook, problems } = readWorkbook({ path: 'workbook.yaml', bytes: new TextEncoder().encode(text) });
  if (!workbook) throw new Error(problems.map(({ message, at }) => `${at?.start.line}: ${message}`).join('\n'));
  return workbook.value;
}
