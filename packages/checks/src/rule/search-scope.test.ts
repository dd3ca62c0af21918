import { expect, test } from 'vitest';
import { ruleOf } from '../check-file.test-support.ts';
import { crossReferences } from './search-scope.ts';

const check = (query: string) => {
  const rule = ruleOf(`query: |\n${query.replace(/^/gm, '  ')}\n`);
  return crossReferences(rule, undefined, { connectorIds: new Set() }).map(
    ({ code, at }) => `${code} ${at?.start.line}`,
  );
};
const workspaces = (count: number) =>
  `union\n${Array.from({ length: count }, (_, i) => `workspace("soc-${i}").SigninLogs`).join(',\n')}`;

test.each([
  ['20 workspaces', workspaces(20), []],
  ['21 workspaces, at the 21st', workspaces(21), ['TBL102 23']],
  ['one workspace 30 times', `union\n${Array.from({ length: 30 }, () => 'workspace("soc").T').join(',\n')}`, []],
  ['workspaces in a comment', workspaces(30).replaceAll('workspace', '// workspace'), []],
  ['Azure Data Explorer', 'T\n| join adx("https://c.example/d").T on x', ['TBL103 3']],
  ['a variable of that name', 'let cluster = (x: string) { x };\nT', []],
  ['the name in a string', 'T | where x == "cluster(1)"', []],
])('%s', (_name, query, expected) => {
  expect(check(query)).toEqual(expected);
});
