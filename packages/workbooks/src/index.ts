/**
 * Azure workbooks as content: what a workbook's source consists of, and the JSON that Azure keeps of it (`compile/`), how its
 * source is made from what is known about a log (`generate/`) and written (`source/`).
 */
export { stringsIn } from './azure/json.ts';
export { compileWorkbook, notebookText, tabParameter } from './compile/compile-workbook.ts';
export type { Json, JsonObject, Notebook } from './compile/notebook.ts';
export { stableId } from './compile/stable-id.ts';
export { generateOverview, overviewCategory } from './generate/generate-overview.ts';
export { generateWorkbook, type Kept } from './generate/generate-workbook.ts';
export { editedSince } from './generate/generated-text.ts';
export type { RuleFacts } from './generate/tabs/alerts.ts';
export { type FoundNotebook, findNotebooks } from './import/find-notebooks.ts';
export { type ImportedWorkbook, importNotebook } from './import/import-notebook.ts';
export { declaredParameters, parameterFactsByName } from './parameters/declared-parameters.ts';
export { type FilledText, fillReferences, fillText, type Offsets, type ParameterUse } from './parameters/fill-text.ts';
export { formatNames, hasFormat } from './parameters/formats/index.ts';
export {
  type DeclaredParameter,
  type ParameterFacts,
  type ParameterKind,
  parameterFacts,
} from './parameters/parameter-facts.ts';
export {
  type ChosenValue,
  isTimeRangeValue,
  type ParameterValue,
  type TimeRangeValue,
} from './parameters/parameter-value.ts';
export { type ParameterReference, referencesIn } from './parameters/references.ts';
export { notebookParts } from './parts/azure-parts.ts';
export { sourceParts } from './parts/source-parts.ts';
export type * from './parts/workbook-parts.ts';
export { workbookText } from './source/workbook-text.ts';
export { itemsOf, type PlacedItem, type PlacedParameter, parametersOf } from './walk.ts';
