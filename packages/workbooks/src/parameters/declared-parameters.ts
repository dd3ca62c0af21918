import type { Path, Workbook, WorkbookItem, WorkbookParameter } from '@picket/model';
import { azureDeclarations } from '../azure/azure-declarations.ts';
import { isObject } from '../azure/json.ts';
import { tabParameter } from '../compile/compile-workbook.ts';
import { itemsOf } from '../walk.ts';
import { type DeclaredParameter, type ParameterFacts, parameterFacts, textFacts } from './parameter-facts.ts';

/** Every parameter of a workbook in the order of the source; a name that is given twice comes twice. */
export function declaredParameters(
  workbook: Pick<Workbook, 'parameters' | 'tabs' | 'items'>,
): readonly DeclaredParameter[] {
  const closed = itemsOf(workbook).flatMap(({ item, path }) => (keepsParameters(item) ? [path] : []));
  const tabs: readonly DeclaredParameter[] = workbook.tabs
    ? [{ name: tabParameter, by: 'tabs', facts: textFacts, path: ['tabs'] }]
    : [];
  return [
    ...asked(workbook.parameters ?? [], []),
    ...tabs,
    ...itemsOf(workbook).flatMap(({ item, path }) => {
      const declared = [
        ...inItem(item, path),
        ...(item.azure ? azureDeclarations(item.azure, [...path, 'azure']) : []),
      ];
      const scope = closed.findLast((group) => group.every((step, index) => step === path[index]));
      return scope ? declared.map((each) => ({ ...each, scope })) : declared;
    }),
  ];
}

/** Groups hand out what is set in them; in one that was imported this may be taken away. */
function keepsParameters({ azure }: WorkbookItem): boolean {
  return isObject(azure?.content) && azure.content.exportParameters === null;
}

/** What filling needs to know, by name; of two of one name, one that readers are asked for goes before a click's. */
export function parameterFactsByName(declared: readonly DeclaredParameter[]): ReadonlyMap<string, ParameterFacts> {
  const asked = declared.filter(({ by }) => by === 'parameter');
  const others = declared.filter(({ by }) => by !== 'parameter');
  return new Map([...others, ...asked].map(({ name, facts }) => [name, facts]));
}

function asked(parameters: readonly WorkbookParameter[], path: Path): readonly DeclaredParameter[] {
  return parameters.map((parameter, index) => ({
    name: parameter.parameter,
    by: 'parameter' as const,
    facts: parameterFacts(parameter),
    path: [...path, 'parameters', index, 'parameter'],
    parameter,
  }));
}

function inItem(item: WorkbookItem, path: Path): readonly DeclaredParameter[] {
  if ('parameters' in item) return asked(item.parameters, path);
  if ('raw' in item) return azureDeclarations(item.raw, [...path, 'raw']);
  if ('links' in item) {
    return item.links.flatMap(({ parameter }, index) =>
      parameter === undefined
        ? []
        : [{ name: parameter, by: 'link' as const, facts: textFacts, path: [...path, 'links', index, 'parameter'] }],
    );
  }
  if (!('query' in item)) return [];
  return (item.exports ?? []).map(({ parameter }, index) => ({
    name: parameter,
    by: 'export' as const,
    facts: textFacts,
    path: [...path, 'exports', index, 'parameter'],
  }));
}
