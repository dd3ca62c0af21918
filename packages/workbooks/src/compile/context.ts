import { durationMinutes, type Workbook, type WorkbookParameter } from '@picket/model';
import { itemsOf, parametersOf } from '../walk.ts';
import { queryTypes } from './azure-numbers.ts';
import { type JsonObject, present } from './notebook.ts';
import { stableId } from './stable-id.ts';

/** What compiling an item has to know of the whole workbook. */
export interface Context {
  /** The GUID of something that the workbook names, as `parameter/TimeRange`. */
  readonly idOf: (name: string) => string;
  /** Where and over which time a query runs; `time` as the source gives it. */
  readonly scopeOf: (time: string | undefined) => JsonObject;
  /** The name of an item: its own, or what is made of its title or form, told apart from all others. */
  readonly nameOf: (own: string | undefined, made: string) => string;
}

const workspaces = 'microsoft.operationalinsights/workspaces';
const usualTime = 'TimeRange';

export function contextOf(workbook: Workbook): Context {
  const parameters = parametersOf(workbook).map(({ parameter }) => parameter);
  const workspace = parameters.find(({ type }) => type === 'workspace');
  const taken = new Set(itemsOf(workbook).flatMap(({ item }) => item.name ?? []));
  return {
    idOf: (name) => stableId(workbook.id, name),
    scopeOf: (time) => ({
      ...timeOf(time, parameters),
      queryType: queryTypes.logs,
      resourceType: workspaces,
      ...(workspace ? { crossComponentResources: [`{${workspace.parameter}}`] } : {}),
    }),
    nameOf(own, made) {
      if (own !== undefined) return own;
      let name = made;
      for (let i = 2; taken.has(name); i += 1) name = `${made} (${i})`;
      taken.add(name);
      return name;
    },
  };
}

/** Azure takes a query's time from its context, and leaves it to the query where the context has no duration. */
function timeOf(time: string | undefined, parameters: readonly WorkbookParameter[]): JsonObject {
  const ranges = parameters.filter((parameter) => parameter.type === 'time-range');
  const range = ranges.find(({ parameter }) => parameter === (time ?? usualTime));
  const named = time === 'none' ? undefined : (time ?? range?.parameter);
  return present({
    timeContext: { durationMs: range ? milliseconds(range.default) : 0 },
    timeContextFromParameter: named,
  });
}

/** ISO 8601 to milliseconds; the schema lets no other text through. */
export function milliseconds(duration: string): number {
  return (durationMinutes(duration) ?? 0) * 60_000;
}
