import { openEngine, readRows, type Table } from '@picket/engine';
import { type Document, readWorkbook, type Workbook } from '@picket/model';
import { tableSchema } from '@picket/tables';
import type { CategoryData, SiteData } from './page-data.ts';
import type { PreviewHost } from './preview-host.ts';
import { readsOf } from './session/part-texts.ts';
import { openSession, type Session } from './session/session.ts';

export const now = new Date('2026-03-08T12:00:00Z');
export const hostileName = '<img src=x onerror="document.title=1">';

/** Sign-ins of a week, one every quarter of an hour: every third fails, five people, from four countries. */
function signIns(): Table {
  const lines = Array.from({ length: 7 * 96 }, (_, i) =>
    JSON.stringify({
      TimeGenerated: new Date(now.getTime() - (i + 1) * 900_000).toISOString(),
      Id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      UserPrincipalName: i % 50 === 0 ? hostileName : `user${i % 5}@contoso.example`,
      ResultType: i % 3 === 0 ? '50126' : '0',
      AppDisplayName: i % 2 === 0 ? 'Contoso Payroll' : "People's portal",
      Location: ['NO', 'FR', 'SG', 'Nowhere'][i % 4],
      DurationMs: i,
    }),
  );
  const { value, problems } = readRows(lines.join('\n'), 'sign-ins', tableSchema('SigninLogs')?.columns ?? []);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

/** Every kind of part, and a tile that is wrong. */
export const workbookText = `
id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01
name: Sign-ins ${hostileName.replaceAll('"', "'")}
description: Who signs in.
version: 1.0.0
parameters:
  - {parameter: TimeRange, type: time-range, default: P7D, options: [P1D, P7D], custom: true}
  - parameter: App
    type: drop-down
    multiple: true
    all: '*'
    default: '*'
    query: SigninLogs | summarize by AppDisplayName | project AppDisplayName, strcat('app ', AppDisplayName) | sort by AppDisplayName asc
  - {parameter: Outcome, type: drop-down, default: all, options: [{value: all, label: Every outcome}, {value: '0', label: Successes}]}
  - {parameter: Person, type: text, default: ''}
  - {parameter: Most, type: query, query: SigninLogs | summarize Events = count() by UserPrincipalName | top 1 by Events | project UserPrincipalName}
  - {parameter: Workspace, type: workspace}
tabs:
  - title: Overview
    name: overview
    items:
      - {text: 'Outcome **{Outcome:label}**, applications {App:label}, most {Most}, of {Workspace:name} <script>alert(1)</script>', style: info}
      - title: Sign-ins
        query: |
          SigninLogs
          | where '*' in ({App}) or AppDisplayName in ({App})
          | where '{Outcome}' == 'all' or ResultType == '{Outcome}'
          | count
        visualization: stat
        width: 30
      - title: Over time
        query: SigninLogs | summarize SignIns = count() by ResultType, bin(TimeGenerated, {TimeRange:grain})
        visualization: timechart
        width: 70
      - title: People
        query: SigninLogs | summarize Events = count(), Last = max(TimeGenerated) by UserPrincipalName | order by Events desc
        visualization: table
        grid: {columns: [{column: UserPrincipalName, label: Person}, {column: Events, format: bar}]}
        exports: [{column: UserPrincipalName, parameter: Selected}]
      - title: Events of {Selected}
        query: SigninLogs | where UserPrincipalName == '{Selected}' | take 5 | project TimeGenerated, ResultType
        visualization: table
        visibleWhen: [{parameter: Selected, isNot: ''}]
  - title: Places
    name: places
    items:
      - group: More
        items:
          - {title: Map, query: SigninLogs | summarize SignIns = count() by Location, visualization: map, map: {country: Location, label: Location, size: SignIns}}
          - {title: Cards, query: SigninLogs | summarize SignIns = count() by Location, visualization: tiles, tiles: {title: Location, value: SignIns}}
          - {title: Wrong, query: "SigninLogs | where Foo == '{Person}' | count", visualization: stat}
          - {title: Nothing, query: SigninLogs | where ResultType == 'none', visualization: table, noData: None at all.}
          - {links: [{label: Successes alone, parameter: Outcome, value: '0'}, {label: Elsewhere, url: 'https://contoso.example'}]}
`;

export function fixtureWorkbook(text = workbookText): Document<Workbook> {
  const path = 'content/sign-in-logs/workbook.yaml';
  const { workbook, problems } = readWorkbook({ path, bytes: new TextEncoder().encode(text) });
  if (!workbook) throw new Error(JSON.stringify(problems, null, 1));
  return workbook;
}

export async function fixtureSession(): Promise<Session> {
  const { value: engine, problems } = await openEngine({
    tables: new Map([['SigninLogs', signIns()]]),
    missing: 'empty',
  });
  if (!engine) throw new Error(JSON.stringify(problems));
  return openSession({ engine, now });
}

/** A site of one category, whose session is real. */
export function fixtureHost(workbook = fixtureWorkbook()): PreviewHost {
  const attack: SiteData['attack'] = {
    version: '18.1',
    tactics: [
      {
        name: 'Credential Access',
        rules: [],
        techniques: [
          { id: 'T1110', name: 'Brute Force', rules: [{ slug: 'sign-in-logs', id: 'spray', name: hostileName }] },
        ],
      },
    ],
  };
  const summary: CategoryData['summary'] = {
    slug: 'sign-in-logs',
    title: 'Sign-in logs',
    table: 'SigninLogs',
    hasWorkbook: true,
    rules: { High: 1 },
    errors: 0,
  };
  const category: CategoryData = {
    summary,
    workbook: { file: workbook.file, source: workbook.value, reads: readsOf(workbook.value), problems: [] },
    attack,
    problems: [],
  };
  const one = async <T>(slug: string, value: T): Promise<T | undefined> => (slug === summary.slug ? value : undefined);
  let session: Promise<Session> | undefined;
  return {
    site: async () => ({ name: 'contoso', sample: 'Invented.', now: now.toISOString(), categories: [summary], attack }),
    category: (slug) => one(slug, category),
    workbook: (slug) => one(slug, workbook),
    rules: async () => [
      {
        id: 'spray',
        file: 'content/sign-in-logs/rules/spray.yaml',
        name: hostileName,
        description: `Finds *sprays* ${hostileName} ![x](https://contoso.example/x.png) [bad](javascript:alert(1))`,
        severity: 'High',
        kind: 'Scheduled',
        schedule: 'every 1h over 1h',
        tactics: ['CredentialAccess'],
        techniques: ['T1110'],
        query: [
          ['SigninLogs', 'table'],
          ['\n| ', ''],
          ['take', 'keyword'],
          [` 1 // ${hostileName}`, 'comment'],
        ],
        entities: ['Account'],
        falsePositives: [],
        response: [],
      },
    ],
    problems: async () => [
      {
        code: 'WB301',
        severity: 'warning',
        message: `an unused parameter ${hostileName}`,
        place: 'content/sign-in-logs/workbook.yaml:7:3',
      },
    ],
    cases: async () => ({
      spray: {
        cases: [
          { name: `holds ${hostileName}`, passed: true, mismatches: [] },
          { name: 'fails', passed: false, mismatches: ['alerts: expected 1, is 0'] },
        ],
        problems: [],
      },
    }),
    answer: async ({ slug, key, choices }, signal) => {
      session ??= fixtureSession();
      const found = await one(slug, workbook);
      return found && (await session).answer(found, key, choices, signal);
    },
  };
}
