import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableSchema } from '@picket/tables';
import { benchBacktest } from './backtest.mjs';
import { benchEngine } from './engine.mjs';
import { measure, median, row, seconds } from './measure.mjs';
import { benchPreview } from './preview.mjs';
import { writeRules } from './rules.mjs';
import { benchTest } from './test.mjs';
import { benchTiles } from './tiles.mjs';

// npm run bench            the bars
// npm run bench -- --full  and 10,000 rules, and a backtest of 10 million events (hours)
const root = fileURLToPath(new URL('..', import.meta.url));
const picket = join(root, 'tools/picket/bin/picket.js');
const scratch = mkdtempSync(join(tmpdir(), 'picket-bench-'));
const caches = { ...process.env, XDG_CACHE_HOME: join(scratch, 'cache') };
const forget = () => rmSync(join(scratch, 'cache'), { recursive: true, force: true });
const run = (args, cwd = scratch) => measure(process.execPath, [picket, ...args], { cwd, env: caches });

async function checked(folder) {
  const result = await run(['check', folder, '--format', 'json']);
  if (result.code !== 0)
    throw new Error(`picket check ${folder} ended with ${result.code}: ${result.err || result.out.slice(0, 2000)}`);
  return result;
}

try {
  console.log(`Node ${process.version}, ${(await import('node:os')).availableParallelism()} processors\n`);
  const folder = join(scratch, 'rules-500');
  const queries = writeRules(root, folder, 500);
  const bareInput = join(scratch, 'bare.json');
  const names = ['SigninLogs', 'AADNonInteractiveUserSignInLogs', 'AuditLogs', 'AADProvisioningLogs'];
  const tables = Object.fromEntries(
    names.map((name) => [
      name,
      `(${tableSchema(name)
        .columns.map((c) => `['${c.name}']: ${c.type}`)
        .join(', ')})`,
    ]),
  );
  writeFileSync(bareInput, JSON.stringify({ tables, queries }));

  const cold = await median(3, async () => {
    forget();
    return checked(folder);
  });
  const bare = await median(3, () => measure(process.execPath, [join(root, 'bench/bare-analyser.mjs'), bareInput]));
  const warm = await median(5, () => checked(folder));
  const one = await median(5, () => run(['check', join(folder, 'rule-1.yaml'), '--no-cache']));
  row('check 500 rules, cold', seconds(cold.milliseconds), 'bar: 6 s');
  row('the bare analyser over the same queries, one thread', seconds(bare.milliseconds));
  row('ratio, cold check to bare analyser', (cold.milliseconds / bare.milliseconds).toFixed(2));
  row('check 500 rules, warm', seconds(warm.milliseconds), 'bar: 1 s');
  row('check one rule, nothing cached', seconds(one.milliseconds), 'bar: 1.2 s');
  row('peak memory, 500 rules cold', `${cold.megabytes.toFixed(0)} MB`, 'bar: 1024 MB');

  for (const count of process.argv.includes('--full') ? [2000, 10_000] : [2000]) {
    const many = join(scratch, `rules-${count}`);
    writeRules(root, many, count);
    forget();
    const result = await run(['check', many, '--format', 'json']);
    const each = result.milliseconds / count / (cold.milliseconds / 500);
    row(`check ${count} rules, cold`, seconds(result.milliseconds), `${each.toFixed(2)} × the time per rule of 500`);
    row(`peak memory, ${count} rules cold`, `${result.megabytes.toFixed(0)} MB`, 'bar: 1024 MB');
  }

  const repository = join(scratch, 'repository');
  cpSync(join(root, 'picket.yaml'), join(repository, 'picket.yaml'));
  cpSync(join(root, 'content'), join(repository, 'content'), { recursive: true });
  const first = await run(['deploy'], repository);
  const again = await median(3, () => run(['deploy'], repository));
  row('deploy all content, cold', seconds(first.milliseconds), 'bar: 30 s');
  row('deploy again, nothing to do', seconds(again.milliseconds), 'bar: 3 s');
  row('plan after deploy', (await run(['plan', '--detailed-exitcode'], repository)).code === 0 ? 'empty' : 'NOT EMPTY');
  const templates = () =>
    readdirSync(join(repository, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'base64'))
      .join();
  const before = templates();
  rmSync(join(repository, 'dist'), { recursive: true });
  await run(['build'], repository);
  row('build twice', before === templates() ? 'same bytes' : 'DIFFERENT');
  await benchTest(root, picket, scratch);
  await benchPreview(root, picket, scratch);
  await benchTiles(root, scratch);
  await benchEngine();
  await benchBacktest(root, picket, scratch, process.argv.includes('--full'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
