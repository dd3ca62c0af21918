import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmulator } from './server.ts';
import {
  deployment,
  group,
  insights,
  metadataOf,
  openTestWorkspace,
  resourcesVersion,
  scope,
  send,
  stable,
  template,
} from './workspace.test-support.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picket-record-'));
  file = join(folder, 'pairs.ndjson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lines = async () =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('an exchange is a line with request and response, without host and token', async () => {
  const workspace = await openTestWorkspace({ record: file });
  const path = `${insights}/metadata/x?${stable}`;
  const headers = { Authorization: 'Bearer secret', 'If-None-Match': '*' };
  await send(workspace, 'PUT', `https://management.azure.com${path}`, metadataOf('x'), headers);
  expect(await lines()).toEqual([
    {
      name: 'PUT metadata/x 201',
      request: { method: 'PUT', url: path, headers: { 'if-none-match': '*' }, body: metadataOf('x') },
      response: {
        status: 201,
        headers: expect.objectContaining({ 'content-type': 'application/json; charset=utf-8' }),
        body: expect.objectContaining({ name: 'x' }),
      },
    },
  ]);
});

test('addresses that only tell how far an operation is are left out', async () => {
  const workspace = await openTestWorkspace({ record: file });
  const url = `${group}/providers/Microsoft.Resources/deployments/one?${resourcesVersion}`;
  const accepted = await send(workspace, 'PUT', url, deployment(template([])));
  await send(workspace, 'GET', accepted.headers['azure-asyncoperation'] ?? '');
  expect((await lines()).map(({ name }) => name)).toEqual(['PUT deployments/one 201']);
});

test('what comes over HTTP is recorded once', async () => {
  const emulator = await startEmulator({ port: 0, scope, record: file });
  await (await fetch(`${emulator.url}${insights}/metadata?${stable}`)).text();
  await emulator.close();
  expect((await lines()).map(({ name }) => name)).toEqual(['GET Microsoft.SecurityInsights/metadata 200']);
});

test('EMU008: a file that cannot be written is said so', async () => {
  const workspace = await openTestWorkspace({ record: join(folder, 'no', 'such', 'folder') });
  const call = send(workspace, 'GET', `${insights}/metadata?${stable}`);
  await expect(call).rejects.toMatchObject({ problem: { code: 'EMU008' } });
});
