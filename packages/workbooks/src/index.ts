/**
 * Azure workbooks as content: what a workbook's source consists of, and the JSON that Azure keeps of it (`compile/`).
 */
export { compileWorkbook, notebookText, tabParameter } from './compile/compile-workbook.ts';
export type { Json, JsonObject, Notebook } from './compile/notebook.ts';
export { stableId } from './compile/stable-id.ts';
export { itemsOf, type PlacedItem, type PlacedParameter, parametersOf } from './walk.ts';
