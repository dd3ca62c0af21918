import { basename } from 'node:path';

/** A rule's name in addresses: its file's, without the ending. */
export const ruleId = (file: string): string => basename(file).replace(/\.ya?ml$/, '');
