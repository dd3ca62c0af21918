/**
 * Azure workbooks as content: what a workbook's source consists of, and the JSON that Azure keeps of it.
 */
export { itemsOf, type PlacedItem, type PlacedParameter, parametersOf } from './walk.ts';
