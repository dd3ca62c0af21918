import type { JsonObject } from '@picket/arm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { at, group, openTestWorkspace, openUnrecorded, send, workspaceUrl } from './workspace.test-support.ts';
import type { LocalWorkspace } from './workspace.ts';

const version = 'api-version=2023-06-01';
const folder = `${group}/providers/Microsoft.Insights/workbooks`;
const name = '5d4f4a8c-0002-4000-8000-000000000001';
const other = '5d4f4a8c-0002-4000-8000-000000000002';
const whole = `${version}&canFetchContent=true`;

function workbook(properties: JsonObject = {}, more: JsonObject = {}): JsonObject {
  const usual = {
    displayName: 'Sign-ins',
    category: 'sentinel',
    version: 'Notebook/1.0',
    serializedData: '{"version":"Notebook/1.0","items":[]}',
    sourceId: workspaceUrl,
  };
  return { kind: 'shared', location: 'westeurope', ...more, properties: { ...usual, ...properties } };
}

async function opened(workspace: Promise<LocalWorkspace>): Promise<LocalWorkspace> {
  const open = await workspace;
  onTestFinished(() => open.close());
  return open;
}

test('a workbook lies in the resource group, and comes back with what the service adds', async () => {
  const workspace = await opened(openTestWorkspace());
  const put = await send(workspace, 'PUT', `${folder}/${name}?${version}`, workbook({}, { tags: { team: 'soc' } }));
  expect([put.status, at(put.body, 'id')]).toEqual([201, `${folder}/${name}`]);
  const read = await send(workspace, 'GET', `${folder}/${name}?${whole}`);
  expect(read.body).toMatchObject({
    ...workbook({ sourceId: workspaceUrl.toLowerCase() }),
    tags: { team: 'soc' },
    type: 'Microsoft.Insights/workbooks',
  });
  expect(at(read.body, 'properties', 'timeModified')).toBe('2026-03-02T10:00:00.000Z');
  expect(at(read.body, 'properties', 'revision')).toMatch(/^[0-9a-f]{32}$/);
  expect((await send(workspace, 'DELETE', `${folder}/${name}?${version}`)).status).toBe(200);
  expect((await send(workspace, 'GET', `${folder}/${name}?${whole}`)).status).toBe(404);
});

test('what it shows is read only when it is asked for, and lists are by category and workspace', async () => {
  const workspace = await opened(openUnrecorded());
  await send(workspace, 'PUT', `${folder}/${name}?${version}`, workbook());
  await send(workspace, 'PUT', `${folder}/${other}?${version}`, workbook({ displayName: 'Other', category: 'tsg' }));
  const listed = async (options: string) => {
    const { body } = await send(workspace, 'GET', `${folder}?${version}${options}`);
    return [0, 1].map((i) => [at(body, 'value', i, 'name'), at(body, 'value', i, 'properties', 'serializedData')]);
  };
  const data = '{"version":"Notebook/1.0","items":[]}';
  const none = [undefined, undefined];
  expect(await listed('')).toEqual([
    [name, undefined],
    [other, undefined],
  ]);
  expect(await listed('&category=sentinel&canFetchContent=true')).toEqual([[name, data], none]);
  expect(await listed(`&category=TSG&canFetchContent=true&sourceId=${workspaceUrl}`)).toEqual([[other, data], none]);
  expect(await listed('&category=tsg&sourceId=elsewhere')).toEqual([none, none]);
  expect(
    at((await send(workspace, 'GET', `${folder}/${name}?${version}`)).body, 'properties', 'serializedData'),
  ).toBeUndefined();
});

describe('refuses', () => {
  test.each<[string, string, JsonObject, number, string]>([
    ['a name that is no GUID', 'Sign-ins', workbook(), 400, "Invalid Workbook resource name: 'sign-ins'"],
    ['a title that another one has', other, workbook(), 409, 'A Workbook with the same name already exists'],
    ['to move', name, workbook({}, { location: 'uksouth' }), 409, "already exists in location 'westeurope'"],
    ['no category', other, workbook({ category: null }), 400, "Required property 'category' not found"],
    ['no location', other, workbook({ displayName: 'B' }, { location: null }), 400, "Required property 'location'"],
    ['another kind', other, workbook({ displayName: 'B' }, { kind: 'user' }), 400, 'user'],
  ])('%s', async (_case, at2, body, status, message) => {
    const workspace = await opened(openUnrecorded());
    await send(workspace, 'PUT', `${folder}/${name}?${version}`, workbook());
    const answer = await send(workspace, 'PUT', `${folder}/${at2}?${version}`, body);
    expect([answer.status, at(answer.body, 'error', 'message')]).toEqual([status, expect.stringContaining(message)]);
  });

  test('workbooks below the workspace, and rules beside it', async () => {
    const workspace = await opened(openUnrecorded());
    const below = `${workspaceUrl}/providers/Microsoft.Insights/workbooks/${name}?${version}`;
    const beside = `${group}/providers/Microsoft.SecurityInsights/alertRules?api-version=2025-09-01`;
    expect((await send(workspace, 'PUT', below, workbook())).status).toBe(404);
    expect((await send(workspace, 'GET', beside)).status).toBe(404);
  });
});

test('a location is the same in words and in one word', async () => {
  const workspace = await opened(openTestWorkspace());
  await send(workspace, 'PUT', `${folder}/${name}?${version}`, workbook());
  const again = await send(workspace, 'PUT', `${folder}/${name}?${version}`, workbook({}, { location: 'West Europe' }));
  expect(again.status).toBe(200);
});
