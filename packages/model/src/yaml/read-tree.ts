import { type Diagnostic, diagnostic, type Span, sortDiagnostics } from '@picket/diagnostics';
import type { SourceFile } from '../content.ts';
import { build } from './build.ts';
import { decode, type SourceText } from './decode.ts';
import type { LocatedNode, MappingNode } from './located.ts';
import { parse } from './parse.ts';

export interface LocatedFile {
  readonly source: SourceText;
  readonly root: MappingNode;
}

/**
 * file ─ decode ─▶ text ─ parse ─▶ events ─ build ─▶ located tree
 *
 * The tree is missing when the file holds no mapping or nothing of it could be read. Problems come in file order.
 */
export function readTree(file: SourceFile): {
  readonly tree?: LocatedFile;
  readonly problems: readonly Diagnostic[];
} {
  const { source, problems: decoding } = decode(file);
  if (!source) return { problems: decoding };
  const parsed = parse(source);
  const { root, problems: building } = build(source, parsed);
  const problems = [...decoding, ...building];
  if (root?.kind === 'mapping') return { tree: { source, root }, problems: sortDiagnostics(problems) };
  if (parsed.problems.length === 0 && root?.kind !== 'broken') problems.push(notAMapping(source, root));
  return { problems: sortDiagnostics(problems) };
}

function notAMapping({ file, positionAt }: SourceText, root: LocatedNode | undefined): Diagnostic {
  const offset = Math.max(0, root?.start ?? 0);
  const at: Span = { file, start: positionAt(offset), end: positionAt(offset) };
  const isEmpty = !root || (root.kind === 'scalar' && root.text === '' && root.plain);
  if (isEmpty) return diagnostic('YAML018', {}, at);
  return diagnostic('YAML019', { found: root.kind === 'sequence' ? 'a list' : 'a single text' }, at);
}
