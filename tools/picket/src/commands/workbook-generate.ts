import { join, relative, resolve } from 'node:path';
import { lineDiff } from '@picket/deploy';
import { diagnostic, didYouMean } from '@picket/diagnostics';
import { logCategories, logCategory } from '@picket/tables';
import { editedSince } from '@picket/workbooks';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { findRoot } from '../pipeline/find-root.ts';
import { generatedText, isOverview, overview } from '../pipeline/generate-workbook.ts';
import { textOf, writeWhole } from '../pipeline/write-file.ts';
import { refuse } from '../refuse.ts';

export const run: RunCommand = async (io, [category = ''], options) => {
  const root = findRoot(io.cwd);
  if (!root) return refuse(io, [diagnostic('CMD003', { folder: io.cwd })], exitCodes.usage);
  const found = isOverview(category) ? overview : logCategory(category);
  if (!found) {
    const near = didYouMean(
      category,
      [overview, ...logCategories()].flatMap((each) => [each.category, each.slug]),
    );
    return refuse(io, [diagnostic('CMD012', { category, near })], exitCodes.usage);
  }
  const out = textOption(options, 'out');
  const file = out === undefined ? join(root, 'content', found.slug, 'workbook.yaml') : resolve(io.cwd, out);
  const shown = relative(io.cwd, file);
  const before = textOf(file);
  const after = generatedText(found, root);
  const say = (did: 'wrote' | 'unchanged' | 'different' | 'refused', words: string) =>
    io.out(options.json ? `${JSON.stringify({ file: shown, did }, null, 2)}\n` : words);

  if (before === after) {
    say('unchanged', `${shown} is what is generated\n`);
    return exitCodes.fine;
  }
  if (before !== undefined && !options.json) {
    io.out(`--- ${shown}\n+++ generated\n`);
    for (const { sign, text } of lineDiff(before, after, 3)) io.out(`${sign}${text}\n`);
  }
  const state = before === undefined ? 'absent' : editedSince(before);
  const mayWrite = state === 'absent' || options.force === true || (state === 'untouched' && options.update === true);
  if (mayWrite) {
    writeWhole(file, after);
    say('wrote', `wrote ${shown}\n`);
    return exitCodes.fine;
  }
  if (state === 'untouched') {
    say('different', `nothing was written; --update writes the generated text\n`);
    return exitCodes.problems;
  }
  say('refused', '');
  return refuse(io, [diagnostic('WB451', { file: shown, generated: state === 'edited' })], exitCodes.problems);
};
