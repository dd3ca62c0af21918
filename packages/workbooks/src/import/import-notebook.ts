import { readWorkbook, type Workbook, type WorkbookItem } from '@picket/model';
import { azureItems } from '../azure/azure-items.ts';
import { isObject, textOf, type UnknownObject } from '../azure/json.ts';
import { compileWorkbook } from '../compile/compile-workbook.ts';
import { workbookText } from '../source/workbook-text.ts';
import { parametersOf } from '../walk.ts';
import { canonicalTree, compact } from './canonical.ts';
import { differenceOf } from './difference.ts';
import { type Fault, withAzureMembers } from './leftovers.ts';
import { type Depth, placeOf, type Reading, readItems } from './read-item.ts';
import type { TimeWord } from './read-tile.ts';

export interface NotebookToImport {
  readonly version?: string;
  readonly items: readonly UnknownObject[];
}

type About = Pick<Workbook, 'id' | 'name' | 'description' | 'version'>;

const usualTime = 'TimeRange';
const longestName = 200;

export interface ImportedWorkbook {
  readonly workbook: Workbook;
  /** What compiling it does not give back, in words. */
  readonly lost: readonly string[];
}

/** Each pass makes an item less deep; there are three depths. */
const mostPasses = 8;

/**
 * A workbook's JSON in the form of a source. Compiling it gives the same items, queries and settings: what the source
 * has words for is in these, what they leave over is laid over them as Azure wrote it (`azure`), and an item whose
 * meaning they do not hold stays raw with the reason.
 */
export function importNotebook(notebook: NotebookToImport, about: About): ImportedWorkbook {
  const items = notebook.items.filter(isObject);
  const depths = new Map<string, Depth>();
  const reasons = new Map<string, string>();
  let completed: readonly WorkbookItem[] = [];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const reading: Omit<Reading, 'timeOf'> = {
      depthOf: (place) => depths.get(place) ?? 'whole',
      reasonOf: (place) => reasons.get(place),
      nameOf: namesOf(items),
    };
    const read = readInTime(items, reading);
    const compiled = compileWorkbook({ ...about, items: read });
    const { items: whole, faults } = withAzureMembers(read, compiled.items, items);
    completed = whole;
    const refused = refusals(whole, about);
    for (const { place, because } of faults) {
      depths.set(place, 'raw');
      reasons.set(place, because);
    }
    for (const { place, because } of refused) {
      if (depths.get(place) === undefined) depths.set(place, 'without settings');
      else depths.set(place, 'raw');
      if (depths.get(place) === 'raw' && !reasons.has(place)) reasons.set(place, because);
    }
    if (faults.length + refused.length === 0) break;
  }
  const shown = Object.fromEntries(
    Object.entries(notebook).filter(([key, value]) => looks.has(key) && isObject(value)),
  );
  const azure = compact(shown);
  const workbook = { ...about, items: completed, ...(Object.keys(azure).length > 0 ? { azure } : {}) };
  return { workbook, lost: lostOf(notebook, workbook, items) };
}

/** Reads twice where the first reading shows that there is a time range of the usual name: most queries then need none. */
function readInTime(items: readonly UnknownObject[], reading: Omit<Reading, 'timeOf'>): readonly WorkbookItem[] {
  const explicit = readItems(items, { ...reading, timeOf: timeWord(false) }, []);
  const hasUsual = parametersOf({ items: explicit }).some(
    ({ parameter }) => parameter.type === 'time-range' && parameter.parameter === usualTime,
  );
  return hasUsual ? readItems(items, { ...reading, timeOf: timeWord(true) }, []) : explicit;
}

function timeWord(hasUsual: boolean): TimeWord {
  return ({ timeContextFromParameter }) => {
    const name = textOf(timeContextFromParameter);
    if (!name) return hasUsual ? { time: 'none' } : {};
    if (!/^[A-Za-z_]\w*$/.test(name) || (hasUsual && name === usualTime)) return {};
    return { time: name };
  };
}

/** The name of an item, where no other has it: names that Azure's editor makes are counted anew in each group. */
function namesOf(items: readonly UnknownObject[]): Reading['nameOf'] {
  const counts = new Map<string, number>();
  const all = items.flatMap((item) => azureItems(item, []));
  for (const { item } of all) {
    const name = textOf(item.name) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return ({ name }) => {
    const text = textOf(name) ?? '';
    return text.trim() !== '' && text.length <= longestName && counts.get(text) === 1 ? text : undefined;
  };
}

/** Items that the schema of a workbook.yaml refuses, each looked at by itself. */
function refusals(items: readonly WorkbookItem[], about: About): readonly Fault[] {
  const refusal = (item: WorkbookItem): string | undefined => {
    const bytes = new TextEncoder().encode(workbookText({ ...about, items: [item] }));
    return readWorkbook({ path: 'workbook.yaml', bytes }).problems.find(({ severity }) => severity === 'error')
      ?.message;
  };
  const look = (item: WorkbookItem, at: readonly number[]): readonly Fault[] => {
    if ('raw' in item) return [];
    const shell = 'group' in item ? { ...item, items: [{ text: 'An item.' }] } : item;
    const because = refusal(shell);
    const inner = 'group' in item ? item.items.flatMap((each, index) => look(each, [...at, index])) : [];
    return [...(because === undefined ? [] : [{ place: placeOf(at), because }]), ...inner];
  };
  const bytes = new TextEncoder().encode(workbookText({ ...about, items }));
  const isWhole = readWorkbook({ path: 'workbook.yaml', bytes }).workbook !== undefined;
  return isWhole ? [] : items.flatMap((item, index) => look(item, [index]));
}

/** Members of a workbook's JSON that tell how all of it looks. Others tell where it was saved, who pinned it and the like. */
const looks: ReadonlySet<string> = new Set(['styleSettings', 'layout']);
const known: ReadonlySet<string> = new Set(['version', 'items', '$schema', ...looks]);

function lostOf(notebook: NotebookToImport, workbook: Workbook, items: readonly UnknownObject[]): readonly string[] {
  const compiled = compileWorkbook(workbook).items;
  const differing = items.flatMap((item, index) =>
    differenceOf(canonicalTree(compiled[index] ?? {}), canonicalTree(item)) ? [`parts of the item ${index + 1}`] : [],
  );
  return [...Object.keys(notebook).filter((key) => !known.has(key)), ...differing];
}
