import { readFileSync } from 'node:fs';
import { dataFolder } from '@picket/tables';
import { readFiles } from './files.ts';
import { factFiles } from './refresh.ts';

/** The facts that the repository ships, all files of them. */
export function shippedFacts(): ReadonlyMap<string, string> {
  return readFiles(dataFolder(), [...factFiles, 'version.txt']);
}

export function recordingText(name: string): string {
  return readFileSync(recordingFile(name), 'utf8');
}

export function recordingFile(name: string): URL {
  return new URL(`../recordings/${name}`, import.meta.url);
}
