import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { diagnostic } from '@picket/diagnostics';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { textOf } from '../pipeline/write-file.ts';
import { type NewFile, writeNew } from '../pipeline/write-new.ts';
import { newRule, newRuleTest } from '../templates.ts';

export const run: RunCommand = (io, [category = '', slug = ''], options) =>
  writeNew(io, category, options, (found, root) => {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return diagnostic('CMD013', { slug });
    const words = slug.replaceAll('-', ' ');
    const name = textOption(options, 'name') ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    const kind = textOption(options, 'kind') === 'NRT' ? 'NRT' : 'Scheduled';
    const folder = join('content', found.slug);
    return [
      { path: join(folder, 'rules', `${slug}.yaml`), text: newRule(found, slug, kind, name, randomUUID()) },
      { path: join(folder, 'tests', `${slug}.yaml`), text: newRuleTest(found, kind) },
      ...withTestScript(join(folder, 'package.json'), root),
    ];
  }).then((done) => (done ? exitCodes.fine : exitCodes.usage));

/** A package with its first rule has cases to run: its package.json gets the script for that, behind `check`. */
function withTestScript(path: string, root: string): readonly NewFile[] {
  const text = textOf(join(root, path));
  if (text === undefined || /"test":/.test(text)) return [];
  const added = text.replace(/^( *)"check": .*,$/m, (line, indent) => `${line}\n${indent}"test": "picket test .",`);
  return added === text ? [] : [{ path, text: added, replaces: true }];
}
