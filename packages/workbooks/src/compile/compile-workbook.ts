import type { Workbook, WorkbookTab } from '@picket/model';
import { type Context, contextOf } from './context.ts';
import { compileItems, parametersItem, shownWhen } from './items.ts';
import { mergePatch } from './merge-patch.ts';
import { itemTypes, type JsonObject, type Notebook } from './notebook.ts';

/** The parameter that tells which tab is open. */
export const tabParameter = 'Tab';

const schema = 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json';

/**
 * A workbook's source as the JSON that Azure keeps. Pure and the same for the same source: ids are made of the
 * workbook's id and names, members have a fixed order, and texts and queries go through as they are.
 */
export function compileWorkbook(workbook: Workbook): Notebook {
  const context = contextOf(workbook);
  const parameters = workbook.parameters
    ? [parametersItem(workbook.parameters, context.nameOf(undefined, 'parameters'), context)]
    : [];
  const tabs = workbook.tabs ?? [];
  const heads = tabs.length > 0 ? [tabLinks(tabs, context)] : [];
  const items = [
    ...parameters,
    ...heads,
    ...tabs.map((tab) => tabGroup(tab, context)),
    ...compileItems(workbook.items ?? [], 'workbook', context),
  ];
  // What a workbook is stays the source's to say, whatever is laid over.
  const { version: _version, items: _items, $schema: _schema, ...more } = mergePatch({}, workbook.azure);
  return { version: 'Notebook/1.0', items, $schema: schema, ...more };
}

/** The text of a notebook: what `serializedData` holds and the advanced editor shows. */
export function notebookText(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 2);
}

function tabLinks(tabs: readonly WorkbookTab[], context: Context): JsonObject {
  return {
    type: itemTypes.links,
    content: {
      version: 'LinkItem/1.0',
      style: 'tabs',
      links: tabs.map(({ title, name }) => ({
        id: context.idOf(`tab/${name}`),
        cellValue: tabParameter,
        linkTarget: 'parameter',
        linkLabel: title,
        subTarget: name,
        style: 'link',
      })),
    },
    name: context.nameOf(undefined, 'tabs'),
  };
}

function tabGroup({ name, items }: WorkbookTab, context: Context): JsonObject {
  const own = context.nameOf(undefined, `tab ${name}`);
  return {
    type: itemTypes.group,
    content: {
      version: 'NotebookGroup/1.0',
      groupType: 'editable',
      exportParameters: true,
      items: compileItems(items, name, context),
    },
    ...shownWhen([{ parameter: tabParameter, is: name }]),
    name: own,
  };
}
