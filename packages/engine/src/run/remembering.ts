import type { Cell } from '../values/cell.ts';

/** Functions that take a text apart: it pays to keep their results, since texts of logs come again and again. */
const dear: ReadonlySet<string> = new Set([
  'parse_json',
  'parsejson',
  'todynamic',
  'toobject',
  'extract_json',
  'parse_xml',
  'parse_csv',
  'parse_url',
  'parseurl',
  'parse_urlquery',
  'parseurlquery',
  'parse_path',
  'parse_command_line',
  'parse_user_agent',
  'matches regex',
  'extract',
  'extract_all',
  'extractall',
  'replace_regex',
  'replace',
  'countof',
  'indexof_regex',
  'split',
]);

export const isDear = (name: string): boolean => dear.has(name);

/** Results kept, and the characters of the texts that they are kept for. */
const mostResults = 50_000;
const mostCharacters = 16_000_000;
/** As many calls are looked at before it is decided whether texts come again: at least one in four. */
const sampleSize = 2_000;

/** A function of a text that computes each text's result once, as long as texts come again. Failures are not kept. */
export function remembering(call: (text: string) => Cell): (text: string) => Cell {
  const known = new Map<string, Cell>();
  let characters = 0;
  let calls = 0;
  let isOff = false;
  return (text) => {
    if (isOff) return call(text);
    const before = known.get(text);
    if (calls < sampleSize && ++calls === sampleSize && known.size * 4 > sampleSize * 3) {
      isOff = true;
      known.clear();
    }
    if (before !== undefined) return before;
    const result = call(text);
    if (!isOff && known.size < mostResults && characters + text.length < mostCharacters) {
      known.set(text, result);
      characters += text.length;
    }
    return result;
  };
}
