import { OutsideFailure } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { tableJson } from '../result-json.ts';
import { openLogAnalytics } from './log-analytics.ts';
import { credential, networkTo, type RecordedAnswer, recordedEngines, token } from './recorded-service.test-support.ts';

const workspace =
  '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-soc/providers/Microsoft.OperationalInsights/workspaces/log-soc';
const now = new Date('2026-03-02T10:00:00Z');
const engineWith = recordedEngines((service) =>
  openLogAnalytics({ workspace, tenant: 'contoso.example', credential, httpClient: networkTo(service) }),
);

const table = (columns: readonly (readonly [string, string])[], rows: readonly unknown[]) => ({
  tables: [{ name: 'PrimaryResult', columns: columns.map(([name, type]) => ({ name, type })), rows }],
});

test('rows keep their types, to the tick and the last digit', async () => {
  const types = ['string', 'datetime', 'timespan', 'long', 'int', 'real', 'bool', 'guid', 'dynamic', 'dynamic', 'real'];
  const body = JSON.stringify(
    table(
      types.map((type, i) => [`c${i}`, type]),
      [
        [
          'a',
          '2026-03-02T09:59:59.1234567Z',
          '1.02:03:04.5000000',
          0,
          7,
          1.5,
          true,
          '11111111-1111-4111-8111-111111111111',
          '{"n":1}',
          'plain',
          'NaN',
        ],
      ],
    ),
  ).replace('"1.02:03:04.5000000",0', '"1.02:03:04.5000000",9223372036854775807');
  const { engine } = await engineWith({ body });
  const { value, problems } = await engine.query('SigninLogs | take 1', { now });
  expect(problems).toEqual([]);
  expect(value && tableJson(value)).toEqual({
    columns: types.map((type, i) => ({ name: `c${i}`, type })),
    rows: [
      [
        'a',
        '2026-03-02T09:59:59.1234567Z',
        '1.02:03:04.5000000',
        '9223372036854775807',
        7,
        1.5,
        true,
        '11111111-1111-4111-8111-111111111111',
        { n: 1 },
        'plain',
        'NaN',
      ],
    ],
  });
});

test('the service is asked with the clock of the query, signed in, about this workspace', async () => {
  const { engine, service } = await engineWith({ body: table([['Count', 'long']], [[3]]) });
  await engine.query('SigninLogs | where TimeGenerated > ago(1h) | count', { now });
  const [asked] = service.seen;
  expect(asked?.path).toBe(`/v1${workspace}/query`);
  expect(asked?.headers.authorization).toBe(`Bearer ${token}`);
  expect(asked?.headers.prefer).toBe('wait=180');
  expect(asked?.headers['user-agent']).toMatch(/^picket /);
  expect(asked?.body.query).toBe(
    'SigninLogs | where TimeGenerated > (datetime(2026-03-02T10:00:00.0000000Z) - (1h)) | count',
  );
});

test('queries side by side get each their own answer', async () => {
  const { engine } = await engineWith({ body: table([['a', 'long']], [[1]]) }, { body: table([['b', 'long']], [[2]]) });
  const results = await Promise.all(['print a = 1', 'print b = 2'].map((text) => engine.query(text, { now })));
  const names = results.map(({ value }) => value?.columns[0]?.name);
  expect(names.toSorted()).toEqual(['a', 'b']);
});

test('a query that the service refuses is a problem with its words', async () => {
  const error = {
    code: 'BadArgumentError',
    message: 'The request had some invalid properties',
    innererror: {
      code: 'SemanticError',
      message: 'A semantic error occurred.',
      innererror: { code: 'SEM0100', message: "'where' operator: Failed to resolve column named 'Nope'" },
    },
  };
  const { engine } = await engineWith({ status: 400, body: { error } });
  const { value, problems } = await engine.query('SigninLogs | where Nope == 1', { now, file: 'rule.kql' });
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'ENG121', at: { file: 'rule.kql' } }]);
  expect(problems[0]?.message).toContain("Failed to resolve column named 'Nope'");
});

const partial = {
  ...table([['a', 'long']], [[1]]),
  error: {
    code: 'PartialError',
    message: 'There were some errors',
    details: [{ code: 'EngineError', message: 'Query result set has exceeded the internal record count limit 500000' }],
  },
};
const timedOut = {
  error: {
    code: 'GatewayTimeout',
    message: 'Gateway timeout',
    innererror: { code: 'GatewayTimeout', message: 'Unable to unzip response' },
  },
};
const forbidden = {
  error: { code: 'InsufficientAccessError', message: 'The provided credentials have insufficient access' },
};
const odd = table([['a', 'long']], [['not a number']]);

test.each<readonly [string, RecordedAnswer, string, string]>([
  ['a part of the result', { body: partial }, 'ENG122', '500000'],
  ['a query that took too long', { status: 504, body: timedOut }, 'ENG123', 'log-soc'],
  [
    'throttling',
    { status: 429, headers: { 'retry-after': '0' }, body: { error: { code: 'ThrottledError', message: 'slow down' } } },
    'ENG124',
    'wait 0 s',
  ],
  ['missing rights', { status: 403, body: forbidden }, 'ENG125', 'insufficient access'],
  ['a proxy’s page', { status: 404, body: '<html>no</html>' }, 'ENG120', 'status 404'],
  ['a value of another type', { body: odd }, 'ENG126', 'a value of a that is no long'],
  ['no table', { body: { tables: [] } }, 'ENG126', 'no primary result'],
])('%s is an error, not fewer rows', async (_, answer, code, text) => {
  const { engine } = await engineWith(answer);
  const failure: unknown = await engine.query('SigninLogs', { now }).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(OutsideFailure);
  const { problem } = failure as OutsideFailure;
  expect(problem.code).toBe(code);
  expect(problem.message).toContain(text);
  expect(JSON.stringify(problem)).not.toContain(token);
});

/** The pipeline tries a broken connection again after seconds; one try is enough to see what becomes of it. */
const brokenEngine = recordedEngines((service) => {
  const client = networkTo(service);
  const sendRequest: typeof client.sendRequest = (request) =>
    client.sendRequest(request).catch((reason: Error) => Promise.reject(new Error(reason.message)));
  return openLogAnalytics({ workspace, tenant: 'contoso.example', credential, httpClient: { sendRequest } });
});

test('a broken connection is an error', async () => {
  const failure: unknown = await brokenEngine({ body: '', breaksOff: true })
    .then(({ engine }) => engine.query('SigninLogs', { now }))
    .catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(OutsideFailure);
  expect((failure as OutsideFailure).problem.code).toBe('ENG120');
});

test('a span of time is told to the service, which cuts the tables to it', async () => {
  const { engine, service } = await engineWith({ body: table([['Count', 'long']], [[3]]) });
  const within = { from: new Date('2026-03-02T08:00:00Z'), to: now };
  await engine.query('SigninLogs | count', { now, within });
  expect(service.seen[0]?.body.timespan).toBe('2026-03-02T08:00:00.000Z/2026-03-02T09:59:59.999Z');
});
