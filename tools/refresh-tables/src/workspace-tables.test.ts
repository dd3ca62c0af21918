import { OutsideFailure } from '@picket/diagnostics';
import { describe, expect, test } from 'vitest';
import { recordingText } from './facts.test-support.ts';
import { playBack, readRecording } from './recording.ts';
import { type Answer, azureWorkspaceTables, isWorkspaceId, type WorkspaceTable } from './workspace-tables.ts';

const workspaceId =
  '/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-soc/providers/Microsoft.OperationalInsights/workspaces/contoso-soc';
const listUrl = `https://management.azure.com${workspaceId}/tables?api-version=2025-07-01`;

interface Seen {
  readonly urls: string[];
  readonly waits: number[];
}

async function list(
  answer: (url: string, call: number) => Answer,
): Promise<Seen & { tables: readonly WorkspaceTable[] }> {
  const seen: Seen = { urls: [], waits: [] };
  const tables = await azureWorkspaceTables({
    workspaceId,
    token: async () => 'a-token',
    wait: async (milliseconds) => void seen.waits.push(milliseconds),
    transport: async ({ url, token }) => {
      expect(token).toBe('a-token');
      return answer(url, seen.urls.push(url));
    },
  }).list();
  return { ...seen, tables };
}

const page = (value: readonly unknown[], nextLink?: string): Answer => ({
  status: 200,
  body: JSON.stringify({ value, nextLink }),
});
const table = (name: string) => ({
  name,
  properties: {
    schema: { name, tableType: 'Microsoft', standardColumns: [{ name: 'TimeGenerated', type: 'dateTime' }] },
  },
});

describe('the recorded workspace', () => {
  const recording = readRecording(recordingText('workspace-tables.json'), 'workspace-tables.json').value;

  test('is read over its pages, past a refusal, with the columns that the list leaves out', async () => {
    expect(recording).toBeDefined();
    if (!recording) return;
    const waits: number[] = [];
    const tables = await azureWorkspaceTables({
      workspaceId: recording.workspaceId,
      transport: playBack(recording),
      token: async () => '',
      wait: async (milliseconds) => void waits.push(milliseconds),
    }).list();
    expect(tables.map(({ name, tableType }) => [name, tableType])).toEqual([
      ['AADB2CRequestLogs', 'Microsoft'],
      ['RemoteNetworkHealthLogs', 'Microsoft'],
      ['Badges_CL', 'CustomLog'],
      ['Heartbeat', 'Microsoft'],
      ['InventedActivityLogs', 'Microsoft'],
      ['SigninLogs_SRCH', 'SearchResults'],
    ]);
    expect(tables.every(({ columns }) => columns.length > 0)).toBe(true);
    expect(waits).toHaveLength(1);
  });
});

test('built-in and added columns are both read', async () => {
  const schema = {
    name: 'T',
    columns: [{ name: 'Site_CF', type: 'string' }],
    standardColumns: [{ name: 'A', type: 'boolean' }],
  };
  const { tables, urls } = await list(() => page([{ name: 'T', properties: { schema } }]));
  expect(tables).toEqual([
    {
      name: 'T',
      columns: [
        { name: 'A', type: 'boolean' },
        { name: 'Site_CF', type: 'string' },
      ],
    },
  ]);
  expect(urls).toEqual([listUrl]);
});

test('Retry-After is waited for, in seconds', async () => {
  const { waits } = await list((_, call) =>
    call === 1 ? { status: 429, retryAfter: '7', body: '' } : page([table('T')]),
  );
  expect(waits).toEqual([7_000]);
});

describe('TBL904', () => {
  test.each<[string, (url: string, call: number) => Answer, string]>([
    [
      'a refusal',
      () => ({ status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"No."}}' }),
      'Azure answered 403: AuthorizationFailed, No.',
    ],
    ['a refusal that does not pass', () => ({ status: 503, body: '' }), 'Azure answered 503: without a reason'],
    ['no JSON', () => ({ status: 200, body: '<html>' }), 'the answer is not JSON'],
    ['no object', () => ({ status: 200, body: '[]' }), 'the answer is not a list of tables'],
    ['no list', () => ({ status: 200, body: '{"value":{}}' }), 'the answer is not a list of tables'],
    ['a table without a name', () => page([{ properties: {} }]), 'a table of the list has no name'],
    ['a link to another host', () => page([], 'https://evil.example/tables'), 'another host, evil.example'],
    [
      'a link to a host that begins the same',
      () => page([], 'https://management.azure.com.evil.example/x'),
      'another host, management.azure.com.evil.example',
    ],
    ['a list that goes in a circle', () => page([table('T')], listUrl), 'the list has no end'],
    ['a list without end', (_, call) => page([], `${listUrl}&$skiptoken=${call}`), 'the list has no end'],
  ])('%s', async (_, answer, why) => {
    const failure = await list(answer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OutsideFailure);
    if (!(failure instanceof OutsideFailure)) return;
    expect(failure.problem.code).toBe('TBL904');
    expect(failure.message).toContain(why);
  });

  test('no answer at all', async () => {
    const reason = new Error('ECONNRESET');
    const failure = await list(() => {
      throw reason;
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: { code: 'TBL904' }, cause: reason });
  });
});

test.each([
  [workspaceId, true],
  [workspaceId.toLowerCase(), true],
  [`${workspaceId}/tables`, false],
  ['contoso-soc', false],
  [`${workspaceId}?x=`, false],
  [`@evil.example${workspaceId}`, false],
])('%s is a workspace id: %s', (text, is) => {
  expect(isWorkspaceId(text)).toBe(is);
});
