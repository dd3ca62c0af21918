import type { WorkbookTile } from '@picket/model';
import type { Answer, Choices } from '../page-data.ts';

/** What a click on a row of a tile sets. A value that is not there is the export's default. */
export function handedOn({ exports = [] }: WorkbookTile, { columns = [], rows = [] }: Answer, row: number): Choices {
  return Object.fromEntries(
    exports.map(({ column, parameter, default: otherwise = '' }) => {
      const value = rows[row]?.[columns.findIndex(({ name }) => name === column)];
      if (value === null || value === undefined) return [parameter, otherwise];
      return [parameter, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}
