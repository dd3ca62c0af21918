import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { findChromium } from '@picket/preview';
import { measure, row, seconds } from './measure.mjs';
import { signIns } from './sign-ins.mjs';

const { chromium } = createRequire(new URL('../packages/preview/package.json', import.meta.url))('playwright-core');

const events = 100_000;
/** Tiles as workbooks have them, over the events of a week. */
const tiles = [
  ['count', 'SigninLogs | count'],
  [
    'outcomes over time',
    'SigninLogs | summarize SignIns = count() by Outcome = iff(ResultType == "0", "success", "failure"), bin(TimeGenerated, 6h)',
  ],
  ['top applications', 'SigninLogs | summarize SignIns = count() by AppDisplayName | top 20 by SignIns'],
  [
    'addresses that fail',
    'SigninLogs | where ResultType != "0" | summarize Users = dcount(UserPrincipalName) by IPAddress | top 20 by Users',
  ],
  [
    'events of one person',
    'SigninLogs | where UserPrincipalName == "user7@contoso.example" | top 100 by TimeGenerated | project TimeGenerated, AppDisplayName, IPAddress',
  ],
];

/** From the command to the first paint in a browser, a tile again on 100,000 events, and the whole site as files. */
export async function benchPreview(root, picket, scratch) {
  const executable = findChromium(process.env);
  if (executable === undefined) {
    row('preview', 'no Chromium was found');
    return;
  }
  const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
  try {
    row('picket preview, cold, to the first paint', seconds(await firstPaint(root, picket, browser)), 'bar: 3 s');
    for (const [name, milliseconds] of await tilesAgain(scratch)) {
      row(`tile on ${events} events: ${name}`, `${milliseconds.toFixed(0)} ms`, 'bar: 200 ms');
    }
  } finally {
    await browser.close();
  }
  const site = join(scratch, 'site');
  const written = await measure(process.execPath, [picket, 'preview', '--export', site, '--json'], { cwd: root });
  if (written.code !== 0) throw new Error(`picket preview --export ended with ${written.code}: ${written.err}`);
  const { workbooks, answers, pictures } = JSON.parse(written.out);
  row(
    `export of ${workbooks.length} workbooks, ${answers} answers, ${pictures} pictures`,
    seconds(written.milliseconds),
    'bar: 60 s',
  );
  rmSync(site, { recursive: true });
}

/** Until the page of the first workbook shows its parameters and tiles. */
async function firstPaint(root, picket, browser) {
  const page = await browser.newPage();
  const began = process.hrtime.bigint();
  const child = spawn(process.execPath, [picket, 'preview', '--port', '0', '--json'], { cwd: root });
  try {
    const url = await new Promise((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (data) => {
        out += data;
        if (out.includes('}')) resolve(JSON.parse(out).url);
      });
      child.on('exit', (code) => reject(new Error(`picket preview ended with ${code}`)));
    });
    await page.goto(`${url}#/sign-in-logs/workbook`);
    await page.locator('.workbook .tile').first().waitFor();
    return Number(process.hrtime.bigint() - began) / 1e6;
  } finally {
    child.kill();
    await page.close();
  }
}

/** Each tile once, and then, with another time range, again: as when somebody changes a parameter. */
async function tilesAgain(scratch) {
  const folder = join(scratch, 'sign-ins');
  mkdirSync(folder);
  const file = createWriteStream(join(folder, 'SigninLogs.jsonl'));
  for (const event of signIns(events))
    if (!file.write(`${JSON.stringify(event)}\n`)) await new Promise((resolve) => file.once('drain', resolve));
  file.end();
  await finished(file);
  const { openEngine } = await import('@picket/engine');
  const { openSession } = await import('@picket/preview/session');
  const { readWorkbook } = await import('@picket/model');
  const { value: engine } = await openEngine({ data: [folder], missing: 'empty' });
  const session = openSession({ engine, now: new Date('2026-03-02T00:00:00Z') });
  const items = tiles.map(([title, query]) => ({ title, query, visualization: 'table', grid: { columns: [] } }));
  const source = {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Bench',
    description: 'Tiles.',
    version: '1.0.0',
    parameters: [{ parameter: 'TimeRange', type: 'time-range', default: 'P7D' }],
    items,
  };
  const { workbook, problems } = readWorkbook({
    path: 'workbook.yaml',
    bytes: new TextEncoder().encode(JSON.stringify(source)),
  });
  if (!workbook) throw new Error(JSON.stringify(problems));
  const results = [];
  for (const [place, [name]] of tiles.entries()) {
    const ask = async (duration) => {
      const began = process.hrtime.bigint();
      const answer = await session.answer(workbook, `items/${place}`, { TimeRange: { duration } });
      if (!answer?.rows?.length) throw new Error(`${name}: ${JSON.stringify(answer?.problems)}`);
      return Number(process.hrtime.bigint() - began) / 1e6;
    };
    await ask('P7D');
    const again = [];
    for (const duration of ['P6D', 'P5D', 'P4D']) again.push(await ask(duration));
    results.push([name, again.sort((a, b) => a - b)[1]]);
  }
  await engine.close();
  rmSync(folder, { recursive: true });
  return results;
}
