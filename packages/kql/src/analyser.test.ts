import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyseQuery } from './analyse.ts';
import { openAnalyser } from './analyser.ts';
import type { Declarations } from './analysis.ts';
import { documentedSchemas } from './documented-schemas.ts';
import { isKustoLoaded } from './kusto.ts';
import { sampleQueries } from './sample-queries.test-support.ts';
import { relevantDeclarations } from './schema-snapshot.ts';

const folder = mkdtempSync(join(tmpdir(), 'picket-analyser-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const declarations: Declarations = {
  tables: { Contoso_Proxy_CL: { TimeGenerated: 'datetime', Host_s: 'string' } },
  watchlists: { PrivilegedAccounts: ['UPN'] },
  functions: { ContosoUsers: { parameters: {}, columns: { UPN: 'string' } } },
};
const queries = [
  ...Object.values(sampleQueries),
  'SigninLogs | where Nme == 1',
  'print "',
  'ContosoUsers | project UPM',
];

test('threads find what this thread finds, in the same order, and the cache gives it back without the analyser', async () => {
  const analyser = openAnalyser({ cacheDirectory: folder, threads: 2, declarations });
  const told: number[] = [];
  const onThreads = await analyser.analyseAll([...queries, ...queries], (done) => told.push(done));
  expect(isKustoLoaded()).toBe(false);
  expect(told.at(-1)).toBe(queries.length * 2);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(analyser.close()).toBe(true);

  const again = openAnalyser({ cacheDirectory: folder, threads: 2, declarations });
  const kept = await again.analyseAll(queries);
  expect(isKustoLoaded()).toBe(false);
  expect(kept).toEqual(onThreads.slice(0, queries.length));
  expect(kept).toEqual(onThreads.slice(queries.length));

  const here = queries.map((query) => analyseQuery(query, { declarations }));
  expect(onThreads.slice(0, queries.length)).toEqual(here);
});

test('new facts and new declarations are analysed anew', async () => {
  const query = 'Contoso_Proxy_CL | where Host_s == "x"';
  const first = openAnalyser({ cacheDirectory: folder, declarations });
  expect((await first.analyseAll([query]))[0]?.problems).toEqual([]);
  first.close();
  const undeclared = openAnalyser({ cacheDirectory: folder });
  expect((await undeclared.analyseAll([query]))[0]?.problems).toHaveLength(1);
  undeclared.close();
  const schemas = { ...documentedSchemas(), version: 'other', tableNames: () => ['AuditLogs'] };
  const otherFacts = openAnalyser({ cacheDirectory: folder, schemas });
  expect((await otherFacts.analyseAll(['SigninLogs']))[0]?.problems).toMatchObject([{ kind: 'unknown-table' }]);
});

test('no queries need nothing', async () => {
  expect(await openAnalyser().analyseAll([])).toEqual([]);
});

test('only declarations that a query names count for it', () => {
  const relevant = relevantDeclarations("_GetWatchlist('PrivilegedAccounts')", declarations);
  expect(relevant).toEqual({ tables: {}, watchlists: { PrivilegedAccounts: ['UPN'] }, functions: {} });
  expect(relevantDeclarations('union Contoso_*', declarations).tables).toHaveProperty('Contoso_Proxy_CL');
});
