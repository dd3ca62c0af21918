import type { Workbook, WorkbookItem, WorkbookParameter, WorkbookTile } from '@picket/model';
import { declaredParameters, referencesIn } from '@picket/workbooks';
import type { WorkbookData } from '../page-data.ts';
import { itemParts, parameterParts } from '../view/parts.ts';

export type AnyPart = WorkbookItem | WorkbookParameter;

/** A text that parameters are filled into, and what it is in the part's answer. */
export interface PartText {
  readonly as: 'title' | 'text' | 'query';
  readonly text: string;
  readonly place: 'query' | 'text';
}

export function partAt(workbook: Workbook, key: string): AnyPart | undefined {
  return [...itemParts(workbook), ...parameterParts(workbook)].find((each) => each.key === key)?.part;
}

/** The texts of a part that parameters are filled into. */
export function textsOf(part: AnyPart): readonly PartText[] {
  if ('text' in part) return [{ as: 'text', text: part.text, place: 'text' }];
  if ('group' in part) return [{ as: 'title', text: part.group, place: 'text' }];
  if (!('query' in part) || part.query === undefined) return [];
  const query: PartText = { as: 'query', text: part.query, place: 'query' };
  return 'title' in part ? [{ as: 'title', text: part.title, place: 'text' }, query] : [query];
}

/** By key, the parameters that a part's answer depends on: those of its texts, and the time range that bounds it. */
export function readsOf(workbook: Workbook): WorkbookData['reads'] {
  const declared = new Set(declaredParameters(workbook).map(({ name }) => name));
  return Object.fromEntries(
    [...itemParts(workbook), ...parameterParts(workbook)].map(({ key, part }) => {
      const time = timeParameter(workbook, part);
      const names = textsOf(part).flatMap(({ text }) => referencesIn(text).map(({ name }) => name));
      const read = [...names, ...(time === undefined ? [] : [time])].filter((name) => declared.has(name));
      return [key, [...new Set(read)].sort()];
    }),
  );
}

const usualTime = 'TimeRange';

/** The time-range parameter that bounds a query; none where there is no query, or where it bounds itself. */
export function timeParameter(workbook: Workbook, part: AnyPart): string | undefined {
  if (!('query' in part) || part.query === undefined) return undefined;
  const { time } = part as Pick<WorkbookTile, 'time'>;
  if (time !== undefined) return time === 'none' ? undefined : time;
  const has = parameterParts(workbook).some(
    ({ part: each }) => each.parameter === usualTime && each.type === 'time-range',
  );
  return has ? usualTime : undefined;
}
