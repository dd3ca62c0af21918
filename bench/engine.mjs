import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, row, seconds } from './measure.mjs';
import { writeSignIns } from './sign-ins.mjs';

// node bench/engine.mjs            10 thousand, 100 thousand and 1 million sign-ins
// node bench/engine.mjs --full     and 10 million
const root = fileURLToPath(new URL('..', import.meta.url));
const task = fileURLToPath(new URL('engine-task.mjs', import.meta.url));

/** One measurement, in a process of its own. */
async function told(...args) {
  const result = await measure(process.execPath, [task, ...args], { cwd: root });
  if (result.code !== 0) throw new Error(`${args[0]} ended with ${result.code}: ${result.err}`);
  return { ...JSON.parse(result.out), megabytes: result.megabytes };
}

/** How fast the engine answers, against the same question written by hand in DuckDB's SQL. */
export async function benchEngine({ full = false } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'picket-bench-engine-'));
  try {
    for (const count of [10_000, 100_000, 1_000_000, ...(full ? [10_000_000] : [])]) {
      const folder = join(scratch, String(count));
      mkdirSync(folder);
      await writeSignIns(join(folder, 'SigninLogs.jsonl'), count);
      const ours = await told('picket', folder);
      const bare = await told('duckdb', folder);
      if (ours.answer !== bare.answer)
        throw new Error(`password spray over ${count}: ${ours.answer} is not ${bare.answer}`);
      const isBar = count === 1_000_000;
      const name = `${count.toLocaleString('en')} sign-ins`;
      row(`password spray, ${name}`, seconds(ours.query), isBar ? 'bar: 1 s' : '');
      row('  the same in hand-written DuckDB SQL, native types', seconds(bare.query));
      row('  ratio', (ours.query / bare.query).toFixed(2), isBar ? 'bar: 1.5' : '');
      row('  reading the file before, validated', seconds(ours.load), `DuckDB: ${seconds(bare.load)}, not validated`);
      row('  first answer from the shell, all in all', seconds(ours.load + ours.first));
      row('  peak memory', `${ours.megabytes.toFixed(0)} MB`, isBar ? 'bar: 1536 MB' : '');
      rmSync(folder, { recursive: true });
    }
    const rules = await told('rules', join(root, 'content'));
    row(
      `rules analysed before, over ${rules.rows} rows: ${rules.rules} rules`,
      `${rules.perSecond.toFixed(0)} /s`,
      'bar: 500 /s',
    );
    row('  slowest rule', `${rules.slowest.toFixed(2)} ms`, rules.name);
    row('  peak memory', `${rules.megabytes.toFixed(0)} MB`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchEngine({ full: process.argv.includes('--full') });
