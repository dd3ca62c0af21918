import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceOf } from '@picket/deploy';
import { openWorkspace } from '@picket/emulator';
import { describe, expect, test } from 'vitest';
import { runPicket } from '../io.test-support.ts';
import { copyOfRepository, emptyFolder, write } from '../repository.test-support.ts';
import { repositoryWith, testPath } from './rule-tests.test-support.ts';

const spray = 'content/sign-in-logs/rules/password-spray-from-one-address.yaml';

/** Every file below a folder with its bytes' age, to see that nothing was written. */
function fingerprint(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).mtimeMs} ${statSync(file).size}`)
    .sort();
}

function edit(folder: string, change: (text: string) => string): void {
  writeFileSync(join(folder, spray), change(readFileSync(join(folder, spray), 'utf8')));
}

describe('picket deploy', () => {
  test('deploys, and the second time changes and writes nothing', async () => {
    const cwd = copyOfRepository('sign-in-logs', 'risky-agents');
    const first = await runPicket(['deploy'], { cwd });
    expect(first.err).toBe('');
    expect(first.out).toContain('Plan for workspace local: 9 to create, 0 to update, 0 to delete, 0 unchanged');
    expect(first.out).toContain('.picket/local/workspace.json');
    expect(first.code).toBe(0);
    const before = fingerprint(cwd);
    const second = await runPicket(['deploy'], { cwd });
    expect(second.out).toContain('0 to create, 0 to update, 0 to delete, 9 unchanged');
    expect(second.code).toBe(0);
    expect(fingerprint(cwd)).toEqual(before);
  });

  test('TEST301: a case that does not hold keeps everything from being built', async () => {
    const cwd = repositoryWith({ [testPath]: (text) => text.replace('alerts: 0', 'alerts: 1') });
    const { code, out, err } = await runPicket(['deploy'], { cwd });
    expect(err).toContain('TEST301');
    expect(err).toContain('Nothing was built or deployed.');
    expect(out).not.toContain('Built');
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
    expect(code).toBe(1);
  });

  test('a plan names the tile of a workbook that changed, and workbooks as Azure wrote them are deployed too', async () => {
    const cwd = copyOfRepository('risky-agents');
    const file = 'content/risky-agents/workbook.yaml';
    const source = (query: string) =>
      `id: 6e1f7d0a-3a55-4d0e-9f0b-2f1f5b1f2a01\nname: Invented\ndescription: D.\nversion: 1.0.0\nitems:\n` +
      `  - title: Agents\n    query: ${query}\n    visualization: table\n    time: none\n`;
    const exported = { version: 'Notebook/1.0', items: [{ type: 1, content: { json: '# Agents' }, name: 'text - 0' }] };
    write(cwd, file, source('AADRiskyAgents | where TimeGenerated > ago(1d) | take 10'));
    write(cwd, 'content/risky-agents/workbook.json', JSON.stringify(exported, null, '\t'));
    expect((await runPicket(['deploy'], { cwd })).out).toContain('2 workbooks and 1 connector');
    write(cwd, file, source('AADRiskyAgents | where TimeGenerated > ago(2d) | take 10'));
    const { out } = await runPicket(['plan'], { cwd });
    expect(out).toContain('0 to create, 1 to update, 0 to delete, 2 unchanged');
    expect(out).toMatch(/workbook {2}risky-agents {3}serializedData\.items\.Agents\.content\.query: .*1d.* → .*2d/);
    const built = readdirSync(join(cwd, 'dist', 'risky-agents'));
    expect(built).toEqual(['connector.json', 'workbook.json']);
  });

  test('a long list of new resources is counted; picket plan names each', async () => {
    const content = new URL('../../../../content/', import.meta.url);
    const slugs = readdirSync(content).filter((name) => existsSync(new URL(`${name}/connector.yaml`, content)));
    const cwd = copyOfRepository(...slugs.slice(0, 22));
    const planned = await runPicket(['plan'], { cwd });
    expect(planned.out).toContain(`  + connector  ${slugs[0]}\n`);
    const { out, code } = await runPicket(['deploy'], { cwd });
    expect(out).toMatch(/\n {2}\+ 22 connectors(, \d+ rules)?(, \d+ workbooks)?\n/);
    expect(out).not.toContain('  + connector  ');
    expect(code).toBe(0);
  });

  test('a saved plan is applied once, and is stale after that', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    await runPicket(['deploy'], { cwd });
    edit(cwd, (text) =>
      text.replace(/^severity: Medium/m, 'severity: Low').replace('version: 1.0.0', 'version: 1.0.1'),
    );
    const planned = await runPicket(['plan', '--out', 'plan.json', '--detailed-exitcode'], { cwd });
    expect(planned.out).toContain('severity: Medium → Low');
    expect(planned.code).toBe(4);
    expect((await runPicket(['apply', 'plan.json'], { cwd })).code).toBe(0);
    expect((await runPicket(['plan', '--detailed-exitcode'], { cwd })).code).toBe(0);
    const again = await runPicket(['apply', 'plan.json'], { cwd });
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/DEP\d{3}/);
  });

  test('CMD010: a deletion nobody confirmed is not made; with --yes it is', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    await runPicket(['deploy'], { cwd });
    rmSync(join(cwd, spray));
    rmSync(join(cwd, spray.replace('/rules/', '/tests/')));
    const refused = await runPicket(['deploy'], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('CMD010');
    const asked: string[] = [];
    const confirm = async (question: string) => {
      asked.push(question);
      return true;
    };
    expect((await runPicket(['deploy'], { cwd, confirm })).code).toBe(0);
    expect(asked).toEqual([expect.stringContaining('rule')]);
    expect((await runPicket(['deploy'], { cwd })).out).toContain('0 to delete, 6 unchanged');
  });

  test('destroy deletes what was deployed from here, once it is confirmed, and nothing of others', async () => {
    const cwd = copyOfRepository('risky-agents');
    await runPicket(['deploy'], { cwd });
    expect((await runPicket(['destroy'], { cwd })).err).toContain('CMD010');
    const { code, out } = await runPicket(['destroy', '--yes'], { cwd });
    expect(out).toContain('2 to delete');
    expect(code).toBe(0);
    expect((await runPicket(['plan'], { cwd })).out).toContain('2 to create, 0 to update, 0 to delete');
  });

  test('content with an error is neither built nor deployed', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    edit(cwd, (text) => text.replace(/^severity: Medium/m, 'severity: Severe'));
    const { code, err } = await runPicket(['deploy'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('Severe');
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
    expect(existsSync(join(cwd, '.picket/local'))).toBe(false);
  });

  test('CMD007: a target that picket.yaml does not have', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    const { code, err } = await runPicket(['plan', '--target', 'locl'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('CMD007');
    expect(err).toContain("did you mean 'local'?");
  });

  test('CMD003: outside a repository', async () => {
    const { code, err } = await runPicket(['deploy'], { cwd: emptyFolder() });
    expect(code).toBe(2);
    expect(err).toContain('CMD003');
  });

  test('a state file that is not a workspace is refused and left as it is', async () => {
    const cwd = copyOfRepository('sign-in-logs');
    write(cwd, '.picket/local/workspace.json', '{"other":true}');
    const { code, err } = await runPicket(['plan'], { cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/EMU\d{3}/);
    expect(readFileSync(join(cwd, '.picket/local/workspace.json'), 'utf8')).toBe('{"other":true}');
  });

  test('--json prints the result alone on stdout', async () => {
    const cwd = copyOfRepository('risky-agents');
    const { out } = await runPicket(['deploy', '--json'], { cwd });
    expect(JSON.parse(out).done).toHaveLength(2);
  });

  test('the templates of a second build are the same bytes', async () => {
    const cwd = copyOfRepository('sign-in-logs', 'audit-logs');
    const read = () =>
      readdirSync(join(cwd, 'dist'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    await runPicket(['build'], { cwd });
    const first = read();
    rmSync(join(cwd, 'dist'), { recursive: true });
    await runPicket(['build'], { cwd });
    expect(read()).toEqual(first);
    expect((await runPicket(['build'], { cwd })).out).toContain('all as before');
  });
});

test('templates deployed by another ARM tool are recognised: the plan after it is empty', async () => {
  const cwd = copyOfRepository('sign-in-logs', 'risky-agents');
  expect((await runPicket(['build'], { cwd })).code).toBe(0);
  const scope = workspaceOf({ kind: 'local' });
  const workspace = await openWorkspace({ scope, stateFile: join(cwd, '.picket/local/workspace.json') });
  const template = JSON.parse(readFileSync(join(cwd, 'dist/all/deployment-1.json'), 'utf8'));
  const group = `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.resourceGroup}`;
  const url = `${group}/providers/Microsoft.Resources/deployments/by-hand?api-version=2021-04-01`;
  const parameters = { workspace: { value: scope.workspace } };
  const body = { properties: { mode: 'Incremental', template, parameters } };
  expect((await workspace.handle({ method: 'PUT', url, body })).status).toBe(201);
  await workspace.close();
  const { code, out } = await runPicket(['plan', '--detailed-exitcode'], { cwd });
  expect(out).toContain('0 to create, 0 to update, 0 to delete, 9 unchanged');
  expect(code).toBe(0);
});

describe('picket emulator', () => {
  test('serves the deployed workspace over HTTP', async () => {
    const cwd = copyOfRepository('risky-agents');
    await runPicket(['deploy'], { cwd });
    let said = '';
    let stop = (): void => undefined;
    const running = runPicket(['emulator', '--port', '0', '--json'], {
      cwd,
      out: (text) => {
        said += text;
      },
      stopped: () =>
        new Promise((resolve) => {
          stop = () => resolve(undefined);
        }),
    });
    await expect.poll(() => said).toContain('url');
    const { url, workspace } = JSON.parse(said);
    const path = `${workspace}/providers/Microsoft.SecurityInsights/dataConnectorDefinitions?api-version=2025-09-01`;
    const { value } = (await (await fetch(`${url}${path}`)).json()) as { value: { name: string }[] };
    expect(value.map((item) => item.name)).toEqual(['picket-risky-agents']);
    await expect.poll(() => String(stop)).toContain('resolve');
    stop();
    expect((await running).code).toBe(0);
  });
});
