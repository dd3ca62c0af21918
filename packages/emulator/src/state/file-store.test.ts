import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OutsideFailure } from '@picket/diagnostics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, insights, openUnrecorded, scheduledRule, scope, send, stable } from '../workspace.test-support.ts';
import { openFileStore } from './file-store.ts';
import { withResource } from './state.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picket-state-'));
  file = join(folder, 'kept', 'workspace.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function putRule(name: string): Promise<number> {
  const workspace = await openUnrecorded({ stateFile: file });
  const { status } = await send(workspace, 'PUT', `${insights}/alertRules/${name}?${stable}`, scheduledRule());
  await workspace.close();
  return status;
}

async function ruleNames(): Promise<readonly unknown[]> {
  const workspace = await openUnrecorded({ stateFile: file });
  const { body } = await send(workspace, 'GET', `${insights}/alertRules?${stable}`);
  await workspace.close();
  const value = at(body, 'value');
  return Array.isArray(value) ? value.map((item) => at(item, 'name')) : [];
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no failure';
  } catch (error) {
    return error instanceof OutsideFailure ? error.problem.code : String(error);
  }
}

describe('the state file', () => {
  test('brings back what was kept, as readable JSON with sorted keys', async () => {
    expect(await putRule('first')).toBe(201);
    expect(await putRule('first')).toBe(200);
    expect(await ruleNames()).toEqual(['first']);
    const text = await readFile(file, 'utf8');
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, item]) => [key, sorted(item)]),
            )
          : value;
    expect(text).toBe(`${JSON.stringify(sorted(JSON.parse(text)), null, 2)}\n`);
    expect(await readdir(join(folder, 'kept'))).toEqual(['workspace.json']);
  });

  test('is written only when something changed', async () => {
    await putRule('first');
    const before = await stat(file, { bigint: true });
    const workspace = await openUnrecorded({ stateFile: file });
    await send(workspace, 'GET', `${insights}/alertRules?${stable}`);
    await send(workspace, 'DELETE', `${insights}/alertRules/never-there?${stable}`);
    await send(workspace, 'PUT', `${insights}/alertRules/broken?${stable}`, { kind: 'Scheduled', properties: {} });
    await workspace.close();
    const after = await stat(file, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test('is not made by reading', async () => {
    expect(await ruleNames()).toEqual([]);
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test.each([
    ['EMU001', 'half a file', '{ "format": "picket-local-workspace", "version": 1, "resour'],
    ['EMU001', 'a section missing', '{"format":"picket-local-workspace","version":1,"serial":1,"scope":{}}'],
    [
      'EMU001',
      'an entry incomplete',
      JSON.stringify({
        format: 'picket-local-workspace',
        version: 1,
        serial: 1,
        scope,
        resources: { 'a/b': { type: 'a' } },
        deployments: {},
      }),
    ],
    ['EMU001', 'bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['EMU002', 'JSON of something else', '{"name":"some-package","version":"1.0.0"}'],
    ['EMU002', 'a list', '[]'],
    ['EMU003', 'a newer version', '{"format":"picket-local-workspace","version":2}'],
    [
      'EMU004',
      'another workspace',
      JSON.stringify({
        format: 'picket-local-workspace',
        version: 1,
        serial: 1,
        scope: { ...scope, workspace: 'other' },
        resources: {},
        deployments: {},
      }),
    ],
  ])('%s: refuses %s and leaves it as it is', async (code, _what, content) => {
    const path = join(folder, 'state.json');
    await writeFile(path, content);
    expect(await codeOf(openUnrecorded({ stateFile: path }))).toBe(code);
    expect(await readFile(path)).toEqual(Buffer.from(content));
  });

  test('a file that breaks while the workspace is open is refused too, not overwritten', async () => {
    await putRule('first');
    const workspace = await openUnrecorded({ stateFile: file });
    await writeFile(file, 'not json');
    const put = send(workspace, 'PUT', `${insights}/alertRules/second?${stable}`, scheduledRule());
    expect(await codeOf(put)).toBe('EMU001');
    expect(await readFile(file, 'utf8')).toBe('not json');
  });

  test('EMU006: a folder that cannot be made is said so', async () => {
    await writeFile(join(folder, 'kept'), 'a file in the way');
    expect(await codeOf(putRule('first'))).toMatch(/EMU00[16]/);
    const store = await openFileStore(join(folder, 'new', 'state.json'), scope);
    await writeFile(join(folder, 'new'), 'a file in the way');
    const write = store.change((state) => ({
      state: withResource(state, { type: 'a', name: 'b', etag: '', body: {}, createdAt: '', lastModifiedAt: '' }),
      result: 0,
    }));
    expect(await codeOf(write)).toBe('EMU006');
  });
});

describe('several at the same file', () => {
  test('two workspaces see and keep each other’s writes', async () => {
    const one = await openUnrecorded({ stateFile: file });
    const two = await openUnrecorded({ stateFile: file });
    const names = Array.from({ length: 20 }, (_, n) => `rule-${String(n).padStart(2, '0')}`);
    await Promise.all(
      names.map((name, n) =>
        send(n % 2 ? one : two, 'PUT', `${insights}/alertRules/${name}?${stable}`, scheduledRule()),
      ),
    );
    for (const workspace of [one, two]) {
      const { body } = await send(workspace, 'GET', `${insights}/alertRules?${stable}`);
      expect(at(body, 'value')).toHaveLength(20);
    }
    await Promise.all([one.close(), two.close()]);
    expect(await ruleNames()).toEqual(names);
  });

  test('the lock of a process that has ended is taken over', async () => {
    await putRule('first');
    const ended = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => ended.once('exit', done));
    const { hostname } = await import('node:os');
    await writeFile(`${file}.lock`, JSON.stringify({ pid: ended.pid, host: hostname() }));
    expect(await putRule('second')).toBe(201);
    await writeFile(`${file}.lock`, '');
    await utimes(`${file}.lock`, new Date(0), new Date(0));
    expect(await putRule('third')).toBe(201);
    expect(await ruleNames()).toEqual(['first', 'second', 'third']);
  });

  test('EMU005: a lock that is held is waited for, then named', async () => {
    const { withLock } = await import('./lock.ts');
    const lock = `${file}.lock`;
    let release: () => void = () => {};
    const held = withLock(lock, file, () => new Promise<void>((done) => (release = done)));
    await pause(20);
    expect(await codeOf(withLock(lock, file, async () => {}, 50))).toBe('EMU005');
    release();
    await held;
    expect(await codeOf(withLock(lock, file, async () => {}, 50))).toBe('no failure');
  });
});

describe('a process that is killed while it writes', () => {
  test('leaves a file that holds a whole state', async () => {
    const module = new URL('../../dist/index.js', import.meta.url).href;
    const program = `
      const { openWorkspace } = await import(${JSON.stringify(module)});
      const workspace = await openWorkspace({ scope: ${JSON.stringify(scope)}, stateFile: ${JSON.stringify(file)}, record: false });
      const body = { properties: { parentId: 'x'.repeat(200000), kind: 'AnalyticsRule' } };
      for (let n = 0; ; n++) {
        await workspace.handle({ method: 'PUT', url: '${insights}/metadata/item-' + (n % 20) + '?${stable}', body });
        if (n === 5) process.stdout.write('writing');
      }`;
    for (const delay of [0, 7, 13]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((writing) => child.stdout.once('data', writing));
      await pause(delay);
      child.kill('SIGKILL');
      await new Promise((done) => child.once('exit', done));
      const workspace = await openUnrecorded({ stateFile: file });
      const { status, body } = await send(workspace, 'GET', `${insights}/metadata?${stable}`);
      expect([status, Array.isArray(at(body, 'value'))]).toEqual([200, true]);
      const put = await send(workspace, 'DELETE', `${insights}/metadata/item-0?${stable}`);
      expect(put.status).toBe(200);
      await workspace.close();
    }
  });

  test('two processes at once lose nothing', async () => {
    const module = new URL('../../dist/index.js', import.meta.url).href;
    const program = (label: string) => `
      const { openWorkspace } = await import(${JSON.stringify(module)});
      const workspace = await openWorkspace({ scope: ${JSON.stringify(scope)}, stateFile: ${JSON.stringify(file)}, record: false });
      const body = { properties: { parentId: 'x', kind: 'AnalyticsRule' } };
      for (let n = 0; n < 25; n++)
        await workspace.handle({ method: 'PUT', url: '${insights}/metadata/${label}-' + n + '?${stable}', body });
      await workspace.close();`;
    const run = promisify(execFile);
    await Promise.all(['a', 'b'].map((label) => run(process.execPath, ['--input-type=module', '-e', program(label)])));
    const workspace = await openUnrecorded({ stateFile: file });
    const { body } = await send(workspace, 'GET', `${insights}/metadata?${stable}`);
    expect(at(body, 'value')).toHaveLength(50);
    await workspace.close();
  });
});
