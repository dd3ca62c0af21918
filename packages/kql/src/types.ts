import type { KqlType } from './analysis.ts';
import type { KustoSymbol } from './kusto.ts';

const scalarTypes: ReadonlySet<string> = new Set<KqlType>([
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
]);

/** The scalar type of a symbol of the library; `unknown` for tables, errors and what it could not infer. */
export function kqlType(symbol: KustoSymbol | null | undefined): KqlType {
  const name = symbol?.Name;
  return name !== undefined && isScalarType(name) ? name : 'unknown';
}

function isScalarType(name: string): name is KqlType {
  return scalarTypes.has(name);
}
