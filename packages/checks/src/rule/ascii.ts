import { diagnostic, lineIndex } from '@picket/diagnostics';
import type { RuleCheck } from '../rule-check.ts';

/**
 * RULE251: one problem a file, at the first such character (Azure-Sentinel NonAsciiValidationsTests). U+FFFD stands
 * where a byte could not be read, and reading has told of it.
 */
export const asciiOnly: RuleCheck = (rule) => {
  const text = rule.text.startsWith('\uFEFF') ? ` ${rule.text.slice(1)}` : rule.text;
  const first = /[^\0-\x7F\uFFFD]/u.exec(text);
  if (!first) return [];
  let count = 0;
  for (const each of text) if (each > '\x7F' && each !== '\uFFFD') count += 1;
  const [character] = first;
  const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const { positionAt } = lineIndex(text);
  const at = {
    file: rule.file,
    start: positionAt(first.index),
    end: positionAt(first.index + character.length),
  };
  return [diagnostic('RULE251', { character, codePoint, count }, at)];
};
