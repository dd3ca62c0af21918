import { expect, test } from 'vitest';
import { workspaceFunction, workspaceFunctionNames } from './workspace-functions.ts';

test('218 functions, 216 of them also under the name of their deployment', () => {
  expect(workspaceFunctionNames()).toHaveLength(218 + 216);
  expect(new Set(workspaceFunctionNames()).size).toBe(218 + 216);
});

test.each(workspaceFunctionNames())('%s has an output, and required parameters before optional ones', (name) => {
  const offered = workspaceFunction(name);
  expect(offered?.name).toBe(name);
  expect(offered?.output.columns).not.toEqual([]);
  const optional = offered?.parameters.map((parameter) => parameter.default !== undefined) ?? [];
  expect(optional).toEqual([...optional].sort());
  expect(new Set(offered?.parameters.map((parameter) => parameter.name)).size).toBe(optional.length);
});

test('_GetWatchlist needs an alias and gives the columns of the watchlist beside its own', () => {
  expect(workspaceFunction('_GetWatchlist')).toMatchObject({
    parameters: [
      { name: 'watchlistAlias', type: 'string' },
      { name: 'keys', default: 'dynamic([])' },
    ],
    output: { open: true },
  });
  expect(workspaceFunction('_GetWatchlist')?.parameters[0]).not.toHaveProperty('default');
  expect(workspaceFunction('_GetWatchlist')?.output.columns.map(({ name }) => name)).toContain('SearchKey');
});

test('_GetWatchlistAlias takes nothing and gives the aliases', () => {
  expect(workspaceFunction('_GetWatchlistAlias')).toMatchObject({
    parameters: [],
    output: { columns: [{ name: 'WatchlistAlias', type: 'string' }], open: false },
  });
});

test.each([
  ['_Im_Dns', 'imDns', 9, { name: 'eventtype', type: 'string', default: "'lookup'" }],
  ['_Im_Authentication', 'imAuthentication', 10, { name: 'starttime', type: 'datetime', default: 'datetime(null)' }],
  ['_Im_AgentEvent', 'imAgentEvent', 6, { name: 'agentid_has_any', type: 'dynamic', default: 'dynamic([])' }],
  ['_ASim_Authentication', 'ASimAuthentication', 1, { name: 'pack', type: 'bool', default: 'false' }],
])('%s is deployed as %s with the same %i parameters', (name, alias, count, parameter) => {
  const [own, deployed] = [workspaceFunction(name), workspaceFunction(alias)];
  expect(own?.parameters).toHaveLength(count);
  expect(own?.parameters).toContainEqual(parameter);
  expect(deployed).toEqual({ ...own, name: alias });
  expect(deployed?.output.columns).toBe(own?.output.columns);
});

test.each(['', '_im_dns', 'FileProfile', 'constructor', '__proto__', 'toString'])('there is no function %j', (name) => {
  expect(workspaceFunction(name)).toBeUndefined();
});
