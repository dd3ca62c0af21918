import type { Path } from '@picket/model';
import { azureDeclarations } from '../azure/azure-declarations.ts';
import { type AzureItem, azureItems } from '../azure/azure-items.ts';
import { numberOf, objectsIn, stringsIn, textOf, type UnknownObject } from '../azure/json.ts';
import { queryTypes } from '../compile/azure-numbers.ts';
import { itemTypes } from '../compile/notebook.ts';
import { referencesIn } from '../parameters/references.ts';
import { azureColumns } from './azure-columns.ts';
import type { ParameterBinding, PlacedText, WorkbookParts, WorkbookQuery } from './workbook-parts.ts';

/** The parts of one item of a workbook's JSON, with those of its groups. Pure; passes over what is of another form. */
export function azureParts(root: UnknownObject, at: Path): WorkbookParts {
  const items = azureItems(root, at);
  const declared = azureDeclarations(root, at);
  return {
    declared,
    queries: items.flatMap(queriesOf),
    texts: items.flatMap(textsOf),
    bindings: items.flatMap(bindingsOf),
    // Azure's editor numbers the items of each group anew, so names are no one's choice.
    names: [],
    mentioned: mentionedIn(root, at, new Set(declared.map(({ path }) => JSON.stringify(path)))),
    isOpen: items.some(({ content }) => textOf(content.loadFromTemplateId)),
  };
}

/** The parts of all items of a workbook's JSON. */
export function notebookParts(notebook: { readonly items: readonly UnknownObject[] }): WorkbookParts {
  const parts = notebook.items.map((item, index) => azureParts(item, ['items', index]));
  return {
    declared: parts.flatMap(({ declared }) => declared),
    queries: parts.flatMap(({ queries }) => queries),
    texts: parts.flatMap(({ texts }) => texts),
    bindings: parts.flatMap(({ bindings }) => bindings),
    names: [],
    mentioned: new Set(parts.flatMap(({ mentioned }) => [...mentioned])),
    isOpen: parts.some(({ isOpen }) => isOpen),
  };
}

function queriesOf({ item, content, path }: AzureItem): readonly WorkbookQuery[] {
  const at: Path = [...path, 'content'];
  if (item.type === itemTypes.query) {
    const text = textOf(content.query);
    if (text === undefined || text.trim() === '' || !isLogQuery(content)) return [];
    const visualization = textOf(content.visualization);
    return [
      {
        text,
        path: [...at, 'query'],
        purpose: 'tile',
        hasTime: hasTime(content),
        ...(visualization === undefined ? {} : { visualization }),
        columns: azureColumns(content, at),
      },
    ];
  }
  return objectsIn(content.parameters).flatMap(({ object, index }): readonly WorkbookQuery[] => {
    const text = textOf(object.query);
    if (text === undefined || text.trim() === '' || !isLogQuery(object)) return [];
    const purpose = object.type === 2 || object.type === 10 ? 'drop-down' : 'value';
    const place = [...at, 'parameters', index, 'query'];
    return [{ text, path: place, purpose, hasTime: hasTime(object), columns: [] }];
  });
}

/** Azure asks Log Analytics where the type of the query is 0; which resource has the tables is told beside it. */
function isLogQuery({ queryType, resourceType }: UnknownObject): boolean {
  return queryType === queryTypes.logs && resourceType === 'microsoft.operationalinsights/workspaces';
}

function hasTime({ timeContext, timeContextFromParameter }: UnknownObject): boolean {
  if (textOf(timeContextFromParameter)) return true;
  return objectsIn([timeContext]).some(({ object }) => numberOf(object.durationMs) > 0);
}

/** Members of an item and of its content that readers see, with parameters filled in. */
const shownTexts = ['json', 'title', 'noDataMessage'];

function textsOf({ content, path }: AzureItem): readonly PlacedText[] {
  return shownTexts.flatMap((key) => {
    const text = textOf(content[key]);
    return text === undefined ? [] : [{ text, path: [...path, 'content', key] }];
  });
}

function bindingsOf({ item, content, path }: AzureItem): readonly ParameterBinding[] {
  const conditions = [
    ...objectsIn([item.conditionalVisibility]).map(({ object }) => ({
      object,
      place: [...path, 'conditionalVisibility', 'parameterName'],
    })),
    ...objectsIn(item.conditionalVisibilities).map(({ object, index }) => ({
      object,
      place: [...path, 'conditionalVisibilities', index, 'parameterName'],
    })),
  ].flatMap(({ object, place }) => {
    const name = textOf(object.parameterName);
    return name === undefined ? [] : [{ name, path: place, by: 'condition' as const }];
  });
  const times = [
    { holder: content, place: [...path, 'content'] },
    // The editor writes the time to every field; only a query looks at it.
    ...objectsIn(content.parameters).flatMap(({ object, index }) =>
      textOf(object.query) ? [{ holder: object, place: [...path, 'content', 'parameters', index] }] : [],
    ),
  ].flatMap(({ holder, place }) => {
    const name = textOf(holder.timeContextFromParameter);
    return name ? [{ name, path: [...place, 'timeContextFromParameter'], by: 'time' as const }] : [];
  });
  return [...conditions, ...times];
}

/** Members whose text is a parameter's bare name. */
const bareNames = new Set([
  'parameterName',
  'timeContextFromParameter',
  'resourceParameter',
  'leftOperand',
  'rightVal',
  'resultVal',
]);

/** Whether a text stands where Azure has the bare name of a parameter. */
export function isBareName(path: Path): boolean {
  return bareNames.has(String(path.at(-1)));
}

function mentionedIn(root: UnknownObject, at: Path, declarations: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    stringsIn(root, at).flatMap(({ text, path }) => [
      ...referencesIn(text).map(({ name }) => name),
      ...(isBareName(path) && !declarations.has(JSON.stringify(path)) ? [text] : []),
    ]),
  );
}
