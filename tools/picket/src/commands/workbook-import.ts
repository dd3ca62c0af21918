import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { counted, type Diagnostic, diagnostic } from '@picket/diagnostics';
import {
  type FoundNotebook,
  findNotebooks,
  type ImportedWorkbook,
  importNotebook,
  itemsOf,
  stableId,
  workbookText,
} from '@picket/workbooks';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { writeWhole } from '../pipeline/write-file.ts';
import { refuse } from '../refuse.ts';

interface Import extends ImportedWorkbook {
  readonly from: string;
}

/** Files → workbooks in them → sources, each written where it is wanted, or the only one printed. */
export const run: RunCommand = async (io, files, options) => {
  const problems: Diagnostic[] = [];
  const imports = files.flatMap((file): readonly Import[] => {
    const path = resolve(io.cwd, file);
    if (!existsSync(path)) {
      problems.push(diagnostic('CMD001', { path: file }));
      return [];
    }
    const { found, problems: more } = findNotebooks(file, readFileSync(path, 'utf8'));
    problems.push(...more);
    return found.map((each) => ({ from: file, ...imported(each, file) }));
  });
  refuse(io, problems, exitCodes.problems);
  const failed = problems.length > 0 ? exitCodes.problems : exitCodes.fine;
  const out = textOption(options, 'out');
  if (imports.length === 0) return exitCodes.problems;
  const [first, second] = imports;
  if (out === undefined && first && !second) {
    io.out(options.json ? json(imports, io.cwd, []) : workbookText(first.workbook));
    if (!options.json) tell(first);
    return failed;
  }
  const isFile = out !== undefined && /\.ya?ml$/i.test(out);
  if (out === undefined || (isFile && second)) {
    const want = `a folder, for ${counted(imports.length, 'workbook')}`;
    return refuse(io, [diagnostic('CMD009', { option: '--out', value: out ?? '', want })], exitCodes.usage);
  }
  const targets = isFile ? [resolve(io.cwd, out)] : placesIn(resolve(io.cwd, out), imports);
  const taken = targets.filter((target) => existsSync(target));
  if (taken.length > 0) {
    const told = taken.map((target) => diagnostic('WB406', { file: relative(io.cwd, target) }));
    return refuse(io, told, exitCodes.problems);
  }
  imports.forEach((each, index) => {
    const target = targets[index] ?? '';
    writeWhole(target, workbookText(each.workbook));
    if (!options.json) io.out(`wrote ${relative(io.cwd, target)}: ${summaryOf(each)}\n`);
    if (!options.json) tell(each);
  });
  if (options.json) io.out(json(imports, io.cwd, targets));
  return failed;

  function tell({ lost }: Import): void {
    if (lost.length > 0) refuse(io, [diagnostic('WB405', { what: lost })], exitCodes.fine);
  }
};

/** Of RFC 9562: what has no id of its own gets one of its content, the same each time. */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
const longestName = 200;
const longestDescription = 5000;

function imported({ notebook, id, name, description }: FoundNotebook, file: string): ImportedWorkbook {
  const own =
    name?.trim() ||
    basename(file)
      .replace(/\.[^.]*$/, '')
      .replace(/[-_]+/g, ' ')
      .trim() ||
    'Workbook';
  return importNotebook(notebook, {
    id: (id ?? stableId(urlNamespace, JSON.stringify(notebook))).toLowerCase(),
    name: own.slice(0, longestName),
    description: (description?.trim() || `Imported from ${basename(file)}.`).slice(0, longestDescription),
    version: '1.0.0',
  });
}

/** A folder a workbook, told apart where two have one name. */
function placesIn(folder: string, imports: readonly Import[]): readonly string[] {
  const counts = new Map<string, number>();
  return imports.map(({ workbook }) => {
    const slug =
      workbook.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'workbook';
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    return join(folder, count === 1 ? slug : `${slug}-${count}`, 'workbook.yaml');
  });
}

/** Reasons with their numbers, the most frequent first. */
function reasonsOf({ workbook }: Import): readonly { readonly because: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { item } of itemsOf(workbook)) {
    if (!('raw' in item)) continue;
    const because = item.because ?? 'no reason is known';
    counts.set(because, (counts.get(because) ?? 0) + 1);
  }
  return [...counts].map(([because, count]) => ({ because, count })).sort((a, b) => b.count - a.count);
}

function summaryOf(imported: Import): string {
  const reasons = reasonsOf(imported);
  const raw = reasons.reduce((sum, { count }) => sum + count, 0);
  const items = counted(itemsOf(imported.workbook).length, 'item');
  if (raw === 0) return items;
  return `${items}, ${raw} of them raw\n${reasons.map(({ because, count }) => `  ${count} × ${because}`).join('\n')}`;
}

function json(imports: readonly Import[], cwd: string, targets: readonly string[]): string {
  const told = imports.map((each, index) => ({
    from: each.from,
    ...(targets[index] === undefined ? {} : { file: relative(cwd, targets[index]) }),
    items: itemsOf(each.workbook).length,
    raw: reasonsOf(each),
    lost: each.lost,
    workbook: each.workbook,
  }));
  return `${JSON.stringify(told, null, 2)}\n`;
}
