import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, prepareQuery, runPrepared } from '@picket/engine';
import { analyseQuery } from '@picket/kql';
import { readRule } from '@picket/model';
import { tablesForQuery } from './dist/event-tables.js';
import { ruleFiles } from './engine.mjs';

// One measurement of bench/engine.mjs: prints JSON.
const now = new Date('2026-03-02T00:00:00Z');
const timed = async (work) => {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
};
const best = async (times, work) => {
  const runs = [];
  for (let i = 0; i < times; i++) runs.push(await timed(work));
  return runs.sort((a, b) => a[0] - b[0])[0];
};

const spray = `SigninLogs
| where TimeGenerated between (datetime(2026-02-24) .. datetime(2026-03-02))
| where ResultType in ("50126", "50053")
| summarize Users = dcount(UserPrincipalName), Failures = count(), First = min(TimeGenerated) by IPAddress, Hour = bin(TimeGenerated, 1h)
| where Users > 25
| sort by Users desc, IPAddress asc, Hour asc
| project IPAddress, Users, Failures`;

const spraySql = `SELECT IPAddress, Users, Failures FROM (
  SELECT IPAddress, time_bucket(INTERVAL 1 HOUR, TimeGenerated) AS Hour, count(DISTINCT UserPrincipalName) AS Users,
    count(*) AS Failures, min(TimeGenerated) AS First
  FROM SigninLogs
  WHERE TimeGenerated BETWEEN TIMESTAMP '2026-02-24' AND TIMESTAMP '2026-03-02' AND ResultType IN ('50126', '50053')
  GROUP BY ALL)
WHERE Users > 25 ORDER BY Users DESC, IPAddress, Hour`;

async function picket(folder) {
  const { value: engine } = await openEngine({ data: [folder] });
  await engine.query('print 1', { now });
  const [load] = await timed(() =>
    engine.query(
      'SigninLogs | summarize max(TimeGenerated), dcount(ResultType), dcount(UserPrincipalName), dcount(IPAddress)',
      { now },
    ),
  );
  const [first] = await timed(() => engine.query(spray, { now }));
  const [query, result] = await best(3, () => engine.query(spray, { now }));
  await engine.close();
  return { load, first, query, answer: JSON.stringify(result.value.rows.map((cells) => cells.map(String))) };
}

async function duckdb(folder) {
  const require = createRequire(new URL('../packages/engine/package.json', import.meta.url));
  const { DuckDBInstance } = require('@duckdb/node-api');
  const scratch = mkdtempSync(join(tmpdir(), 'picket-bench-duckdb-'));
  const instance = await DuckDBInstance.create(join(scratch, 'bench.db'), { memory_limit: '1GB' });
  const connection = await instance.connect();
  const types =
    "{TimeGenerated: 'TIMESTAMP', UserPrincipalName: 'VARCHAR', IPAddress: 'VARCHAR', ResultType: 'VARCHAR'}";
  const parquet = join(folder, 'SigninLogs.parquet');
  const source = existsSync(parquet)
    ? `read_parquet('${parquet}')`
    : `read_json('${join(folder, 'SigninLogs.jsonl')}', format = 'newline_delimited', columns = ${types})`;
  const [load] = await timed(() =>
    connection.run(
      `CREATE TABLE SigninLogs AS SELECT TimeGenerated, UserPrincipalName, IPAddress, ResultType FROM ${source}`,
    ),
  );
  const [first] = await timed(() => connection.runAndReadAll(spraySql));
  const [query, result] = await best(3, () => connection.runAndReadAll(spraySql));
  const rows = result.getRows();
  connection.closeSync();
  instance.closeSync();
  rmSync(scratch, { recursive: true, force: true });
  return { load, first, query, answer: JSON.stringify(rows.map((cells) => cells.map(String))) };
}

/** Each rule over events of its own tables, shaped after what it looks for, as tests generate them; again and again. */
async function rules(content) {
  const count = 200;
  const ready = ruleFiles(content).flatMap(({ name, text }) => {
    const { query } = readRule({ path: name, bytes: new TextEncoder().encode(text) }).draft.value;
    const tables = tablesForQuery(analyseQuery(query), { count, seed: 1, now });
    const { value } = prepareQuery(query, { tables });
    return value ? [{ name, prepared: value, tables }] : [];
  });
  const run = ({ prepared, tables }) => runPrepared(prepared, { now, tables });
  for (let i = 0; i < 100; i++) ready.forEach(run);
  const times = 300;
  let whole = 0;
  let slowest = { milliseconds: 0, name: '' };
  for (const each of ready) {
    const began = performance.now();
    for (let i = 0; i < times; i++) run(each);
    const milliseconds = (performance.now() - began) / times;
    whole += milliseconds;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, name: each.name };
  }
  return {
    rules: ready.length,
    rows: count,
    perSecond: (ready.length / whole) * 1000,
    slowest: slowest.milliseconds,
    name: slowest.name,
  };
}

const [task, path] = process.argv.slice(2);
console.log(JSON.stringify(await { picket, duckdb, rules }[task](path)));
