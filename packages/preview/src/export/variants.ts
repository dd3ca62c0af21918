import type { Choices, WorkbookData } from '../page-data.ts';
import { isTile, itemParts, parameterParts, tabParameter } from '../view/parts.ts';
import type { Settled } from '../view/settle.ts';

/** What is left to picket preview: more listed choices of a parameter than these, and more entries of a drop-down's query. */
const mostListed = 12;
const mostTimes = 2;
const mostAsked = 1;

/**
 * The choices that an export answers besides the first ones, each a change of one parameter: entries that a drop-down
 * lists, links, the first and the last of the listed time ranges, the first entry that a drop-down's query gives.
 */
export function variantsOf({ source }: WorkbookData, { choices, options }: Settled): readonly Choices[] {
  const ofParameters = parameterParts(source).flatMap(({ key, part }): readonly Choices[] => {
    const { parameter } = part;
    if (part.type === 'time-range')
      return spread(part.options ?? [], part.default).map((duration) => ({ [parameter]: { duration } }));
    if (part.type !== 'drop-down') return [];
    const most = part.query === undefined ? mostListed : mostAsked;
    const entries = (options.get(key) ?? []).slice(0, most).map(({ value }) => value);
    const values = part.all === undefined ? entries : [part.all, ...entries];
    return values.map((value) => ({ [parameter]: part.multiple ? [value] : value }));
  });
  const ofLinks = itemParts(source).flatMap(({ part }): readonly Choices[] =>
    'links' in part
      ? part.links.flatMap(({ parameter, value }) => (parameter === undefined ? [] : [{ [parameter]: value ?? '' }]))
      : [],
  );
  return [...ofParameters, ...ofLinks].filter((change) =>
    Object.entries(change).some(
      ([name, value]) => name !== tabParameter && JSON.stringify(choices[name]) !== JSON.stringify(value),
    ),
  );
}

/** The first, the last and what lies between them, without the one that is chosen already. */
function spread(all: readonly string[], chosen: string): readonly string[] {
  const others = all.filter((each) => each !== chosen);
  if (others.length <= mostTimes) return others;
  const step = (others.length - 1) / (mostTimes - 1);
  return Array.from({ length: mostTimes }, (_, i) => others[Math.round(i * step)] ?? chosen);
}

/** Rows of a tile whose click an export answers: the first. */
export const clickedRows = 1;

/** Tiles whose click hands something on, by key. */
export const exportingTiles = ({ source }: WorkbookData) =>
  itemParts(source).flatMap(({ key, part }) =>
    isTile(part) && part.exports && part.exports.length > 0 ? [{ key, tile: part }] : [],
  );
