import type { Checked } from '@picket/diagnostics';
import type { Document, SourceFile } from './content.ts';
import { documentOf } from './document.ts';
import { plainValue } from './yaml/plain-value.ts';
import { readTree } from './yaml/read-tree.ts';

/**
 * Reads any YAML file whose top level is a mapping (YAML 1.2, core schema), of at most 1 MiB, with the place of every
 * value. All problems of the file are reported at once, as far as a faulty top-level entry lets the others be read.
 * There is no value when the file holds none; keys that could not be read are left out of it.
 */
export function readYaml(file: SourceFile): Checked<Document<unknown>> {
  const { tree, problems } = readTree(file);
  return tree ? { value: documentOf(tree.source, tree.root, plainValue(tree.root)), problems } : { problems };
}
