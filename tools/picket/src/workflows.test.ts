import { readdirSync, readFileSync } from 'node:fs';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';
import { commands } from './commands/index.ts';

const folder = new URL('../../../.github/workflows/', import.meta.url);
const names = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

async function parsed(name: string) {
  const result = parseWorkflow({ name, content: textOf(name) }, new NoOperationTraceWriter());
  const template = result.value && (await convertWorkflowTemplate(result.context, result.value));
  return {
    errors: result.context.errors.getErrors().map((e) => e.message),
    jobs: template?.jobs.map((j) => String(j.id)),
  };
}

test('the workflows are those that the README names', () => {
  expect(names).toEqual(['deploy.yml', 'pull-request.yml']);
});

describe.each(names)('%s', (name) => {
  const text = textOf(name);

  test("is accepted by GitHub's own parser", async () => {
    const { errors, jobs } = await parsed(name);
    expect(errors).toEqual([]);
    expect(jobs?.length).toBeGreaterThan(0);
  });

  test('pins every action by commit, with its version beside it', () => {
    const uses = [...text.matchAll(/uses:\s*(.*)/g)].map((m) => m[1]);
    expect(uses.length).toBeGreaterThan(2);
    for (const use of uses) expect(use).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('never puts an expression into a shell line', () => {
    for (const [, line] of text.matchAll(/run:\s*(.*)/g)) expect(line).not.toContain('${{');
  });

  test('calls picket with commands and options that exist', () => {
    const calls = [...text.matchAll(/npx picket (\S+)([^\n>]*)/g)];
    expect(calls.length).toBeGreaterThan(0);
    for (const [, verb, rest = ''] of calls) {
      const row = commands.find((c) => c.name === verb);
      expect(row?.name).toBe(verb);
      const known = row?.options.map((o) => o.flags.split(' ')[0]) ?? [];
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(known).toContain(flag);
    }
  });
});

test('a broken workflow is refused by the parser', () => {
  const content = textOf('deploy.yml').replace('runs-on:', 'runs-onn:');
  const result = parseWorkflow({ name: 'broken', content }, new NoOperationTraceWriter());
  expect(result.context.errors.getErrors().map((e) => e.message)).toContainEqual(expect.stringContaining('runs-onn'));
});

test('pull requests can write nothing, and deploy has one lane and an environment', () => {
  expect(textOf('pull-request.yml')).toMatch(/^permissions:\n {2}contents: read$/m);
  const written = [...textOf('pull-request.yml').matchAll(/(\S+): write/g)].map((m) => m[1]);
  expect(written).toEqual(['id-token']);
  expect(textOf('pull-request.yml')).not.toContain('pull_request_target');
  const deploy = textOf('deploy.yml');
  expect(deploy).toMatch(/^permissions: \{\}$/m);
  expect(deploy).toContain('cancel-in-progress: false');
  expect(deploy).toContain('environment: production');
});
