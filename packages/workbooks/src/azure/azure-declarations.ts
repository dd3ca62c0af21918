import type { Path } from '@picket/model';
import { type DeclaredParameter, type ParameterFacts, textFacts } from '../parameters/parameter-facts.ts';
import { azureItems } from './azure-items.ts';
import { azureParameterFacts } from './azure-parameter.ts';
import { objectsIn, textOf, type UnknownObject } from './json.ts';

/** Every parameter that an item of a workbook's JSON, or an item of its groups, sets. */
export function azureDeclarations(root: UnknownObject, at: Path): readonly DeclaredParameter[] {
  return azureItems(root, at).flatMap(({ content, path }) => [
    ...objectsIn(content.parameters).flatMap(({ object, index }) => {
      const name = textOf(object.name);
      if (name === undefined) return [];
      const place = [...path, 'content', 'parameters', index, 'name'];
      const facts = azureParameterFacts(object);
      return [{ name, facts, path: place, by: 'parameter' as const, isGlobal: object.isGlobal === true }];
    }),
    ...exported(content, path),
    ...objectsIn(content.links).flatMap(({ object, index }) => linked(object, [...path, 'content', 'links', index])),
  ]);
}

function exported(content: UnknownObject, path: Path): readonly DeclaredParameter[] {
  const many = content.exportMultipleValues === true;
  const one = (key: string, facts: ParameterFacts): readonly DeclaredParameter[] => {
    const name = textOf(content[key]);
    return name ? [{ name, facts, path: [...path, 'content', key], by: 'export' }] : [];
  };
  const several = objectsIn(content.exportedParameters).flatMap(({ object, index }): readonly DeclaredParameter[] => {
    const name = textOf(object.parameterName);
    if (!name) return [];
    const facts = { ...azureParameterFacts({ ...object, type: object.parameterType, multiSelect: many }), samples: [] };
    return [{ name, facts, path: [...path, 'content', 'exportedParameters', index, 'parameterName'], by: 'export' }];
  });
  return [
    ...one('exportParameterName', { ...textFacts, multiple: many }),
    ...one('timeBrushParameterName', { ...textFacts, kind: 'time-range' }),
    ...several,
  ];
}

/** A link or tab that sets a parameter has its name in cellValue. */
function linked(link: UnknownObject, path: Path): readonly DeclaredParameter[] {
  const name = textOf(link.cellValue);
  if (link.linkTarget !== 'parameter' || !name) return [];
  return [{ name, facts: textFacts, path: [...path, 'cellValue'], by: 'link' }];
}
