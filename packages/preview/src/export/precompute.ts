import type { Answer, Choices, WorkbookData } from '../page-data.ts';
import type { PreviewHost } from '../preview-host.ts';
import { handedOn } from '../view/handed-on.ts';
import { answerKey, choicesRead, initialChoices, itemParts } from '../view/parts.ts';
import { type Settled, settle } from '../view/settle.ts';
import { clickedRows, exportingTiles, variantsOf } from './variants.ts';

/** Answers by `answerKey`. */
export type Answers = ReadonlyMap<string, Answer>;

/** Rows of an answer that a file keeps: as many as a grid shows. */
const keptRows = 250;

/**
 * Asks everything that a page without a server can be asked: the first choices, each listed change of one of them, and
 * clicks on the first rows of tiles that export. The same question is asked once.
 */
export async function precompute(slug: string, data: WorkbookData, host: PreviewHost): Promise<Answers> {
  const answers = new Map<string, Answer>();
  const ask = async (key: string, read: Choices): Promise<Answer> => {
    const name = answerKey(key, read);
    const known = answers.get(name);
    if (known) return known;
    const answer = (await host.answer({ slug, key, choices: read })) ?? { problems: [] };
    answers.set(name, kept(answer));
    return answer;
  };
  const asked = itemParts(data.source).filter(({ part }) => 'query' in part || 'text' in part || 'group' in part);
  const askAll = async ({ choices }: Settled): Promise<void> => {
    for (const { key } of asked) await ask(key, choicesRead(data.reads[key] ?? [], choices));
  };
  const change = async (from: Settled, change: Choices): Promise<Settled> => {
    const choices = { ...from.choices, ...change };
    return settle(data, choices, ask, { settled: { ...from, choices }, changed: new Set(Object.keys(change)) });
  };

  const first = await settle(data, initialChoices(data.source), ask);
  await askAll(first);
  for (const variant of variantsOf(data, first)) await askAll(await change(first, variant));
  for (const { key, tile } of exportingTiles(data)) {
    const answer = await ask(key, choicesRead(data.reads[key] ?? [], first.choices));
    const rows = Math.min(clickedRows, answer.rows?.length ?? 0);
    for (let row = 0; row < rows; row++) await askAll(await change(first, handedOn(tile, answer, row)));
  }
  return answers;
}

/** Charts keep all of their rows; the time that the answer took says nothing to a reader of the file. */
function kept({ milliseconds: _, ...answer }: Answer): Answer {
  const { rows } = answer;
  if (!rows || rows.length <= keptRows || answer.columns?.some(({ type }) => type === 'datetime')) return answer;
  return { ...answer, rows: rows.slice(0, keptRows), total: answer.total ?? rows.length };
}
