import { datetimeText } from '@picket/engine';
import { describe, expect, test } from 'vitest';
import { eventsIn } from './case.test-support.ts';

/** Values of columns in the rows of SigninLogs; times as hours and minutes. */
function cells(
  text: string,
  columns: readonly string[],
  files: Readonly<Record<string, string>> = {},
): readonly unknown[] {
  const { data, problems } = eventsIn(text, files);
  expect(problems).toEqual([]);
  const [table] = data.tables?.values() ?? [];
  return (table?.rows ?? []).map((row, i) =>
    columns.map((name) => {
      if (name === '$ingested') return minute(table?.ingested?.[i]);
      const cell = row[table?.columns.findIndex((column) => column.name === name) ?? -1];
      return name === 'TimeGenerated' ? minute(cell) : cell;
    }),
  );
}
const minute = (cell: unknown): unknown => (typeof cell === 'bigint' ? datetimeText(cell).slice(11, 19) : cell);

const timesOf = (source: string, files: Readonly<Record<string, string>> = {}) =>
  cells(`given: { SigninLogs: ${source} }`, ['TimeGenerated', '$ingested'], files);

describe('when events happen and come in', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['a moment in the row', '[{ TimeGenerated: 2026-03-02T09:00:00Z }]', [['09:00:00', '09:00:00']]],
    ['a distance in the row', '[{ TimeGenerated: -10m }]', [['09:50:00', '09:50:00']]],
    ['at', '{ row: {}, at: -1h30m }', [['08:30:00', '08:30:00']]],
    ['at, over the time of the row', '{ row: { TimeGenerated: -10m }, at: -20m }', [['09:40:00', '09:40:00']]],
    [
      'spread over the interval that begins at',
      '{ row: {}, repeat: 4, at: -1h, spread: 40m }',
      [
        ['09:00:00', '09:00:00'],
        ['09:10:00', '09:10:00'],
        ['09:20:00', '09:20:00'],
        ['09:30:00', '09:30:00'],
      ],
    ],
    [
      'spread up to now',
      '{ row: {}, repeat: 2, spread: 20m }',
      [
        ['09:40:00', '09:40:00'],
        ['09:50:00', '09:50:00'],
      ],
    ],
    [
      'several rows at once',
      '{ rows: [{}, {}], at: -90s }',
      [
        ['09:58:30', '09:58:30'],
        ['09:58:30', '09:58:30'],
      ],
    ],
    ['late', '{ row: {}, at: -10m, delay: 4m }', [['09:50:00', '09:54:00']]],
    ['late by the row itself', '[{ TimeGenerated: -10m, $ingested: -1m }]', [['09:50:00', '09:59:00']]],
    [
      'delivered twice',
      '{ row: {}, at: -10m, duplicate: 2 }',
      [
        ['09:50:00', '09:50:00'],
        ['09:50:00', '09:50:00'],
      ],
    ],
  ])('%s', (_name, source, expected) => {
    expect(timesOf(source)).toEqual(expected);
  });

  test('rows of a file, spread anew', () => {
    const file = '{"TimeGenerated":"2026-03-01T00:00:00Z"}\n\n{"TimeGenerated":"2026-03-01T00:01:00Z"}\n';
    expect(timesOf('{ file: events/two.jsonl, spread: 2h }', { 'events/two.jsonl': file })).toEqual([
      ['08:00:00', '08:00:00'],
      ['09:00:00', '09:00:00'],
    ]);
  });
});

describe('what events hold', () => {
  const all = (source: string, columns: readonly string[]) => cells(`given: { SigninLogs: ${source} }`, columns);

  test('nothing that is not given: strings are empty, all else is null', () => {
    expect(all('[{ TimeGenerated: -1m }]', ['UserId', 'IsInteractive', 'DeviceDetail'])).toEqual([['', null, null]]);
  });

  test('copies with their number', () => {
    const source = '{ row: { Id: "{n:3}", UserPrincipalName: "user{n}@contoso.example" }, repeat: 2, at: -1m }';
    expect(all(source, ['Id', 'UserPrincipalName'])).toEqual([
      ['001', 'user1@contoso.example'],
      ['002', 'user2@contoso.example'],
    ]);
  });

  test('braces of a row without copies stay', () => {
    expect(all('{ row: { Id: "{n}" }, at: -1m }', ['Id'])).toEqual([['{n}']]);
  });

  test('dynamic columns take mappings and lists, string columns the same as JSON text', () => {
    const source = '[{ TimeGenerated: -1m, DeviceDetail: { trustType: Managed }, AlternateSignInName: [a, 1] }]';
    expect(all(source, ['DeviceDetail', 'AlternateSignInName'])).toEqual([
      [new Map([['trustType', 'Managed']]), '["a",1]'],
    ]);
  });

  test('a template under a row: mappings member by member, all else replaced', () => {
    const text = `now: 2026-03-02T10:00:00Z
templates:
  failure: { ResultType: "50126", UserId: a, DeviceDetail: { trustType: Managed, isCompliant: true } }
cases:
  - name: a case
    given:
      SigninLogs: { like: failure, row: { UserId: b, DeviceDetail: { isCompliant: false } }, at: -1m }
    expect: { alerts: 0 }
`;
    expect(cells(text, ['ResultType', 'UserId', 'DeviceDetail'])).toEqual([
      [
        '50126',
        'b',
        new Map<string, unknown>([
          ['trustType', 'Managed'],
          ['isCompliant', false],
        ]),
      ],
    ]);
  });

  test('a long beyond 2^53, as text or in a file', () => {
    expect(
      cells('given: { MicrosoftGraphActivityLogs: [{ TimeGenerated: -1m, DurationMs: 5 }] }', ['DurationMs']),
    ).toEqual([[5]]);
    expect(cells('given: { AzureActivity: [{ TimeGenerated: -1m }] }', ['Level'])).toEqual([['']]);
  });

  test('watchlists: all is text', () => {
    const { data } = eventsIn('watchlists: { VIP: [{ SearchKey: ava, Rank: 1 }, { SearchKey: ben }] }');
    expect(data.watchlists?.get('VIP')).toEqual({
      columns: [
        { name: 'SearchKey', type: 'string' },
        { name: 'Rank', type: 'string' },
      ],
      rows: [
        ['ava', '1'],
        ['ben', ''],
      ],
    });
  });
});

test('null takes a value of the template away', () => {
  const { data } = eventsIn(`templates: { failure: { AppDisplayName: Mail, UserType: Member } }
cases:
  - name: a case
    given: { SigninLogs: { like: failure, row: { UserType: null, IsInteractive: null }, at: -1m } }`);
  const { columns = [], rows = [] } = data.tables?.get('SigninLogs') ?? {};
  const cell = (name: string) => rows[0]?.[columns.findIndex((column) => column.name === name)];
  expect([cell('AppDisplayName'), cell('UserType'), cell('IsInteractive')]).toEqual(['Mail', '', null]);
});

describe('problems, at their places', () => {
  const told = (text: string, files: Readonly<Record<string, string>> = {}) =>
    eventsIn(text, files).problems.map(
      ({ code, message, at, hint }) =>
        `${code} ${at?.file.split('/').at(-1)}:${at?.start.line}:${at?.start.column} ${message}${hint ? ` (${hint})` : ''}`,
    );

  test.each<[string, string, readonly string[]]>([
    [
      'an unknown table',
      'given: { SigninLog: [] }',
      ["TEST207 a-rule.yaml:4:14 there is no table SigninLog (did you mean 'SigninLogs'?)"],
    ],
    [
      'an unknown column',
      'given: { SigninLogs: [{ TimeGenerated: -1m, UserPrincipleName: a }] }',
      ["TEST208 a-rule.yaml:4:68 SigninLogs has no column 'UserPrincipleName' (did you mean 'UserPrincipalName'?)"],
    ],
    [
      'a number in a string column',
      'given: { SigninLogs: [{ TimeGenerated: -1m, ResultType: 50126 }] }',
      ['TEST209 a-rule.yaml:4:61 ResultType is string, and 50126 is none (put it in quotes)'],
    ],
    [
      'a text in a truth value',
      'given: { SigninLogs: [{ TimeGenerated: -1m, IsInteractive: perhaps }] }',
      ['TEST209 a-rule.yaml:4:64 IsInteractive is bool, and "perhaps" is none'],
    ],
    [
      'a moment that is none',
      'given: { SigninLogs: [{ TimeGenerated: -1m, CreatedDateTime: soon }] }',
      ['TEST209 a-rule.yaml:4:66 CreatedDateTime is datetime, and "soon" is none'],
    ],
    [
      'a time of arrival that is none',
      'given: { SigninLogs: [{ TimeGenerated: -1m, $ingested: soon }] }',
      ['TEST209 a-rule.yaml:4:60 $ingested is datetime, and "soon" is none'],
    ],
    [
      'no time',
      'given: { SigninLogs: [{ UserId: a }] }',
      [
        'TEST210 a-rule.yaml:4:27 this event of SigninLogs has no TimeGenerated (say when it happens: `TimeGenerated: -10m` in the row, or `at: -10m` beside it)',
      ],
    ],
    [
      'an unknown key of a source',
      'given: { SigninLogs: { row: {}, att: -1m } }',
      ["TEST102 a-rule.yaml:4:37 a source of events has no key 'att' (did you mean 'at'?)"],
    ],
    [
      'two sources in one',
      'given: { SigninLogs: { row: {}, rows: [], at: -1m } }',
      ['TEST211 a-rule.yaml:4:26 a source has one of row, rows, file and like; here are row and rows'],
    ],
    [
      'a file that is not there',
      'given: { SigninLogs: { file: none.jsonl } }',
      ['TEST211 a-rule.yaml:4:34 there is no file none.jsonl beside the test'],
    ],
    [
      'a template that is not there',
      'given: { SigninLogs: { like: failure, at: -1m } }',
      ["TEST205 a-rule.yaml:4:34 there is no template 'failure' (name it under templates)"],
    ],
    [
      'a repeat that is no count',
      'given: { SigninLogs: { row: {}, repeat: 0, at: -1m } }',
      ["TEST106 a-rule.yaml:4:45 repeat is '0'; it must be a whole number from 1"],
    ],
    [
      'a row that is none',
      'given: { SigninLogs: [5] }',
      ['TEST211 a-rule.yaml:4:27 events are rows, or sources of rows: mappings'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('in a file: by file and line', () => {
    const file =
      '{"TimeGenerated":"2026-03-02T09:00:00Z"}\n{"TimeGenerated":"2026-03-02T09:00:00Z","Nobody":1}\nnothing\n';
    expect(told('given: { SigninLogs: { file: events/a.jsonl } }', { 'events/a.jsonl': file })).toEqual([
      'TEST211 a.jsonl:3:1 this line is no JSON object',
      "TEST208 a.jsonl:2:1 SigninLogs has no column 'Nobody'",
    ]);
  });
});

test('the name of the table stands in Type, as the workspace writes it', () => {
  const row = '{ row: {}, at: -10m }';
  expect(cells(`given: { SigninLogs: ${row} }`, ['Type'])).toEqual([['SigninLogs']]);
  expect(cells(`given: { SigninLogs: { row: { Type: Other }, at: -10m } }`, ['Type'])).toEqual([['Other']]);
});
