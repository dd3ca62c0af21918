import { type Cell, cellJson, type ScalarType } from '@picket/engine';

/**
 * A value as an alert shows it: text as it is, dynamic values as JSON, datetimes in ISO 8601, truth values as KQL writes
 * them. Null and empty values have no text.
 */
export function cellText(value: Cell, type: ScalarType): string | undefined {
  const json = cellJson(value, type);
  if (json === null || json === '') return undefined;
  if (typeof json === 'string') return json;
  if (typeof json === 'boolean') return json ? 'True' : 'False';
  return typeof json === 'object' ? JSON.stringify(json) : String(json);
}
