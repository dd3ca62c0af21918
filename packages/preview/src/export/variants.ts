import type { Choices, WorkbookData } from '../page-data.ts';
import { isTile, itemParts, parameterParts, tabParameter } from '../view/parts.ts';
import type { Settled } from '../view/settle.ts';

/** More entries of a drop-down's query than these are left to picket preview. */
const mostAnswered = 12;

/**
 * The choices that an export answers besides the first ones, each a change of one parameter: every listed time range,
 * entry of a drop-down and link, the first entries that a drop-down's query gives.
 */
export function variantsOf({ source }: WorkbookData, { choices, options }: Settled): readonly Choices[] {
  const ofParameters = parameterParts(source).flatMap(({ key, part }): readonly Choices[] => {
    const { parameter } = part;
    if (part.type === 'time-range') return (part.options ?? []).map((duration) => ({ [parameter]: { duration } }));
    if (part.type !== 'drop-down') return [];
    const entries = (options.get(key) ?? []).slice(0, mostAnswered).map(({ value }) => value);
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

/** Rows of a tile whose click an export answers. */
export const clickedRows = 3;

/** Tiles whose click hands something on, by key. */
export const exportingTiles = ({ source }: WorkbookData) =>
  itemParts(source).flatMap(({ key, part }) =>
    isTile(part) && part.exports && part.exports.length > 0 ? [{ key, tile: part }] : [],
  );
