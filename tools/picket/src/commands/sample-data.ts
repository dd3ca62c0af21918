import { join, resolve } from 'node:path';
import { type AlertRule, benignTenant } from '@picket/benign-tenant';
import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import { readContent } from '@picket/model';
import { exitCodes, type Options, type RunCommand, textOption } from '../command.ts';
import { momentOption } from '../moment-option.ts';
import { alertRules } from '../pipeline/alert-rules.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { lineFiles } from '../pipeline/line-files.ts';
import { selectFiles } from '../pipeline/select-files.ts';
import { refuse } from '../refuse.ts';

/** Writes the logs of an invented company, a file of JSON lines for each table. */
export const run: RunCommand = async (io, _args, options) => {
  const wanted = {
    days: wholeNumber(options, 'days', 1, 400),
    events: wholeNumber(options, 'events', 1, 50_000_000),
    seed: wholeNumber(options, 'seed', 0, 2 ** 31),
    now: options.now === undefined ? io.now() : momentOption(options, 'now'),
  };
  const { days, events, seed, now } = wanted;
  if (days === undefined || events === undefined || seed === undefined || now === undefined) {
    return refuse(io, wrongOptions(wanted, options), exitCodes.usage);
  }
  const folder = resolve(io.cwd, textOption(options, 'out') ?? '');
  const rules = rulesAround(io.cwd);
  const tenant = benignTenant({ days, events, seed, now, ...(rules.length > 0 ? { rules } : {}) });
  const files = lineFiles();
  try {
    for (const { table, row } of tenant.rows()) files.add(join(folder, `${table}.jsonl`), JSON.stringify(row));
    const lines = files.finish();
    const tables = Object.fromEntries(
      [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, count]) => [file.slice(folder.length + 1), count]),
    );
    const total = [...lines.values()].reduce((sum, count) => sum + count, 0);
    io.out(
      options.json
        ? `${JSON.stringify({ folder, from: tenant.from.toISOString(), now: now.toISOString(), rows: total, files: tables }, null, 2)}\n`
        : `wrote ${total.toLocaleString('en-US')} rows of ${lines.size} tables to ${folder}, from ${tenant.from.toISOString()} to ${now.toISOString()}\n`,
    );
    return exitCodes.fine;
  } finally {
    files.discard();
  }
};

const wants: readonly (readonly [option: 'days' | 'events' | 'seed' | 'now', want: string])[] = [
  ['days', 'a whole number from 1 to 400'],
  ['events', 'a whole number from 1 to 50000000'],
  ['seed', 'a whole number from 0 to 2147483648'],
  ['now', 'a moment as 2026-03-02 or 2026-03-02T10:00:00Z'],
];

function wrongOptions(wanted: Readonly<Record<string, unknown>>, options: Options): readonly Diagnostic[] {
  return wants
    .filter(([option]) => wanted[option] === undefined)
    .map(([option, want]) =>
      diagnostic('CMD009', { option: `--${option}`, value: textOption(options, option) ?? '', want }),
    );
}

function wholeNumber(options: Options, name: string, least: number, most: number): number | undefined {
  const text = textOption(options, name) ?? '';
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
}

/** The repository's rules, whose false alarms the company has; none outside a repository, and none that cannot be read. */
function rulesAround(folder: string): readonly AlertRule[] {
  const root = findRoot(folder);
  if (root === undefined) return [];
  return alertRules(readContent(selectFiles(['content'], root, root).files).value?.packages ?? []);
}
