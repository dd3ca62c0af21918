import { invariant } from '@picket/diagnostics';
import type { KqlNode } from '@picket/kql';
import { calledScope } from '../plan/called-function.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import { translateRel } from '../plan/relation.ts';
import { columnsOf, refuseRel } from '../plan/scope.ts';
import { elements, nameOf, parametersOf, part } from '../plan/syntax.ts';
import { evaluateRel } from '../run/relation.ts';
import { keptFor, type RunRel } from '../run/run.ts';
import { absent, type ScalarType } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import type { TranslateOperator } from './operator.ts';

/** Calls a let function with the rows as its first argument. Microsoft Learn, "invoke operator". */
export const translateInvoke: TranslateOperator = (input, node, scope) => {
  const call = part(node, 'Function');
  const called = call && calledScope(call, elements(part(call, 'ArgumentList')), scope, input);
  return called ? translateRel(called.body, called.scope) : refuseRel(scope, 'invoke of this function', node);
};

/** Only for those who draw: what it says goes beside the rows, which stay as they are. Microsoft Learn, "render operator". */
export const translateRender: TranslateOperator = (input, node, scope) => {
  const written = [...parametersOf(node), ...propertiesOf(part(node, 'WithClause'))];
  const kind = part(node, 'ChartType')?.text.trim().toLowerCase() ?? 'table';
  scope.shared.draw({
    kind,
    properties: Object.fromEntries(written.map(([name, value]) => [name, propertyOf(value)])),
  });
  return input;
};

const propertiesOf = (clause: KqlNode | undefined): readonly (readonly [string, KqlNode])[] =>
  elements(clause, 'Properties').flatMap((each) => {
    const value = part(each, 'Expression');
    return value ? [[nameOf(part(each, 'Name')).toLowerCase(), value] as const] : [];
  });

function propertyOf(value: KqlNode): string | number | boolean | readonly string[] {
  if (value.kind === 'NameReferenceList') return elements(value, 'Names').map(nameOf);
  if (value.kind === 'BooleanLiteralExpression') return value.literal?.toLowerCase() === 'true';
  const isNumber = value.type === 'long' || value.type === 'int' || value.type === 'real';
  return isNumber && value.literal !== undefined ? Number(value.literal) : (value.literal ?? nameOf(value));
}

/** Types as .NET calls them. */
const dataTypes: Readonly<Record<ScalarType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

/** Microsoft Learn, "getschema operator". */
export const translateGetSchema: TranslateOperator = (input, node, scope) => {
  const columns = columnsOf(node);
  if (columns.length !== 4) return refuseRel(scope, 'getschema', node);
  const types: readonly ScalarType[] = ['string', 'int', 'string', 'string'];
  const rows = input.columns.map(({ name, type }, i) => [name, i, dataTypes[type], type]);
  return {
    op: 'rows',
    columns: columns.map(({ name }, i) => ({ name, type: types[i] ?? 'string' })),
    rows,
    serialized: true,
  };
};

/** Those columns of a table that the query reads. */
export const runTable: RunRel<'table'> = ({ name, columns }, run) => {
  const table = run.data.table(name);
  if (!table) return [];
  const { ingested } = table;
  const asksIngestion = columns.some((column) => column.name === ingestionColumn.name);
  if (asksIngestion && !ingested) {
    throw new Refusal('ingestion_time()', `nobody said when the rows of ${name} came in`);
  }
  const isWhole =
    columns.length === table.columns.length && columns.every(({ name: n }, i) => n === table.columns[i]?.name);
  if (isWhole) return table.rows;
  const all = [...table.columns.map((column) => column.name), ingestionColumn.name];
  const places = columns.map((column) => all.indexOf(column.name));
  const nothing = columns.map(({ type }) => absent(type));
  const last = table.columns.length;
  // A table may have fewer columns than are documented: the others hold nothing.
  return table.rows.map((row, i) =>
    places.map((at, to) => (at === last ? ingested?.[i] : row[at]) ?? nothing[to] ?? null),
  );
};

/** Computed once a query, however often it is named. */
export const runBinding: RunRel<'binding'> = ({ id }, run) => {
  const binding = run.bindings[id];
  const kept = keptFor(run, binding).rows;
  const known = kept.get(id);
  if (known) return known;
  invariant(binding?.kind === 'rel', 'a tabular binding holds a value');
  const rows = evaluateRel(binding.rel, run);
  kept.set(id, rows);
  return rows;
};
