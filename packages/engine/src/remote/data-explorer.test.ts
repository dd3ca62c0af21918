import { OutsideFailure } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { tableJson } from '../result-json.ts';
import { openDataExplorer } from './data-explorer.ts';
import { credential, type RecordedAnswer, recordedEngines, token } from './recorded-service.test-support.ts';

const now = new Date('2026-03-02T10:00:00Z');
const engineWith = recordedEngines((service) =>
  openDataExplorer({ cluster: service.address, database: 'soc', credential }),
);

const header = { FrameType: 'DataSetHeader', IsProgressive: false, Version: 'v2.0' };
const properties = {
  FrameType: 'DataTable',
  TableId: 0,
  TableKind: 'QueryProperties',
  TableName: '@ExtendedProperties',
  Columns: [
    { ColumnName: 'TableId', ColumnType: 'int' },
    { ColumnName: 'Key', ColumnType: 'string' },
  ],
  Rows: [[1, 'Visualization']],
};
const completed = { FrameType: 'DataSetCompletion', HasErrors: false, Cancelled: false };
const primary = (columns: readonly (readonly [string, string])[], rows: readonly unknown[]) => ({
  FrameType: 'DataTable',
  TableId: 1,
  TableKind: 'PrimaryResult',
  TableName: 'PrimaryResult',
  Columns: columns.map(([ColumnName, ColumnType]) => ({ ColumnName, ColumnType })),
  Rows: rows,
});

test('rows keep their types, to the tick and the last digit', async () => {
  const types = ['string', 'datetime', 'timespan', 'long', 'int', 'real', 'bool', 'guid', 'dynamic', 'dynamic'];
  const row = [
    'a',
    '2026-03-02T09:59:59.1234567Z',
    '00:00:00.0000001',
    0,
    -7,
    '-Infinity',
    false,
    '11111111-1111-4111-8111-111111111111',
    '["x",1]',
    null,
  ];
  const body = JSON.stringify([
    header,
    properties,
    primary(
      types.map((type, i) => [`c${i}`, type]),
      [row],
    ),
    completed,
  ]);
  const { engine } = await engineWith({
    body: body.replace('"00:00:00.0000001",0', '"00:00:00.0000001",-9223372036854775808'),
  });
  const { value, problems } = await engine.query('Events | take 1', { now });
  expect(problems).toEqual([]);
  expect(value && tableJson(value).rows).toEqual([
    [
      'a',
      '2026-03-02T09:59:59.1234567Z',
      '00:00:00.0000001',
      '-9223372036854775808',
      -7,
      '-Infinity',
      false,
      '11111111-1111-4111-8111-111111111111',
      ['x', 1],
      null,
    ],
  ]);
});

test('the database is asked with the clock of the query, signed in, to read only', async () => {
  const { engine, service } = await engineWith({ body: [header, primary([['Count', 'long']], [[3]]), completed] });
  await engine.query('Events | where TimeGenerated > ago(1h) | count', { now });
  const [asked] = service.seen;
  expect(asked?.path).toBe('/v2/rest/query');
  expect(asked?.headers.authorization).toBe(`Bearer ${token}`);
  expect(asked?.body.db).toBe('soc');
  expect(asked?.body.csl).toContain('(datetime(2026-03-02T10:00:00.0000000Z) - (1h))');
  expect(asked?.body.properties).toMatchObject({
    Options: { query_now: '2026-03-02T10:00:00.0000000Z', request_readonly: true, servertimeout: '00:04:00.000' },
  });
});

test('a query that the service refuses is a problem with its words', async () => {
  const error = {
    code: 'General_BadRequest',
    message: 'Request is invalid and cannot be executed.',
    '@type': 'Kusto.Data.Exceptions.KustoBadRequestException',
    innererror: { code: 'SEM0100', message: "'table' operator: Failed to resolve table expression named 'Nope'" },
  };
  const { engine } = await engineWith({ status: 400, body: { error } });
  const { value, problems } = await engine.query('Nope', { now });
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'ENG121' }]);
  expect(problems[0]?.message).toContain("Failed to resolve table expression named 'Nope'");
});

const tooLarge = {
  error: {
    code: 'LimitsExceeded',
    message: 'Request is invalid',
    '@message': 'Query result set has exceeded the internal record count limit 500000 (E_QUERY_RESULT_SET_TOO_LARGE).',
  },
};
const rows = primary([['a', 'long']], [[1]]);

test.each<readonly [string, RecordedAnswer, string, string]>([
  [
    'an error in the place of a row',
    { body: [header, primary([['a', 'long']], [[1], { OneApiErrors: [tooLarge] }]), completed] },
    'ENG122',
    'E_QUERY_RESULT_SET_TOO_LARGE',
  ],
  [
    'an error in the last frame',
    { body: [header, rows, { ...completed, HasErrors: true, OneApiErrors: [tooLarge] }] },
    'ENG122',
    'E_QUERY_RESULT_SET_TOO_LARGE',
  ],
  ['an answer that broke off', { body: [header, rows] }, 'ENG122', 'broke off'],
  [
    'a query that took too long',
    { status: 504, body: { error: { code: 'Request timed out', message: 'Request execution timed out' } } },
    'ENG123',
    'soc',
  ],
  [
    'throttling',
    {
      status: 429,
      headers: { 'retry-after': '7' },
      body: { error: { code: 'TooManyRequests', message: 'throttled' } },
    },
    'ENG124',
    'wait 7 s',
  ],
  [
    'missing rights',
    { status: 403, body: { error: { code: 'Forbidden', message: 'Caller is not authorized to read the database' } } },
    'ENG125',
    'not authorized',
  ],
  ['a proxy’s page', { status: 502, body: '<html>no</html>' }, 'ENG120', 'status 502'],
  ['a broken connection', { body: '', breaksOff: true }, 'ENG120', 'soc'],
  [
    'a value of another type',
    { body: [header, primary([['a', 'long']], [['x']]), completed] },
    'ENG126',
    'a value of a that is no long',
  ],
  ['a type that is not known', { body: [header, primary([['a', 'point']], [[1]]), completed] }, 'ENG126', 'type point'],
  [
    'a row that is short',
    {
      body: [
        header,
        primary(
          [
            ['a', 'long'],
            ['b', 'long'],
          ],
          [[1]],
        ),
        completed,
      ],
    },
    'ENG126',
    'does not fit',
  ],
  ['no result', { body: [header, properties, completed] }, 'ENG126', 'no primary result'],
  ['what is no list of frames', { body: '{"Tables":[]}' }, 'ENG126', 'no list'],
])('%s is an error, not fewer rows', async (_, answer, code, text) => {
  const { engine } = await engineWith(answer);
  const failure: unknown = await engine.query('Events', { now }).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(OutsideFailure);
  const { problem } = failure as OutsideFailure;
  expect(problem.code).toBe(code);
  expect(problem.message).toContain(text);
  expect(JSON.stringify(problem)).not.toContain(token);
});

test('a span of time is told to the service, which cuts the tables to it', async () => {
  const { engine, service } = await engineWith({
    body: [header, properties, primary([['Count', 'long']], [[3]]), completed],
  });
  const within = { from: new Date('2026-03-02T08:00:00Z'), to: now };
  await engine.query('SigninLogs | count', { now, within });
  const told: unknown = service.seen.at(-1)?.body.properties;
  const { Options } = typeof told === 'string' ? JSON.parse(told) : told;
  expect(Options).toMatchObject({
    query_datetimescope_column: 'TimeGenerated',
    query_datetimescope_from: '2026-03-02T08:00:00.0000000Z',
    query_datetimescope_to: '2026-03-02T09:59:59.9999999Z',
  });
});
