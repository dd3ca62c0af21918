import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { diagnostic } from '@picket/diagnostics';
import { exitCodes, type RunCommand, textOption } from '../command.ts';
import { writeNew } from '../pipeline/write-new.ts';
import { newRule } from '../templates.ts';

export const run: RunCommand = (io, [category = '', slug = ''], options) =>
  writeNew(io, category, options, (found) => {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return diagnostic('CMD013', { slug });
    const words = slug.replaceAll('-', ' ');
    const name = textOption(options, 'name') ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    const kind = textOption(options, 'kind') === 'NRT' ? 'NRT' : 'Scheduled';
    const path = join('content', found.slug, 'rules', `${slug}.yaml`);
    return [{ path, text: newRule(found, slug, kind, name, randomUUID()) }];
  }).then((done) => (done ? exitCodes.fine : exitCodes.usage));
