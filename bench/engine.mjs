import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, row, seconds } from './measure.mjs';
import { writeSignIns, writeSignInsParquet } from './sign-ins.mjs';

// node bench/engine.mjs   10 thousand to 10 million sign-ins, and the shipped rules
const root = fileURLToPath(new URL('..', import.meta.url));
const task = fileURLToPath(new URL('engine-task.mjs', import.meta.url));

/** One measurement, in a process of its own. */
async function told(...args) {
  const result = await measure(process.execPath, [task, ...args], { cwd: root });
  if (result.code !== 0) throw new Error(`${args[0]} ended with ${result.code}: ${result.err}`);
  return { ...JSON.parse(result.out), megabytes: result.megabytes };
}

/** How fast the engine answers, against the same question written by hand in DuckDB's SQL, with the peak of each process. */
export async function benchEngine() {
  const scratch = mkdtempSync(join(tmpdir(), 'picket-bench-engine-'));
  try {
    for (const count of [10_000, 100_000, 1_000_000, 10_000_000]) {
      await benchSignIns(scratch, count, `${count.toLocaleString('en')} sign-ins`, (folder) =>
        writeSignInsParquet(join(folder, 'SigninLogs.parquet'), count),
      );
    }
    await benchSignIns(scratch, 1_000_000, '1,000,000 sign-ins, 1 GB of JSON lines', (folder) =>
      writeSignIns(join(folder, 'SigninLogs.jsonl'), 1_000_000),
    );
    const rules = await told('rules', join(root, 'content'));
    row(
      `${rules.rules} shipped rules, analysed before, ${rules.rows} events a table`,
      `${rules.perSecond.toFixed(0)} /s`,
      'bar: 500 /s',
    );
    row('  slowest rule', `${rules.slowest.toFixed(2)} ms`, rules.name);
    row('  peak memory', `${rules.megabytes.toFixed(0)} MB`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function benchSignIns(scratch, count, name, write) {
  const folder = mkdtempSync(join(scratch, 'sign-ins-'));
  await write(folder);
  const ours = await told('picket', folder);
  const bare = await told('duckdb', folder);
  if (ours.answer !== bare.answer) throw new Error(`password spray over ${name}: ${ours.answer} is not ${bare.answer}`);
  const isBar = count === 1_000_000;
  row(`password spray, ${name}`, seconds(ours.query), isBar ? 'bar: 1 s' : '');
  row('  the same in hand-written DuckDB SQL, native types', seconds(bare.query));
  row('  ratio', (ours.query / bare.query).toFixed(2), isBar ? 'bar: 1.5' : '');
  row('  reading the file before, validated', seconds(ours.load), `DuckDB: ${seconds(bare.load)}, not validated`);
  row('  first answer from the shell, all in all', seconds(ours.load + ours.first));
  row('  peak memory', `${ours.megabytes.toFixed(0)} MB`, 'bar: 1536 MB');
  rmSync(folder, { recursive: true });
}

/** Queries of the repository's rules, by the file that they stand in. */
export function ruleFiles(content) {
  return readdirSync(content, { withFileTypes: true }).flatMap((entry) => {
    const folder = join(content, entry.name, 'rules');
    try {
      return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchEngine();
