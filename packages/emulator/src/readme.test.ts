import { readFileSync } from 'node:fs';
import { catalogue } from '@picket/diagnostics';
import { expect, test } from 'vitest';
import { deploymentVersions } from './deployments/respond.ts';
import { readOnlyKinds, resourceKinds } from './kinds/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const codes = Object.keys(catalogue).filter((code) => /^EMU00[1-5]|^EMU1/.test(code));
const kinds = [...resourceKinds, ...readOnlyKinds];

test.each(codes)('the contract tells about %s', (code) => {
  expect(readme).toContain(code);
});

test.each(kinds.map(({ type }) => type.split('/').at(-1) ?? ''))('the contract has a row for %s', (type) => {
  expect(readme).toMatch(new RegExp(`^\\|.*/${type}`, 'm'));
});

test.each(kinds.flatMap(({ versions }) => Object.keys(versions)))('the contract names API version %s', (version) => {
  expect(readme).toContain(version);
});

test('the contract names the oldest and the newest version of deployments', () => {
  expect(readme).toContain(deploymentVersions[0]);
  expect(readme).toContain(deploymentVersions.at(-1));
});
