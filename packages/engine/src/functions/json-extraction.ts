import type { Cell } from '../values/cell.ts';
import { dynamicText, jsonText, parseJson } from '../values/json.ts';
import { atJsonPath, readJsonPath } from '../values/json-path.ts';
import { Refusal } from '../values/refusal.ts';
import { type FunctionTable, fn } from './blueprint.ts';

/** What a path leads to; null when the text is no JSON or the path leads nowhere. */
function found(path: string, text: string): Cell {
  const steps = readJsonPath(path);
  if (!steps) throw new Refusal('extract_json()', `the path ${path}`);
  const value = parseJson(text);
  return value === undefined ? null : (atJsonPath(value, steps) ?? null);
}

/** As text. Where that could be the text as it was written or a text made anew, and the two differ, it is refused. */
function foundText(path: string, text: string): string {
  const value = found(path, text);
  if (typeof value === 'boolean') throw new Refusal('extract_json()', 'a bool as text');
  if (value !== null && typeof value !== 'string' && !text.includes(jsonText(value)))
    throw new Refusal('extract_json()', 'a value whose text is not the one that was written');
  return dynamicText(value);
}

/** Microsoft Learn, "extract_json()": as text, and as the value that a type is applied to. */
export const jsonExtraction: FunctionTable = {
  extract_json: [
    fn({ takes: ['string', 'text'], returns: 'string', run: foundText }),
    fn({ takes: ['string', 'text'], returns: 'dynamic', run: found }),
  ],
};
