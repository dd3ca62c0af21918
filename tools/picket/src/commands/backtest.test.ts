import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { backtestPage } from '../backtest-report/page.ts';
import { backtestText } from '../backtest-report/text.ts';
import { runPicket } from '../io.test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'picket-backtest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'events'));
mkdirSync(join(folder, 'rules'));

/** Twelve failures from one address on the second day, delivered late, one of them twice. */
const failures = Array.from({ length: 12 }, (_, i) => ({
  TimeGenerated: `2026-03-02T09:${String(10 + i)}:00Z`,
  _TimeReceived: `2026-03-02T09:${String(20 + i)}:00Z`,
  Id: `failure ${i}`,
  IPAddress: '203.0.113.7',
  ResultType: '50126',
  UserPrincipalName: `user${i}@contoso.example`,
}));
const quiet = [1, 3].map((day) => ({
  TimeGenerated: `2026-03-0${day}T12:00:00Z`,
  Id: `quiet ${day}`,
  ResultType: '0',
}));
const lines = [...failures, failures[0], ...quiet].map((row) => JSON.stringify(row));
writeFileSync(join(folder, 'events', 'SigninLogs.jsonl'), `${lines.join('\n')}\n`);

const ruleText = (name: string, more: string): string => `id: 5e1f3c2a-7b60-4d8e-9a41-0c2d3e4f5a6b
name: ${name}
version: 1.0.0
description: Identifies what it finds.
severity: Medium
requiredDataConnectors: []
tactics: []
relevantTechniques: []
${more}
`;
const write = (name: string, text: string): string => {
  const file = join(folder, 'rules', name);
  writeFileSync(file, text);
  return file;
};
const scheduled = 'kind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 2h\ntriggerOperator: gt\ntriggerThreshold: 0\n';
const spray = write(
  'spray.yaml',
  ruleText(
    '"Spray <img src=x onerror=alert(1)>"',
    `${scheduled}query: |
  SigninLogs
  | where ingestion_time() > ago(1h)
  | where ResultType == "50126"
  | summarize Users = dcount(UserPrincipalName) by IPAddress
entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: IPAddress`,
  ),
);
const nrt = write('nrt.yaml', ruleText('Near real time', 'kind: NRT\nquery: SigninLogs | where ResultType == "50126"'));
const refused = write('refused.yaml', ruleText('Refused', `${scheduled}query: SigninLogs | where Nobody == 1`));
const other = write('other.yaml', ruleText('Other', `${scheduled}query: AuditLogs | where Result == "failure"`));

const forever = () => new Promise<void>(() => undefined);
const backtest = (rules: readonly string[], ...more: readonly string[]) =>
  runPicket(
    [
      'backtest',
      '--data',
      join(folder, 'events'),
      '--from',
      '2026-03-01',
      '--to',
      '2026-03-04',
      '--rules',
      ...rules,
      ...more,
    ],
    {
      cwd: folder,
      stopped: forever,
    },
  );

test('a rule that would have fired once, on the second day', async () => {
  const page = join(folder, 'page.html');
  const { code, out, err } = await backtest([spray], '--json', '--html', page);
  expect([code, err]).toEqual([0, '']);
  const report = JSON.parse(out);
  expect(report).toMatchObject({
    isWhole: true,
    days: [{ alerts: 0 }, { day: '2026-03-02', alerts: 1, incidents: 1 }, { alerts: 0 }, { alerts: 0 }],
    rules: [{ runs: 72, alerts: 1, perDay: [0, 1, 0, 0] }],
    entities: [{ type: 'IP', identifiers: { Address: '203.0.113.7' }, alerts: 1 }],
  });
  const html = readFileSync(page, 'utf8');
  expect(html).toBe(backtestPage(report));
  expect(html).not.toContain('<img');
  expect(html).toContain('Spray &lt;img src=x');
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-/);
  expect(backtestText(report)).toContain('1          1    72  Spray <img src=x onerror=alert(1)>   █');
});

test('an NRT rule runs every minute, by arrival', async () => {
  const { out } = await backtest([nrt], '--json');
  // Twelve arrivals in twelve minutes, each an alert of its own run.
  expect(JSON.parse(out).rules[0]).toMatchObject({ runs: 4320, alerts: 12 });
});

describe('what is wrong is told', () => {
  test('a rule that the engine refuses, by its place; the others run', async () => {
    const { code, out, err } = await backtest([refused, spray], '--json');
    expect(code).toBe(1);
    expect(err).toMatch(/refused\.yaml:14:27 {2}error ENG105/);
    expect(JSON.parse(out).rules.map(({ alerts }: { alerts: number }) => alerts)).toEqual([1, 0]);
  });

  test('BT001: a stretch without runs', async () => {
    const { code, err } = await runPicket(
      [
        'backtest',
        '--data',
        folder,
        '--from',
        '2026-03-01T00:00:00Z',
        '--to',
        '2026-03-01T00:30:00Z',
        '--rules',
        spray,
      ],
      { cwd: folder, stopped: forever },
    );
    expect(code).toBe(2);
    expect(err).toContain('BT001');
  });

  test('BT002: events that begin after the stretch', async () => {
    const { code, err } = await runPicket(
      ['backtest', '--data', join(folder, 'events'), '--from', '2026-02-01', '--to', '2026-03-04', '--rules', spray],
      { cwd: folder, stopped: forever },
    );
    expect(code).toBe(0);
    expect(err).toContain('warning BT002');
    expect(err).toContain('the events of SigninLogs reach from 2026-03-01T12:00:00.000Z');
  });

  test('BT003: a rule whose table was not given', async () => {
    const { code, err } = await backtest([other]);
    expect(code).toBe(0);
    expect(err).toContain('warning BT003');
    expect(err).toContain('no events are given of AuditLogs');
  });

  test('BT004: an NRT rule where the data lives', async () => {
    const where = ['--engine', 'adx', '--cluster', 'https://cluster.example', '--database', 'soc'];
    const { code, err } = await runPicket(
      ['backtest', ...where, '--from', '2026-03-01', '--to', '2026-03-02', '--rules', nrt],
      { cwd: folder, stopped: forever },
    );
    expect(code).toBe(1);
    expect(err).toContain('error BT004');
  });

  test.each([
    [['--from', '2026-03-01'], '--to'],
    [['--to', '2026-03-01'], '--from'],
    [['--from', 'yesterday', '--to', '2026-03-01'], '--from'],
    [['--from', '2026-03-01T00:00:00', '--to', '2026-03-02'], '--from'],
    [['--from', '2026-03-01', '--to', '2026-03-02'], '--data'],
  ])('%j lacks %s', async (args, option) => {
    const { code, err } = await runPicket(['backtest', ...args, '--rules', spray], { cwd: folder, stopped: forever });
    expect(code).toBe(2);
    expect(err).toContain(`${option} cannot be`);
  });

  test('data that does not fit its table', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'SigninLogs.jsonl'), '{"TimeGenerated":"2026-03-01T00:00:00Z","Nobody":1}\n');
    const { code, err } = await runPicket(
      ['backtest', '--data', broken, '--from', '2026-03-01', '--to', '2026-03-02', '--rules', spray],
      { cwd: folder, stopped: forever },
    );
    expect(code).toBe(1);
    expect(err).toMatch(/SigninLogs\.jsonl:1:1 {2}error ENG106/);
  });
});

test('a page that cannot be written does not cost the result', async () => {
  const { code, out, err } = await backtest([spray], '--json', '--html', join(spray, 'page.html'));
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ isWhole: true, rules: [{ alerts: 1 }] });
  expect(err).toContain('CMD008');
});

test('interrupted, it reports what was done so far', async () => {
  const { code, out } = await runPicket(
    ['backtest', '--data', join(folder, 'events'), '--from', '2026-01-01', '--to', '2026-03-04', '--rules', nrt],
    { cwd: folder, stopped: () => new Promise((resolve) => setTimeout(resolve, 50)) },
  );
  expect(code).toBe(3);
  expect(out).toContain('interrupted: what was done so far');
});
