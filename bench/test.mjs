import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, median, row, seconds } from './measure.mjs';

const cases = 2000;

/** Packages of the repository that have cases. */
function testedPackages(root) {
  return readdirSync(join(root, 'content')).filter((name) => existsSync(join(root, 'content', name, 'tests')));
}

/** The shipped rules with their cases, as often as it takes for so many cases; each query occurs once. */
function writeSuites(root, repository, count) {
  mkdirSync(repository, { recursive: true });
  cpSync(join(root, 'picket.yaml'), join(repository, 'picket.yaml'));
  let written = 0;
  for (let copy = 0; written < count; copy++) {
    for (const name of testedPackages(root)) {
      const to = join(repository, 'content', `${name}-${copy}`);
      for (const part of ['rules', 'tests'])
        cpSync(join(root, 'content', name, part), join(to, part), { recursive: true });
      for (const file of readdirSync(join(to, 'rules'))) {
        const path = join(to, 'rules', file);
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(/^query: \|\n/m, `query: |\n  let copy${copy} = ${copy};\n`),
        );
      }
      for (const file of readdirSync(join(to, 'tests')).filter((each) => each.endsWith('.yaml'))) {
        const path = join(to, 'tests', file);
        written += readFileSync(path, 'utf8').match(/^ {2}- name: /gm)?.length ?? 0;
        if (written >= count) return;
      }
    }
  }
}

/** Time from a save to the result of the watching command, in milliseconds; the median of several. */
async function watchLatency(picket, repository, rule, test) {
  const child = spawn(process.execPath, [picket, 'test', '--watch', rule], { cwd: repository });
  const text = readFileSync(join(repository, test), 'utf8');
  let wake = () => undefined;
  child.stdout.on('data', () => wake());
  const said = () =>
    new Promise((resolve) => {
      wake = resolve;
    });
  try {
    await new Promise((resolve, reject) => {
      child.stderr.on('data', (data) => String(data).includes('watching') && resolve());
      child.on('close', (code) => reject(new Error(`picket test --watch ended with ${code}`)));
    });
    const runs = [];
    for (let i = 0; i < 7; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const began = process.hrtime.bigint();
      writeFileSync(join(repository, test), `${text}# ${i}\n`);
      await said();
      runs.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
    return runs.sort((a, b) => a - b)[3];
  } finally {
    child.removeAllListeners('close');
    child.kill('SIGTERM');
    writeFileSync(join(repository, test), text);
  }
}

/** Measures picket test: many cases, one rule from the shell, and a watch. */
export async function benchTest(root, picket, scratch) {
  const repository = join(scratch, 'suites');
  writeSuites(root, repository, cases);
  const many = await measure(process.execPath, [picket, 'test', '--format', 'json'], { cwd: repository });
  if (many.code !== 0) throw new Error(`picket test ended with ${many.code}: ${many.err || many.out.slice(0, 2000)}`);
  const { counts } = JSON.parse(many.out);
  row(
    `test ${counts.cases} cases of ${counts.rules} rules`,
    seconds(many.milliseconds),
    `bar: ${(0.015 * counts.cases).toFixed(0)} s`,
  );
  row('peak memory', `${many.megabytes.toFixed(0)} MB`);
  const [folder] = readdirSync(join(repository, 'content'))
    .filter((name) => name.startsWith('sign-in-logs-'))
    .map((name) => join('content', name));
  const [slug] = readdirSync(join(repository, folder, 'rules'));
  const [rule, test] = ['rules', 'tests'].map((part) => join(folder, part, slug));
  const one = await median(5, () => measure(process.execPath, [picket, 'test', rule], { cwd: repository }));
  row("test one rule's cases from the shell", seconds(one.milliseconds), 'bar: 1.5 s');
  row(
    'from a save to the result, watching',
    `${(await watchLatency(picket, repository, rule, test)).toFixed(0)} ms`,
    'bar: 300 ms',
  );
  rmSync(repository, { recursive: true, force: true });
}
